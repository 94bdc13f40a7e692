package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, and a socket as systemd gives one.
@Tag("slow")
class SupervisedAreaTest {
    /// A start of a JVM on a machine with other things to do.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void theAreaSaysThatItIsReadyHowItIsAndThatItGoesOnUntilItStops() throws Throwable {
        try (NotifySocket manager = new NotifySocket(folder.resolve("notify"))) {
            Process area = start();
            try {
                await("it is ready, says how it is, and feeds")
                        .atMost(PATIENCE)
                        .until(() -> !area.isAlive()
                                || manager.heard().stream()
                                                .filter("WATCHDOG=1"::equals)
                                                .count()
                                        >= 2);
                assertThat(area.isAlive()).as(Files.readString(log())).isTrue();
                area.getOutputStream().close();
                assertThat(area.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(area.exitValue()).isZero();
            } finally {
                area.destroyForcibly();
            }
            assertThat(manager.heard())
                    .startsWith("READY=1", "STATUS=Serves, and keeps what hubs send.", "WATCHDOG=1")
                    .endsWith("STOPPING=1");
        }
    }

    private Path log() {
        return folder.resolve("area.log");
    }

    private Process start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path settings = Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %s
                area.name = Millbrook and around
                hubs.dir = %s
                web.port = %s
                """.formatted(
                        folder, Files.createDirectories(folder.resolve("hubs")), port));
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--settings",
                        settings.toString(),
                        "--watch-stdin")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        program.environment().put("NOTIFY_SOCKET", folder.resolve("notify").toString());
        program.environment().put("WATCHDOG_USEC", "400000");
        return program.start();
    }
}
