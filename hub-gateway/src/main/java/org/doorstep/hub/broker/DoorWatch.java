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
        this(broker::pace, broker::shutOutRefused);
    }

    /// Remembers the list of those shut out besides.
    public DoorWatch(EmbeddedBroker broker, DoorFiles files) {
        this(broker::pace, () -> {
            files.remember();
            broker.shutOutRefused();
        });
    }

    /// For a broker that is not ours: remembers the list, and no more.
    public DoorWatch(DoorFiles files) {
        this(() -> {}, files::remember);
    }

    /// The same where the hub keeps that broker's rules.
    public DoorWatch(DoorFiles files, RulesInStep rules) {
        this(() -> {}, () -> {
            tried(files::remember);
            rules.look();
        });
    }

    private DoorWatch(Runnable often, Runnable eachLook) {
        // It reads files, so a thread of its own.
        Thread.ofPlatform().name("door watch").daemon().start(() -> watch(often, eachLook));
    }

    private void watch(Runnable often, Runnable eachLook) {
        try {
            for (int turn = 1; !closed.await(EVERY_MILLISECONDS / PACES_A_LOOK, TimeUnit.MILLISECONDS); turn++) {
                tried(often);
                if (turn % PACES_A_LOOK == 0) {
                    tried(eachLook);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tried(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("Those connected could not be looked over; tried again in a second.", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
