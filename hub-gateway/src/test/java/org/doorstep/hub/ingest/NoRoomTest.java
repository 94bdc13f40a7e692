package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ingest on a database that may not grow, as on a full disk.
class NoRoomTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int EVENTS = 200;
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");

    @TempDir
    Path folder;

    @Test
    void whatTheDiskWillNotTakeIsNotAcknowledgedAndIsCountedOnceWhenThereIsRoom() throws Exception {
        try (TrialIngest hub = new TrialIngest(folder, 1);
                EventIngest _ = hub.ingest) {
            hub.addActivities();
            limitPages(hub, hub.count("PRAGMA page_count"));
            AtomicInteger done = new AtomicInteger();
            hub.ingest.start();
            for (int pass = 1; pass <= EVENTS; pass++) {
                hub.ingest.offer(counted(hub, pass, done));
            }
            await("the disk refuses")
                    .atMost(SOON)
                    .until(() -> hub.database.refusal().isPresent());
            int acknowledged = done.get();
            long kept = hub.count("SELECT count(*) FROM inbox_event");
            assertThat(kept).as("not all of it fits").isLessThan(EVENTS);
            assertThat(acknowledged).as("not more is acknowledged than is kept").isLessThanOrEqualTo((int) kept);

            limitPages(hub, 1_000_000);
            await("all of it is taken in").atMost(SOON).until(() -> done.get() == EVENTS);
            hub.ingest.close();
            assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(EVENTS);
            assertThat(hub.count("SELECT visits FROM day_figures")).isEqualTo(EVENTS);
            assertThat(hub.count("SELECT count(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isZero();
            assertThat(hub.database.refusal()).isEmpty();
        }
    }

    private static void limitPages(TrialIngest hub, long pages) {
        hub.database.write(handle -> handle.execute("PRAGMA max_page_count = " + pages));
    }

    private static EventIngest.Arrival counted(TrialIngest hub, int pass, AtomicInteger done) {
        Envelope tap = hub.event("kiosk-1", Instant.parse("2026-11-24T19:30:00Z"), TrialIngest.tap(pass, COOKING));
        return new EventIngest.Arrival(TrialIngest.arrival(tap).received(), done::incrementAndGet);
    }
}
