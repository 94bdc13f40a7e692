package org.doorstep.hub.keeping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After somebody has left: takes what is left of them out of the files that still have older
/// pages, which are the database's log and the second copy. On a thread of its own, since a copy
/// can take minutes, or its stick be away for weeks; what is not done is looked at again, also
/// after a restart.
public final class Clearing implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Clearing.class);

    private final Database database;
    private final Copies copies;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread thread = Thread.ofPlatform().name("clearing").daemon().unstarted(this::clearUntilClosed);
    private volatile boolean closing;

    /// The second copy, if there is one.
    @FunctionalInterface
    public interface Copies {
        /// Asks for a copy begun anew, without what it held before. True once one that was begun
        /// after `then` is whole, and all earlier ones are gone; where there is no copy, at once.
        boolean anewSince(Instant then);
    }

    public Clearing(Database database, Copies copies, InstantSource clock) {
        this.database = database;
        this.copies = copies;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// One look; public for tests alone, which have no patience. True if nothing is left to do.
    public boolean step() {
        Optional<Instant> last =
                database.read(handle -> handle.createQuery("SELECT max(at) AS at FROM erasure WHERE done_at IS NULL")
                        .map((row, context) -> row.getObject("at") == null
                                ? Optional.<Instant>empty()
                                : Optional.of(Instant.ofEpochMilli(row.getLong("at"))))
                        .one());
        if (last.isEmpty()) {
            return true;
        }
        boolean done = database.cutLog() && copies.anewSince(last.get());
        if (done) {
            database.write(handle -> handle.createUpdate(
                            "UPDATE erasure SET done_at = :now WHERE done_at IS NULL AND at <= :at")
                    .bind("now", clock.millis())
                    .bind("at", last.get().toEpochMilli())
                    .execute());
        }
        return done;
    }

    private void clearUntilClosed() {
        while (!closing) {
            try {
                step();
            } catch (StoreException e) {
                if (!closing) {
                    log.warn("What somebody left behind could not be cleared away yet: {}", e.getMessage());
                }
            } catch (RuntimeException e) {
                log.error("A mistake while clearing; trying again.", e);
            }
            pause();
        }
    }

    private void pause() {
        lock.lock();
        try {
            if (!closing) {
                wake.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            closing = true;
        } finally {
            lock.unlock();
        }
    }
}
