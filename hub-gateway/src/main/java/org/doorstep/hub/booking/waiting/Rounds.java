package org.doorstep.hub.booking.waiting;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes round every few seconds and does what time alone brings: offers that nobody answered, rooms
/// to which nobody came, tools that are late. On a thread of its own; while the hub does not know
/// its time it does nothing, since nobody may lose anything by a clock that is wrong.
public final class Rounds implements AutoCloseable {
    /// Whoever has just said no stands beside whoever wants it.
    private static final Duration EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Database database;
    private final Supplier<Optional<Instant>> time;
    private final List<Round> rounds;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// One thing to look at, in a transaction of its own. How much it changed.
    @FunctionalInterface
    public interface Round {
        int look(Handle transaction, Instant now) throws SQLException;
    }

    /// `time` is empty while the hub does not know it; `changed` is run after each commit that
    /// changed anything.
    public Rounds(Database database, Supplier<Optional<Instant>> time, List<Round> rounds, Runnable changed) {
        this.database = database;
        this.time = time;
        this.rounds = List.copyOf(rounds);
        this.changed = changed;
    }

    public void start() {
        Thread.ofPlatform().name("booking-rounds").daemon().start(this::goRoundUntilClosed);
    }

    /// Goes round once.
    public void look() {
        Optional<Instant> now = time.get();
        if (now.isEmpty()) {
            return;
        }
        int many = 0;
        for (Round round : rounds) {
            try {
                many += database.write(transaction -> round.look(transaction, now.get()));
            } catch (RuntimeException e) {
                LOG.error("One thing of rooms and tools could not be looked at; it is tried again.", e);
            }
        }
        if (many > 0) {
            changed.run();
        }
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

    @Override
    public void close() {
        closed.countDown();
    }
}
