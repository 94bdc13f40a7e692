package org.doorstep.hub.requests;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.ScheduleBoard;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the hub sends by itself, from one loop: the schedule on every connect, change and new day (with the sessions
/// that a new day brings), and, for streams that have been quiet, what is missing of them.
public final class SchedulePost implements Link.Listener, AutoCloseable {
    /// How soon a change is told; looking costs nothing when there is none.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Gaps are only asked about when they have been quiet for longer than this.
    private static final Duration GAPS = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(SchedulePost.class);

    private final Link link;
    private final Topics topics;
    private final Activities activities;
    private final ScheduleBoard board;
    private final Database database;
    private final Gaps gaps;
    private final Consumer<List<Addressed>> acknowledge;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("schedule").unstarted(this::postUntilClosed);
    private volatile boolean closing;
    private LocalDate madeFor = LocalDate.MIN;
    private long posted = -1;
    private long gapsAskedAt = System.nanoTime();

    public SchedulePost(
            Link link,
            Topics topics,
            Activities activities,
            ScheduleBoard board,
            Database database,
            Gaps gaps,
            Consumer<List<Addressed>> acknowledge,
            ZoneId zone,
            InstantSource clock) {
        this.link = link;
        this.topics = topics;
        this.activities = activities;
        this.board = board;
        this.database = database;
        this.gaps = gaps;
        this.acknowledge = acknowledge;
        this.zone = zone;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /// Something that the schedule says has changed, other than what is on.
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
        while (!closing) {
            try {
                boolean asked = due.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
                look(asked);
            } catch (InterruptedException e) {
                closing = true;
            } catch (StoreException e) {
                log.warn("The schedule could not be looked at: {}", e.getMessage());
            } catch (RuntimeException e) {
                // Without this loop no kiosk hears of a change, and no gap is asked about, until the next start.
                log.error("A mistake in the posting of the schedule; it is looked at again.", e);
            }
        }
    }

    private void look(boolean asked) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        boolean newDay = !today.equals(madeFor);
        if (newDay) {
            activities.makeSessions();
            madeFor = today;
        }
        if (!link.connected()) {
            return;
        }
        long version = activities.version();
        if (asked || newDay || version != posted) {
            link.publish(Message.retained(topics.schedule(), Wire.writeMessage(board.now())));
            posted = version;
        }
        if (System.nanoTime() - gapsAskedAt > GAPS.toNanos()) {
            gapsAskedAt = System.nanoTime();
            acknowledge.accept(database.read(handle -> gaps.askAgain(handle, clock.instant())));
        }
    }
}
