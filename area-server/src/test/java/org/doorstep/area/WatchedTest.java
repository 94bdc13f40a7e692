package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.doorstep.area.TrialArea.Answer;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.relay.contract.figures.FigureCell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program that watches the area is told.
class WatchedTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private TrialArea area;

    @BeforeEach
    void open() throws IOException {
        area = new TrialArea(folder, SqliteStore.open(folder.resolve("area.db")));
        area.addHub("millbrook", "Millbrook Fold");
        area.addHub("alder", "Alder Street");
        TrialLedger ledger = new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", "2026-11-02", 1, "120")
                .incompleteWeek(FigureCell.GUESTS, "*", "2026-11-09", 1, "suppressed");
        assertThat(area.send("millbrook", ledger.all()).status()).isEqualTo(200);
        assertThat(area.send("millbrook", ledger.all()).status()).isEqualTo(200);
        assertThat(area.prove("millbrook", ledger.proof()).status()).isEqualTo(200);
        assertThat(area.post("millbrook", "figures", "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(422);
        assertThat(area.cursor("millbrook", "token of alder").status()).isEqualTo(401);
    }

    @AfterEach
    void close() {
        area.close();
    }

    @Test
    void whoKnowsTheTokenReadsHowEachHubsSendingGoesAndNoFigure() throws IOException {
        area.setNow(TrialArea.START.plus(Duration.ofHours(3)));

        assertThat(metrics(token()).text())
                .contains("doorstep_area_hubs 2\n")
                .contains("doorstep_area_hubs_heard 1\n")
                .contains("doorstep_area_saving 1\n")
                .contains("doorstep_area_batches_taken_total 2\n")
                .contains("doorstep_area_rows_taken_total 2\n")
                .contains("doorstep_area_strangers_total 1\n")
                .contains("doorstep_area_hub_silent_seconds{hub=\"millbrook\"} 10800\n")
                .contains("doorstep_area_hub_figures{hub=\"millbrook\"} 2\n")
                .contains("doorstep_area_hub_incomplete_weeks{hub=\"millbrook\"} 1\n")
                .contains("doorstep_area_hub_agrees{hub=\"millbrook\"} 1\n")
                .contains("doorstep_area_hub_proof_seconds{hub=\"millbrook\"} 10800\n")
                .contains("doorstep_area_refused_total{hub=\"millbrook\",reason=\"not-figures\"} 1\n")
                .contains("doorstep_area_disk_free_bytes ")
                .doesNotContain("120")
                .doesNotContain("hub=\"alder\"");
    }

    @Test
    void nobodyElseReadsIt() throws IOException {
        for (String other : new String[] {"", "0".repeat(64), "token of millbrook", token() + "0"}) {
            Answer answer = metrics(other);
            assertThat(answer.status()).as(other).isEqualTo(401);
            assertThat(answer.text()).doesNotContain("doorstep_");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("metrics-token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void itsHealthIsForEverybody() {
        assertThat(area.ask(HttpRequest.newBuilder(URI.create(area.url() + "/health"))
                                .build())
                        .text())
                .isEqualTo("{\"ok\":true,\"saving\":true}");
    }

    @Test
    void itAnswersItselfForAsLongAsItServesAndItsLoopsSaySo() {
        assertThat(area.loops()).containsOnlyKeys("pages", "store");
        await("an answer at its own door")
                .atMost(SOON)
                .until(() -> area.loops().get("pages").get().toMillis() < 2_000);
        assertThat(area.state()).isEqualTo("Serves, and keeps what hubs send.");
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("metrics-token")).strip();
    }

    private Answer metrics(String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(area.url() + "/metrics"));
        return area.ask(
                token.isEmpty()
                        ? request.build()
                        : request.header("Authorization", "Bearer " + token).build());
    }
}
