package org.doorstep.hub.broker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every second whether somebody who is connected should no longer be: shut out, taken off
/// the list, or with a certificate whose days have ended; and some times a second how much waits.
/// Runs from its making until it is closed.
public final class DoorWatch implements AutoCloseable {
    /// A stolen kiosk is to be shut out within five seconds, everything counted. A look takes no
    /// signature to be checked.
    private static final long EVERY_MILLISECONDS = 1_000;

    /// A device that floods may send some thousand packets in this time.
    private static final int PACES_A_LOOK = 4;

    private static final Logger LOG = LoggerFactory.getLogger(DoorWatch.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    public DoorWatch(EmbeddedBroker broker) {
        // It reads files, so a thread of its own.
        Thread.ofPlatform().name("door watch").daemon().start(() -> watch(broker));
    }

    private void watch(EmbeddedBroker broker) {
        try {
            for (int turn = 1; !closed.await(EVERY_MILLISECONDS / PACES_A_LOOK, TimeUnit.MILLISECONDS); turn++) {
                look(broker, turn % PACES_A_LOOK == 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(EmbeddedBroker broker, boolean atWhoIsThere) {
        try {
            broker.pace();
            if (atWhoIsThere) {
                broker.shutOutRefused();
            }
        } catch (RuntimeException e) {
            LOG.error("Those connected could not be looked over; tried again in a second.", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
