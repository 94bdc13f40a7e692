package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loop that takes events in outlives whoever it tells, and a text that the tables will not have.
class StandingFastTest {
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void aListenerThatFailsDoesNotEndTheIngest() throws Exception {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            hub.addActivities();
            AtomicInteger done = new AtomicInteger();
            try (EventIngest ingest = ingest(hub)) {
                ingest.start();
                for (int pass = 1; pass <= 2; pass++) {
                    int expected = pass;
                    ingest.offer(counted(tap(hub, pass), done));
                    await().atMost(SOON).until(() -> done.get() == expected);
                }
            }
            assertThat(hub.count("SELECT visits FROM day_figures")).isEqualTo(2);
        }
    }

    @Test
    void aTextThatTheTablesRefuseHoldsUpNoOther() throws Exception {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            hub.addActivities();
            Envelope first = tap(hub, 1);
            Envelope refused = tap(hub, 2);
            Envelope last = tap(hub, 3);
            hub.database.write(handle -> handle.execute("""
                    CREATE TRIGGER not_this_one BEFORE INSERT ON inbox_event WHEN NEW.sequence = %d
                    BEGIN
                      SELECT RAISE(ABORT, 'not this one');
                    END
                    """.formatted(refused.sequence())));
            AtomicInteger done = new AtomicInteger();
            AtomicBoolean refusedDone = new AtomicBoolean();
            try (EventIngest ingest = ingest(hub)) {
                ingest.offer(counted(first, done));
                ingest.offer(
                        new EventIngest.Arrival(TrialIngest.arrival(refused).received(), () -> refusedDone.set(true)));
                ingest.offer(counted(last, done));
                ingest.start();
                await().atMost(SOON).until(() -> done.get() == 2 && refusedDone.get());
            }
            assertThat(hub.count("SELECT visits FROM day_figures")).isEqualTo(2);
            assertThat(hub.count("SELECT through FROM inbox_stream"))
                    .as("what was refused is not acknowledged")
                    .isEqualTo(1);
        }
    }

    /// With this driver a statement that has failed is closed for good: on a disk that was full for a moment, every tap
    /// after it would have been kept and not counted.
    @Test
    void whatCouldNotBeWrittenOnceCanBeWrittenAgain() throws Exception {
        try (TrialIngest hub = new TrialIngest(folder, 1)) {
            hub.addActivities();
            hub.take(tap(hub, 1));
            hub.database.write(handle -> handle.execute("""
                    CREATE TRIGGER not_now BEFORE INSERT ON tap
                    BEGIN
                      SELECT RAISE(ABORT, 'not now');
                    END
                    """));
            hub.take(tap(hub, 2));
            hub.database.write(handle -> handle.execute("DROP TRIGGER not_now"));
            hub.take(tap(hub, 3));

            assertThat(hub.count("SELECT count(*) FROM inbox_event WHERE state = 'unprojected'"))
                    .isEqualTo(1);
            assertThat(hub.count("SELECT visits FROM day_figures")).isEqualTo(2);
        }
    }

    /// One whose listeners all fail.
    private static EventIngest ingest(TrialIngest hub) {
        return new EventIngest(
                hub.database,
                hub.inbox,
                hub.projections,
                acknowledgements -> {
                    throw new IllegalStateException("nobody listens");
                },
                () -> {
                    throw new IllegalStateException("nobody looks");
                });
    }

    private static Envelope tap(TrialIngest hub, int pass) {
        return hub.event("kiosk-1", Instant.parse("2026-11-24T19:30:00Z"), TrialIngest.tap(pass, COOKING));
    }

    private static EventIngest.Arrival counted(Envelope event, AtomicInteger done) {
        return new EventIngest.Arrival(TrialIngest.arrival(event).received(), done::incrementAndGet);
    }
}
