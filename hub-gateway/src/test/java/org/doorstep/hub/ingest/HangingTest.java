package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the watchdog looks at: the ingest's loop turns while it waits, and does not while it hangs.
class HangingTest {
    @TempDir
    Path folder;

    private static final class Hanging implements Projection {
        final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void project(Connection connection, Envelope event) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void flush(Connection connection) {}

        @Override
        public void forget() {}

        @Override
        public void clear(Connection connection) {}
    }

    @Test
    void aLoopThatHangsInACommitTurnsNoMoreUntilItIsFree() throws Exception {
        Hanging hanging = new Hanging();
        try (TrialIngest trial = new TrialIngest(folder, 7, hanging)) {
            trial.ingest.start();
            Envelope guest = trial.event(
                    "kiosk-1",
                    TrialIngest.NOW,
                    TrialIngest.tap(1, SessionId.dropIn(java.time.LocalDate.parse("2026-11-24"))));
            trial.ingest.offer(new EventIngest.Arrival(
                    new Received(guest.source().device(), Lane.ATTENDANCE, Wire.write(guest), TrialIngest.NOW),
                    () -> {}));

            await().until(() -> trial.ingest.sinceLastTurn().compareTo(Duration.ofMillis(600)) > 0);
            hanging.released.countDown();
            await().until(() -> trial.ingest.counts().events() == 1);
            await().until(() -> trial.ingest.sinceLastTurn().compareTo(Duration.ofMillis(500)) < 0);
            assertThat(trial.ingest.counts().commits()).isGreaterThanOrEqualTo(1);
        }
    }
}
