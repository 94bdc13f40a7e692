package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub whose database may not grow, as on a full disk: it says so where people and programs look.
class CannotSaveTest {
    /// Some dozens of small writes still fit before a page is refused, one with each look.
    private static final Duration SOON = Duration.ofSeconds(120);

    /// The page that is shown instead of others has the same words; but the stream of an open page never brings that.
    private static final String CONCERN = "This hub cannot save";

    private static final String NO_WORRY = "All kiosks are here, their readers work";

    @TempDir
    Path folder;

    @Test
    void whereTheDiskTakesNoWritingOpenPagesHealthAndMetricsSaySoUntilItDoes() {
        try (TestHub hub = new TestHub(folder)) {
            TestHub.Browser manager = hub.signedIn(Role.MANAGER);
            Supplier<String> today = manager.watch("/today/live");
            await("today is open").atMost(SOON).until(() -> lastPicture(today).contains(NO_WORRY));
            limitPages(hub, pages(hub));
            // Between two refusals the hub may find that a small write fits: so it is refused until it has been seen.
            await("who has today open sees it").atMost(SOON).until(() -> {
                refuseOne(hub);
                hub.changed.beat();
                return today.get().contains(CONCERN);
            });
            await("programs see it").atMost(SOON).until(() -> {
                refuseOne(hub);
                return manager.get("/health").body().contains("\"saving\":false")
                        && metrics(hub).contains("doorstep_hub_saving 0\n");
            });
            await("who opens it now is told why there is no page").atMost(SOON).until(() -> {
                refuseOne(hub);
                HttpResponse<String> page = manager.get("/");
                return page.statusCode() == 503 && page.body().contains("if it can be written down that it was");
            });
            limitPages(hub, 1_000_000);
            await("nobody writes, and it is found out all the same")
                    .atMost(SOON)
                    .until(() -> {
                        hub.changed.beat();
                        return lastPicture(today).contains(NO_WORRY)
                                && manager.get("/health").body().contains("\"saving\":true")
                                && metrics(hub).contains("doorstep_hub_saving 1\n");
                    });
            assertThat(manager.get("/").statusCode()).isEqualTo(200);
        }
    }

    private static void refuseOne(TestHub hub) {
        assertThatThrownBy(() -> hub.database.write(handle -> handle.execute("""
                                INSERT INTO hub_time_confirmed (boot, uptime_ms, at, by_name)
                                VALUES (hex(zeroblob(300000)), 1, 1, 'amina')
                                """)))
                .isInstanceOf(StoreException.class);
    }

    /// Of those that are whole.
    private static String lastPicture(Supplier<String> live) {
        String[] events = live.get().split("\n\n", -1);
        return Arrays.stream(events, 0, events.length - 1)
                .filter(event -> event.contains("event: picture"))
                .reduce("", (_, later) -> later);
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
