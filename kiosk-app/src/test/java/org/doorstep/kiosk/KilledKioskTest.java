package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, killed without warning while cards are tapped and guests press: whatever was welcomed on the page
/// is on the disk exactly once.
@Tag("slow")
class KilledKioskTest {
    private static final int KILLS = 5;

    /// A kill before anything was welcomed proves nothing, however slow the machine.
    private static final Duration FIRST_WELCOME = Duration.ofSeconds(60);

    private static final Pattern SHOWN_EVENT = Pattern.compile("data-event=.{0,2}\"([0-9a-f-]{36})");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> welcomed = ConcurrentHashMap.newKeySet();

    @Test
    void everyWelcomeThatWasShownIsOneRowOnTheDisk() throws Exception {
        long seed = new SecureRandom().nextLong();
        System.out.println("KilledKioskTest seed " + seed);
        Random random = new Random(seed);
        String url = "http://127.0.0.1:" + ReadyFolder.settings(folder);
        int card = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process kiosk = start();
            Thread listening = listen(url);
            int before = welcomed.size();
            long further = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1200));
            Thread killer = Thread.ofVirtual().start(() -> {
                try {
                    await("a welcome").atMost(FIRST_WELCOME).until(() -> welcomed.size() > before);
                    LockSupport.parkNanos(further);
                } finally {
                    kiosk.destroyForcibly();
                }
            });
            while (kiosk.isAlive()) {
                if (random.nextInt(4) == 0) {
                    guest(url);
                } else {
                    tap(url, String.format("%08X", 0x10000000 + card++));
                }
            }
            killer.join();
            listening.join();
        }

        assertThat(welcomed).as("something was welcomed before each kill").hasSizeGreaterThanOrEqualTo(KILLS);
        Set<String> onDisk = onDisk();
        assertThat(onDisk).containsAll(welcomed);
    }

    /// Unique, since a set would hide a second row with the same name.
    private Set<String> onDisk() throws Exception {
        TrialClock clock = new TrialClock("2026-11-22T10:00:00Z");
        try (KioskStore store = KioskStore.open(
                folder, new Source(TrialKiosk.HUB, new DeviceId("kiosk-1")), clock, new SecureRandom())) {
            List<byte[]> rows = store.database().read(handle -> handle.createQuery(
                            "SELECT text FROM outbox_event WHERE lane = 'attendance' ORDER BY sequence")
                    .mapTo(byte[].class)
                    .list());
            Set<String> ids = new HashSet<>();
            for (byte[] row : rows) {
                if (Wire.read(row).data() instanceof HubEvent.TapRecorded
                        || Wire.read(row).data() instanceof HubEvent.GuestCounted) {
                    assertThat(ids.add(Wire.read(row).id().toString())).isTrue();
                }
            }
            return ids;
        }
    }

    private Process start() throws IOException {
        Process process = new ProcessBuilder(
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
                        "--watch-stdin")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).startsWith("ready ");
        return process;
    }

    /// As the page hears it: what is shown has an event, and that event must be on the disk.
    private Thread listen(String url) throws Exception {
        HttpResponse<java.util.stream.Stream<String>> stream = client.send(
                HttpRequest.newBuilder(URI.create(url + "/events"))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        return Thread.ofVirtual().start(() -> {
            try {
                stream.body().forEach(this::note);
            } catch (RuntimeException e) {
                // The kiosk was killed in mid-sentence.
            }
        });
    }

    private void note(String shown) {
        if (shown.contains("\"view\":\"welcome\"") || shown.contains("\"view\":\"guest\"")) {
            Matcher event = SHOWN_EVENT.matcher(shown);
            if (event.find()) {
                welcomed.add(event.group(1));
            }
        }
    }

    private void tap(String url, String number) {
        send(url, "/simulator/card", "{\"number\":\"" + number + "\"}");
    }

    private void guest(String url) {
        note(send(url, "/desk/guest", "{}"));
    }

    private String send(String url, String path, String body) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .header("Origin", url)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
