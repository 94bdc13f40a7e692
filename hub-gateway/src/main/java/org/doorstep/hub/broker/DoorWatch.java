package org.doorstep.hub.broker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every second whether somebody who is connected should no longer be: shut out, taken off
/// the list, or with a certificate whose days have ended. Runs from its making until it is closed.
public final class DoorWatch implements AutoCloseable {
    /// A stolen kiosk is to be shut out within five seconds, everything counted. A look takes no
    /// signature to be checked.
    private static final long EVERY_MILLISECONDS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DoorWatch.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    public DoorWatch(EmbeddedBroker broker) {
        // It reads files, so a thread of its own.
        Thread.ofPlatform().name("door watch").daemon().start(() -> watch(broker));
    }

    private void watch(EmbeddedBroker broker) {
        try {
            while (!closed.await(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                look(broker);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(EmbeddedBroker broker) {
        try {
            broker.shutOutRefused();
        } catch (RuntimeException e) {
            LOG.error("Those connected could not be looked over; tried again in a second.", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
