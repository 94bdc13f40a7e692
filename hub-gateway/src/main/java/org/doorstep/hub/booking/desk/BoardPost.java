package org.doorstep.hub.booking.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.bookings.Board;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts the board for all kiosks, retained: on connect, when something on it has changed, and now
/// and then so that they see how old it is. One loop of its own, which only reads.
public final class BoardPost implements Link.Listener, AutoCloseable {
    /// So long somebody may see as free what has just been booked, and be told at the last touch
    /// that it is not.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// A kiosk that has lost its hub says how old the board is to within this.
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(BoardPost.class);

    private final Link link;
    private final Topics topics;
    private final Database database;
    private final BoardMaker maker;
    private final InstantSource clock;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("board").unstarted(this::postUntilClosed);
    private volatile boolean closing;
    private Optional<Board> posted = Optional.empty();

    BoardPost(Link link, Topics topics, Database database, BoardMaker maker, InstantSource clock) {
        this.link = link;
        this.topics = topics;
        this.database = database;
        this.maker = maker;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /// Something was booked here and now, so that whoever stands beside sees it.
    public void postSoon() {
        due.release();
    }

    @Override
    public boolean wants(String topic) {
        return false;
    }

    @Override
    public void connected() {
        due.release();
    }

    @Override
    public void received(Link.Delivery delivery) {
        delivery.done();
    }

    @Override
    public void lost(String why) {
        // Posted again when connected.
    }

    @Override
    public void close() {
        closing = true;
        due.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void postUntilClosed() {
        boolean wasConnected = false;
        while (!closing) {
            try {
                due.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
                boolean connected = link.connected();
                if (connected && !closing) {
                    look(!wasConnected);
                }
                wasConnected = connected;
            } catch (InterruptedException e) {
                closing = true;
            } catch (StoreException e) {
                LOG.warn("The board could not be looked at: {}", e.getMessage());
            } catch (RuntimeException e) {
                // Without this loop no kiosk hears of a booking until the next start.
                LOG.error("A mistake in the posting of the board; it is looked at again.", e);
            }
        }
    }

    private void look(boolean anew) {
        Instant now = clock.instant();
        Board board = database.read(handle -> maker.make(handle, now));
        boolean same = posted.filter(before -> before.bookables().equals(board.bookables())
                        && before.open().equals(board.open())
                        && before.until().equals(board.until())
                        && before.asOf().plus(AGAIN).isAfter(now)
                        && !before.asOf().isAfter(now))
                .isPresent();
        boolean nothingToSay = board.bookables().isEmpty() && posted.isEmpty();
        if (!nothingToSay && (anew || !same)) {
            link.publish(Message.retained(topics.board(), Wire.writeMessage(board)));
            posted = Optional.of(board);
        }
    }
}
