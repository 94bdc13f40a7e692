package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BrokenKioskFileTest {
    private static final String COOK = "cook-and-eat cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";

    @TempDir
    Path folder;

    @Test
    void aKioskWhoseMemoryBreaksGoesOnAndSaysSoAndKnowsWhoIsHereAndWhatIsOn() throws Exception {
        TrialClock clock = new TrialClock("2026-11-22T10:05:00Z");
        try (TrialKiosk before = new TrialKiosk(folder, clock).on(COOK).blanks(5)) {
            before.start();
            guest(before);
            guest(before);
        }
        ruin(folder.resolve(KioskStore.FILE));
        try (TrialKiosk after = new TrialKiosk(folder, clock).start()) {
            String page = get(after, "/");
            assertThat(page)
                    .contains("My memory was damaged on Sunday 22 November. 2 of 2 things not yet sent were saved.");
            assertThat(page).contains("Cook and eat");
            await().untilAsserted(() ->
                    assertThat(health(after).path("notAtHub").asInt()).isGreaterThanOrEqualTo(2));
            JsonNode health = health(after);
            assertThat(health.path("damages").size()).isEqualTo(1);
            assertThat(health.path("damages").get(0).path("saved").asInt()).isEqualTo(2);
            assertThat(health.path("blanks").asInt()).isZero();
            long here = after.store.database().read(handle -> handle.createQuery("SELECT count(*) FROM arrival")
                    .mapTo(Long.class)
                    .one());
            assertThat(here).isEqualTo(2);
        }
    }

    @Test
    void aKioskWhoseMemoryIsGoneSaysThat() throws Exception {
        TrialClock clock = new TrialClock("2026-11-22T10:05:00Z");
        try (TrialKiosk before = new TrialKiosk(folder, clock).start()) {
            guest(before);
        }
        Files.delete(folder.resolve(KioskStore.FILE));
        try (TrialKiosk after = new TrialKiosk(folder, clock).start()) {
            assertThat(get(after, "/")).contains("My memory was gone on Sunday 22 November");
        }
    }

    /// The first page, without which SQLite opens nothing.
    private static void ruin(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 100, (byte) 0x33);
        Files.write(file, bytes);
    }

    private static void guest(TrialKiosk kiosk) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest press = HttpRequest.newBuilder(URI.create(kiosk.url() + "/desk/guest"))
                    .header("Origin", kiosk.url())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(press, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static JsonNode health(TrialKiosk kiosk) throws Exception {
        return Wire.JSON.readTree(get(kiosk, "/health"));
    }

    private static String get(TrialKiosk kiosk, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(kiosk.url() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
