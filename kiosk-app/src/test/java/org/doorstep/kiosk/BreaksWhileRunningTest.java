package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program beneath something that starts it again, as systemd does, and its database broken while it runs.
@Tag("slow")
class BreaksWhileRunningTest {
    /// Two starts of a JVM, the second with salvaging, on a machine with other things to do.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int GUESTS = 5;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aKioskWhoseMemoryBreaksUnderItWelcomesAgainWithoutAHandAndLosesNobody() throws Exception {
        String url = "http://127.0.0.1:" + ReadyFolder.settings(folder);
        Process keeper = keep();
        try (BufferedWriter _ = keeper.outputWriter()) {
            await("the kiosk").atMost(PATIENCE).until(() -> page(url).contains("<html"));
            for (int guest = 0; guest < GUESTS; guest++) {
                await("a welcome").atMost(PATIENCE).until(() -> guest(url).contains("\"view\":\"guest\""));
            }

            ruin();

            await("a welcome by a new start")
                    .atMost(PATIENCE)
                    .until(() -> guest(url).contains("\"view\":\"guest\"")
                            && page(url).contains("My memory was damaged"));
            assertThat(Files.readAllLines(folder.resolve(BrokenEndings.FILE))).hasSize(1);
            assertThat(Wire.JSON.readTree(page(url, "/health")).path("notAtHub").asInt())
                    .as("the first guests, and the one after")
                    .isGreaterThan(GUESTS);
            assertThat(setAside()).hasSize(1);
        } finally {
            assertThat(keeper.waitFor(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .as("ends with its input, and is not started again")
                    .isTrue();
        }
        assertThat(keeper.exitValue()).isZero();
    }

    /// Every page is rubbish, and so is the index of the log; the log itself, with what has come since the start, is
    /// not. A program that was only killed would find all of it.
    private void ruin() throws IOException {
        for (String name : List.of(KioskStore.FILE, KioskStore.FILE + "-shm")) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
                byte[] rubbish = new byte[Math.toIntExact(file.length())];
                Arrays.fill(rubbish, (byte) 0x33);
                file.write(rubbish);
            }
        }
    }

    private List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".saved"))
                    .toList();
        }
    }

    /// Starts the kiosk, and starts it again for as long as it ends with the code that asks for it.
    private Process keep() throws IOException {
        String kiosk = String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--settings",
                folder.resolve("settings.properties").toString(),
                "--watch-stdin --end-when-broken");
        String keeping = "while :; do " + kiosk + "; code=$?; [ $code -eq " + Main.BROKEN + " ] || exit $code; done";
        return new ProcessBuilder("sh", "-c", keeping)
                .redirectOutput(folder.resolve("kiosk.log").toFile())
                .redirectErrorStream(true)
                .start();
    }

    private String guest(String url) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/desk/guest"))
                .header("Origin", url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private String page(String url) throws InterruptedException {
        return page(url, "/");
    }

    private String page(String url, String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private String send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }
}
