package org.doorstep.system.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Wire;
import tools.jackson.databind.JsonNode;

/// zxing-wasm in Node.js: what a kiosk that did everything in its browser would read codes with.
/// npm installs exactly what the lock file in `system-tests/src/bench/zxing-wasm` names, once,
/// into `target`. For one thread.
final class ZxingWasm implements QrPeer {
    private static final List<String> SOURCES = List.of("package.json", "package-lock.json", "read.mjs");
    private static final long INSTALLING_MINUTES = 5;
    private static final long ENDING_SECONDS = 10;

    private final Process process;
    private final Writer asked;
    private final BufferedReader answered;
    private final Path picture;

    /// Installed and found to be whole, or the sentence that says why not.
    record Found(Optional<ZxingWasm> here, String why) {}

    private ZxingWasm(Path node, Path installed, Path folder) throws IOException {
        process = new ProcessBuilder(
                        node.toString(), installed.resolve("read.mjs").toString())
                .redirectError(folder.resolve("zxing-wasm.log").toFile())
                .start();
        asked = process.outputWriter(StandardCharsets.UTF_8);
        answered = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        picture = folder.resolve("picture.grey");
        answer();
    }

    /// `home` is the folder with `run` in it; `folder` is for what it writes.
    static Found start(Path home, Path folder, Progress progress) {
        Optional<Path> node = command("node");
        Optional<Path> npm = command("npm");
        if (node.isEmpty() || npm.isEmpty()) {
            return new Found(Optional.empty(), "There is no node with npm here: apt-get install nodejs npm.");
        }
        Path target = home.resolve("system-tests").resolve("target").resolve("zxing-wasm");
        Path sources =
                home.resolve("system-tests").resolve("src").resolve("bench").resolve("zxing-wasm");
        try {
            Files.createDirectories(target);
            for (String name : SOURCES) {
                Files.write(target.resolve(name), Files.readAllBytes(sources.resolve(name)));
            }
            if (!Files.isDirectory(target.resolve("node_modules"))) {
                progress.say("  zxing-wasm is being installed by npm ...");
                Process installing = new ProcessBuilder(npm.get().toString(), "ci", "--no-audit", "--no-fund")
                        .directory(target.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(target.resolve("npm.log").toFile())
                        .start();
                if (!installing.waitFor(INSTALLING_MINUTES, TimeUnit.MINUTES) || installing.exitValue() != 0) {
                    installing.destroyForcibly();
                    return new Found(
                            Optional.empty(), "npm could not install it; see " + target.resolve("npm.log") + ".");
                }
            }
            return new Found(Optional.of(new ZxingWasm(node.get(), target, folder)), "");
        } catch (IOException e) {
            return new Found(Optional.empty(), "It could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found(Optional.empty(), "Its installation was broken off.");
        }
    }

    @Override
    public Read read(TestPicture shown) throws IOException {
        Files.write(picture, shown.grey());
        asked.write(Wire.JSON.writeValueAsString(
                        Map.of("file", picture.toString(), "width", shown.width(), "height", shown.height()))
                + "\n");
        asked.flush();
        JsonNode answer = answer();
        JsonNode text = answer.get("text");
        return new Read(
                text.isNull() ? Optional.empty() : Optional.of(text.stringValue()),
                answer.get("millis").doubleValue());
    }

    @Override
    public void close() {
        try {
            asked.close();
            if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("zxing-wasm could not be ended.", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode answer() throws IOException {
        String line = answered.readLine();
        if (line == null) {
            throw new IOException("zxing-wasm ended; see its log.");
        }
        return Wire.JSON.readTree(line);
    }

    private static Optional<Path> command(String name) {
        return Stream.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
