package org.doorstep.area;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program as whoever keeps the machine gives it: what it prints, and the code that it ends with.
final class CommandLine {
    private static final int PATIENCE_SECONDS = 60;

    record Ended(int code, String out, String err) {}

    private CommandLine() {}

    /// It ends by itself, or the test fails.
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process program = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            boolean ended = program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                throw new AssertionError("It did not end by itself. " + read(out) + read(err));
            }
            return new Ended(program.exitValue(), read(out), read(err));
        } finally {
            program.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
