package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, killed with -9 while a hub sends, again and again.
@Tag("slow")
class KilledAreaTest {
    private static final int KILLS = 8;
    private static final int ROWS = 4_000;
    private static final int BATCH = 40;

    @TempDir
    Path folder;

    @Test
    void whateverMomentTheAreaIsKilledAtEveryFigureIsKeptOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledAreaTest seed " + seed);
        Random random = new Random(seed);
        Path settings = settings();
        TrialLedger ledger = new TrialLedger("millbrook", 'a');
        for (int row = 1; row <= ROWS; row++) {
            ledger.week(FigureCell.VISITS, "*", "2026-11-02", row, Integer.toString(10 + 5 * (row % 50)));
        }
        int kills = 0;
        long through = 0;
        while (through < ROWS) {
            Process area = start(settings);
            String url = ready(area);
            CompletableFuture<Void> killed = CompletableFuture.completedFuture(null);
            if (kills < KILLS) {
                kills++;
                killed = CompletableFuture.runAsync(
                        area::destroyForcibly,
                        CompletableFuture.delayedExecutor(random.nextInt(20, 400), TimeUnit.MILLISECONDS));
            }
            through = send(url, ledger);
            killed.join();
            area.destroyForcibly().waitFor();
        }
        assertThat(kills).isPositive();
        try (Store store = SqliteStore.open(folder.resolve("area.db"))) {
            assertThat(number(store, "SELECT COUNT(*) FROM figure_said")).isEqualTo(ROWS);
            assertThat(number(store, "SELECT MAX(number) FROM figure_said")).isEqualTo(ROWS);
            assertThat(number(store, "SELECT value FROM figure")).isEqualTo(10 + 5 * (ROWS % 50));
        }
    }

    /// As a hub does: asks where the area is, sends from there until all is taken or nobody answers. Returns how far
    /// the area said it was.
    private static long send(String url, TrialLedger ledger) {
        long through = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            through = ask(client, request(url + "/cursor").GET().build());
            while (through < ROWS) {
                byte[] batch = Wire.writeMessage(ledger.batch((int) through, (int) Math.min(ROWS, through + BATCH)));
                through = ask(
                        client,
                        request(url + "/figures")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
                                .build());
            }
            return through;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long ask(HttpClient client, HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            return Wire.readMessage(response.body(), FigureCursor.class).through();
        } catch (org.doorstep.relay.contract.WireException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer token of millbrook");
    }

    private Path settings() throws IOException {
        Path hubs = Files.createDirectories(folder.resolve("hubs"));
        TrialArea.writeHub(hubs, "millbrook", "Millbrook Fold");
        int port;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        return Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %s
                area.name = Millbrook and around
                hubs.dir = %s
                web.port = %s
                """.formatted(folder, hubs, port));
    }

    private static Process start(Path settings) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.doorstep.area.Main",
                        "--settings",
                        settings.toString(),
                        "--watch-stdin")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String ready(Process area) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(area.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring(6) + "api/v1/hubs/millbrook";
            }
        }
        throw new IOException("The area server ended before it was ready.");
    }

    private static long number(Store store, String query) {
        return store.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
