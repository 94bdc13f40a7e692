package org.doorstep.hub.keeping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After somebody has left: takes what is left of them out of the files that still have older
/// pages, which are the database's log, the unused space in its pages, and the second copy. On a
/// thread of its own, since a copy can take minutes, or its stick be away for weeks; what is not
/// done is looked at again, also after a restart.
///
/// Only a file that is written anew has nothing left in its unused space ([Database#writeAnew]).
/// While that is done nothing is taken in, so a large file waits for the night.
public final class Clearing implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    /// Written anew in about a second, or some seconds on the slowest disk that a hub is sold with.
    static final long SMALL_BYTES = 64_000_000;

    /// When no hub has a session on, in hours of the hub's day: from, and up to but without.
    private static final int NIGHT_FROM = 2;
    private static final int NIGHT_TO = 5;

    /// A hub that is switched off every night does it by day after so long.
    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    private static final Logger log = LoggerFactory.getLogger(Clearing.class);

    private final Database database;
    private final Copies copies;
    private final InstantSource clock;
    private final ZoneId zone;

    /// Of whoever left up to then, by the table, the file was written anew, and nothing is left in it or its log.
    private Instant writtenAnewFor = Instant.MIN;

    private Instant goneFor = Instant.MIN;

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

    /// `zone` is the hub's, for its night.
    public Clearing(Database database, Copies copies, InstantSource clock, ZoneId zone) {
        this.database = database;
        this.copies = copies;
        this.clock = clock;
        this.zone = zone;
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
        boolean done = writtenAnew(last.get()) && copies.anewSince(last.get());
        if (done) {
            database.write(handle -> handle.createUpdate(
                            "UPDATE erasure SET done_at = :now WHERE done_at IS NULL AND at <= :at")
                    .bind("now", clock.millis())
                    .bind("at", last.get().toEpochMilli())
                    .execute());
        }
        return done;
    }

    /// What stands in the log is cut off at once, whatever waits for the night.
    private boolean writtenAnew(Instant leaving) {
        if (!leaving.isAfter(goneFor)) {
            return true;
        }
        if (!database.cutLog()) {
            return false;
        }
        if (leaving.isAfter(writtenAnewFor)) {
            if (!isTheTime(leaving) || !database.writeAnew()) {
                return false;
            }
            writtenAnewFor = leaving;
            if (!database.cutLog()) {
                return false;
            }
        }
        goneFor = leaving;
        return true;
    }

    private boolean isTheTime(Instant leaving) {
        Instant now = clock.instant();
        int hour = now.atZone(zone).getHour();
        return database.size() <= SMALL_BYTES
                || hour >= NIGHT_FROM && hour < NIGHT_TO
                || leaving.plus(LONGEST_WAIT).isBefore(now);
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
