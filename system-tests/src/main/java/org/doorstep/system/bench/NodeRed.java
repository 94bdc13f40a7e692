package org.doorstep.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.system.program.Program;
import org.doorstep.system.trial.TrialHouse;

/// Node-RED with its SQLite node: what a hub of a few nodes drawn on a page would do with the same events. Each becomes
/// one row, in a file that is set as ours is (WAL, `synchronous=FULL`); nothing is counted, dated or acknowledged.
///
/// npm installs exactly what the lock file in `system-tests/src/bench/node-red` names, once, into `target`.
final class NodeRed {
    /// With its native parts compiled, on a small machine.
    private static final Duration INSTALLING = Duration.ofMinutes(15);

    private static final List<String> SOURCES =
            List.of("package.json", "package-lock.json", "flows.json", "settings.js");

    private final Path home;
    private final Path node;

    private NodeRed(Path home, Path node) {
        this.home = home;
        this.node = node;
    }

    /// Installed and found to be whole, or the sentence that says why not.
    record Found(Optional<NodeRed> here, String why) {}

    /// `home` is the folder with `run` in it.
    static Found install(Path home, Progress progress) {
        Optional<Path> node = command("node");
        Optional<Path> npm = command("npm");
        if (node.isEmpty() || npm.isEmpty()) {
            return new Found(Optional.empty(), "There is no node with npm here: apt-get install nodejs npm.");
        }
        Path target = home.resolve("system-tests").resolve("target").resolve("node-red");
        try {
            Files.createDirectories(target);
            for (String name : SOURCES) {
                Files.write(
                        target.resolve(name), Files.readAllBytes(sources(home).resolve(name)));
            }
            if (!Files.exists(target.resolve("installed"))) {
                progress.say("  Node-RED is being installed by npm, which compiles a part of it ...");
                Process installing = new ProcessBuilder(npm.get().toString(), "ci", "--no-audit", "--no-fund")
                        .directory(target.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(target.resolve("npm.log").toFile())
                        .start();
                if (!installing.waitFor(INSTALLING.toMinutes(), TimeUnit.MINUTES) || installing.exitValue() != 0) {
                    installing.destroy();
                    return new Found(
                            Optional.empty(), "npm could not install it: see " + target.resolve("npm.log") + ".");
                }
                Files.createFile(target.resolve("installed"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Node-RED could not be installed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while npm installed Node-RED.", e);
        }
        return new Found(Optional.of(new NodeRed(target, node.get())), "");
    }

    /// Starts it as the gateway of a broker, and waits until it is connected. It says `received` after each round.
    Program start(Path folder, int brokerPort, int ownPort, int round) {
        try {
            Files.createDirectories(folder);
            for (String name : List.of("flows.json", "settings.js")) {
                Files.copy(home.resolve(name), folder.resolve(name));
            }
            // Its own form for what a node keeps secret, in the clear: this broker lives for the bench alone.
            Files.writeString(
                    folder.resolve("flows_cred.json"),
                    Wire.JSON.writeValueAsString(
                            Map.of("line", Map.of("user", BrokerAlone.GATEWAY, "password", BrokerAlone.SECRET))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program program = Program.start(
                "Node-RED",
                List.of(
                        "/usr/bin/env",
                        "BENCH_DATABASE=" + folder.resolve("events.db"),
                        "BENCH_PORT=" + brokerPort,
                        "BENCH_NAME=" + BrokerAlone.GATEWAY,
                        "BENCH_TOPIC=" + new Topics(new HubId(TrialHouse.HUB)).everyEvent(),
                        "BENCH_ROUND=" + round,
                        "BENCH_UI_PORT=" + ownPort,
                        node.toString(),
                        home.resolve("node_modules/node-red/red.js").toString(),
                        "--userDir",
                        folder.toString()),
                folder.resolve("node-red.log"));
        program.awaitReady(TrialHouse.STARTING);
        return program;
    }

    private static Path sources(Path home) {
        return home.resolve("system-tests").resolve("src").resolve("bench").resolve("node-red");
    }

    private static Optional<Path> command(String name) {
        return Stream.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
