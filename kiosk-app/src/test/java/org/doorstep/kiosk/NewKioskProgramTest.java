package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.doorstep.kiosk.joining.TrialDoor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, from a folder that knows only its own hardware to the home page.
@Tag("slow")
class NewKioskProgramTest {
    /// What a technician is promised.
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    @TempDir
    private Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void aNewKioskIsShownACodeAndIsAtHomeByItself() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("kiosk"));
        Files.writeString(
                folder.resolve("settings.properties"),
                "data.dir = %s\nscreen.port = %d\nreader.qr = simulated\n".formatted(folder, freePort()));
        try (TrialDoor door = new TrialDoor(temp.resolve("hub"), Instant.now())) {
            Process kiosk = start(folder);
            try {
                await().atMost(A_MINUTE).until(() -> said("joining ").isPresent());
                String url = said("joining ").orElseThrow();
                assertThat(page(url)).contains("data-view=\"join\"");
                assertThat(page(url + "/health")).contains("\"joined\":false");

                show(url, door.qr());

                await().atMost(A_MINUTE).until(() -> said("ready ").isPresent());
                assertThat(said("ready ")).contains(url);
                assertThat(page(url)).contains("data-view=\"home\"");
                assertThat(page(url + "/health")).contains("\"certificate\":{\"until\"");
                assertThat(page(url + "/metrics")).contains("doorstep_kiosk_certificate_left_seconds 7");
            } finally {
                kiosk.getOutputStream().close();
                await().atMost(A_MINUTE).until(() -> !kiosk.isAlive());
            }
            assertThat(kiosk.exitValue()).isZero();
        }
        assertThat(Start.read(folder.resolve("settings.properties"))).isInstanceOf(Start.Joined.class);
    }

    private Optional<String> said(String begins) {
        return said.stream()
                .filter(line -> line.startsWith(begins))
                .map(line -> line.substring(begins.length()))
                .findFirst();
    }

    private Process start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx48m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--settings",
                        folder.resolve("settings.properties").toString(),
                        "--watch-stdin")
                .redirectErrorStream(true)
                .start();
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(said::add);
            } catch (IOException | UncheckedIOException e) {
                // It ended.
            }
        });
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private String page(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void show(String url, String code) throws Exception {
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + "/simulator/code"))
                        .header("Origin", url)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(code))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(204);
    }
}
