package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.doorstep.area.TrialArea.Answer;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.relay.contract.figures.FigureCell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An area whose database may not grow, as on a full disk.
class NoRoomTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ROWS = 400;

    @TempDir
    Path folder;

    private final TrialLedger ledger = new TrialLedger("millbrook", 'a');
    private TrialArea area;

    @BeforeEach
    void open() throws IOException {
        area = new TrialArea(folder, SqliteStore.open(folder.resolve("area.db")));
        area.addHub("millbrook", "Millbrook Fold");
        for (int row = 1; row <= ROWS; row++) {
            ledger.week(FigureCell.VISITS, "*", "2026-11-02", row, "10");
        }
        assertThat(area.send("millbrook", ledger.batch(0, 1)).status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        area.close();
    }

    @Test
    void aHubIsToldInASentenceThatNothingWasKeptAndItsFiguresAreTakenWhenThereIsRoom() throws IOException {
        String before = area.cursor("millbrook", "token of millbrook").text();
        limitPages("(SELECT page_count FROM pragma_page_count)");

        // A small write may still fit, and then the area is well for a moment: so it is asked until it says so.
        await("it says so").atMost(SOON).until(() -> {
            Answer answer = area.send("millbrook", ledger.batch(1, ROWS));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text())
                    .contains("Nothing of the request was kept")
                    .contains("\"status\":503");
            return get("/health").equals("{\"ok\":true,\"saving\":false}")
                    && metrics().contains("doorstep_area_saving 0\n")
                    && area.state().contains("The disk is full: make room.");
        });
        assertThat(area.cursor("millbrook", "token of millbrook").text()).isEqualTo(before);

        limitPages("1000000");
        Answer taken = area.send("millbrook", ledger.batch(1, ROWS));
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.text()).contains("\"through\":" + ROWS);
        await("it is well").atMost(SOON).until(() -> get("/health").equals("{\"ok\":true,\"saving\":true}"));
        assertThat(metrics()).contains("doorstep_area_rows_taken_total " + ROWS + "\n");
    }

    @Test
    void aPageThatCannotBeReadIsAPageInWords() throws Exception {
        try (HttpClient colleague =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            HttpRequest.Builder begin = HttpRequest.newBuilder(URI.create(area.firstSignIn()))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("name=ama&password=a+long+walk+to+the+hall"));
            colleague.send(begin.build(), HttpResponse.BodyHandlers.discarding());
            HttpRequest hubs =
                    HttpRequest.newBuilder(URI.create(area.url() + "/hubs")).build();
            assertThat(colleague
                            .send(hubs, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("Millbrook Fold");

            area.store().close();

            HttpResponse<String> answer = colleague.send(hubs, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("Not just now").contains("Nothing is lost that it had kept");
            assertThat(get("/health")).contains("\"ok\":false");
        }
    }

    private void limitPages(String most) {
        long pages = area.store()
                .read(handle ->
                        handle.createQuery("SELECT " + most).mapTo(Long.class).one());
        area.store().write(handle -> handle.execute("PRAGMA max_page_count = " + pages));
    }

    private String get(String path) {
        return area.ask(HttpRequest.newBuilder(URI.create(area.url() + path)).build())
                .text();
    }

    private String metrics() throws IOException {
        String token = Files.readString(folder.resolve("metrics-token")).strip();
        return area.ask(HttpRequest.newBuilder(URI.create(area.url() + "/metrics"))
                        .header("Authorization", "Bearer " + token)
                        .build())
                .text();
    }
}
