package org.doorstep.hub.booking.waiting;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes round every few seconds and does what nobody asks for: what follows from tools that were
/// taken and brought, and what time alone brings (offers that nobody answered, rooms to which nobody
/// came, what is late). On a thread of its own; the second only while the hub knows its time, since
/// nobody may lose anything by a clock that is wrong.
public final class Rounds implements AutoCloseable {
    /// Whoever has just said no stands beside whoever wants it.
    private static final Duration EVERY = Duration.ofSeconds(10);

    /// A disk that is slower than that is a disk that hangs.
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Database database;
    private final InstantSource clock;
    private final Supplier<Optional<Instant>> time;
    private final List<Round> always;
    private final List<Round> byTime;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("booking-rounds").daemon().unstarted(this::goRoundUntilClosed);

    /// One thing to look at, in a transaction of its own. How much it changed.
    @FunctionalInterface
    public interface Round {
        int look(Handle transaction, Instant now) throws SQLException;
    }

    /// `time` is empty while the hub does not know it; `changed` is run after commits that changed
    /// anything.
    public Rounds(
            Database database,
            InstantSource clock,
            Supplier<Optional<Instant>> time,
            List<Round> always,
            List<Round> byTime,
            Runnable changed) {
        this.database = database;
        this.clock = clock;
        this.time = time;
        this.always = List.copyOf(always);
        this.byTime = List.copyOf(byTime);
        this.changed = changed;
    }

    public void start() {
        thread.start();
    }

    /// Goes round once.
    public void look() {
        int many = look(always, clock.instant());
        Optional<Instant> now = time.get();
        if (now.isPresent()) {
            many += look(byTime, now.get());
        }
        if (many > 0) {
            changed.run();
        }
    }

    private int look(List<Round> rounds, Instant now) {
        int many = 0;
        for (Round round : rounds) {
            try {
                many += database.write(transaction -> round.look(transaction, now));
            } catch (RuntimeException e) {
                LOG.error("One thing of rooms and tools could not be looked at; it is tried again.", e);
            }
        }
        return many;
    }

    private void goRoundUntilClosed() {
        try {
            do {
                look();
            } while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets the round under way come to its end, so that the database is not closed under it.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(LONGEST_ROUND.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
