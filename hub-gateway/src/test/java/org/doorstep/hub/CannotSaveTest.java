package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub whose database may not grow, as on a full disk: it says so where people and programs look.
class CannotSaveTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void whereTheDiskTakesNoWritingTodayHealthAndMetricsSaySoUntilItDoes() {
        try (TestHub hub = new TestHub(folder)) {
            TestHub.Browser manager = hub.signedIn(Role.MANAGER);
            limitPages(hub, pages(hub));
            // A small write may still fit, and then the hub is well for a moment: so it is asked until it says so.
            await("it is said").atMost(SOON).until(() -> {
                assertThatThrownBy(() -> hub.database.write(handle -> handle.execute("""
                                INSERT INTO hub_time_confirmed (boot, uptime_ms, at, by_name)
                                VALUES (hex(zeroblob(300000)), 1, 1, 'amina')
                                """)))
                        .isInstanceOf(StoreException.class);
                return manager.get("/").body().contains("This hub cannot save")
                        && manager.get("/health").body().contains("\"saving\":false")
                        && metrics(hub).contains("doorstep_hub_saving 0\n");
            });
            limitPages(hub, 1_000_000);
            await("nobody writes, and it is found out all the same")
                    .atMost(SOON)
                    .until(() -> !manager.get("/").body().contains("This hub cannot save")
                            && manager.get("/health").body().contains("\"saving\":true")
                            && metrics(hub).contains("doorstep_hub_saving 1\n"));
        }
    }

    private String metrics(TestHub hub) throws Exception {
        String token = Files.readString(folder.resolve("metrics-token")).strip();
        return hub.browser()
                .send(HttpRequest.newBuilder(hub.at("/metrics"))
                        .header("Authorization", "Bearer " + token)
                        .GET())
                .body();
    }

    private static long pages(TestHub hub) {
        return hub.database.read(handle ->
                handle.createQuery("PRAGMA page_count").mapTo(Long.class).one());
    }

    private static void limitPages(TestHub hub, long most) {
        hub.database.write(handle -> handle.execute("PRAGMA max_page_count = " + most));
    }
}
