package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoKnowsTheTokenReadsTheHubInNumbers() throws Exception {
        HttpResponse<String> answer = scrape(hub.browser(), token());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("doorstep_ingest_queue_depth 3\n")
                .contains("doorstep_ingest_events_total 214\n")
                .contains("doorstep_ingest_commit_seconds_total 0.120000\n")
                .contains("doorstep_device_here{device=\"kiosk-1\"} 0\n")
                .contains("doorstep_device_backlog_events{device=\"kiosk-2\"} 3\n")
                .contains("doorstep_device_oldest_unacknowledged_seconds{device=\"kiosk-2\"} 40\n")
                .contains("doorstep_quarantine_events 0\n")
                .contains("doorstep_disk_free_bytes ");
    }

    @Test
    void whatTheAreaHoldsOtherwiseIsCounted() throws Exception {
        assertThat(scrape(hub.browser(), token()).body()).doesNotContain("doorstep_hub_area_");

        hub.upstream = InventedHouse.centreDiffers(hub.now());

        assertThat(scrape(hub.browser(), token()).body())
                .contains("doorstep_hub_area_agrees 0\n")
                .contains("doorstep_hub_area_differing_figures 2\n")
                .contains("doorstep_hub_area_mended_figures 1\n")
                .contains("doorstep_hub_area_proof_seconds 7200\n");
    }

    @Test
    void nobodyElseDoesNotEvenAManager() throws Exception {
        assertThat(scrape(hub.browser(), "").statusCode()).isEqualTo(401);
        assertThat(scrape(hub.browser(), "0".repeat(64)).statusCode()).isEqualTo(401);
        assertThat(scrape(hub.signedIn(Role.MANAGER), "").statusCode()).isEqualTo(403);
        assertThat(scrape(hub.browser(), "").body()).doesNotContain("doorstep_");
    }

    @Test
    void theTokenIsItsOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("metrics-token"))))
                .isEqualTo("rw-------");
        assertThat(token()).hasSize(64);
    }

    private String token() throws Exception {
        return Files.readString(folder.resolve("metrics-token")).strip();
    }

    private HttpResponse<String> scrape(TestHub.Browser browser, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.at("/metrics")).GET();
        return browser.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }
}
