package org.doorstep.kiosk.line;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.booking.BookingDesk;
import org.doorstep.kiosk.booking.HeldLeases;
import org.doorstep.kiosk.booking.KeptBoard;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rooms and tools between a kiosk and its hub, beside what is booked: hears the board, asks for
/// leases, and what became of what was promised. One thread of its own; what fails is tried again
/// at the next turn.
public final class BookingLine implements Link.Listener, AutoCloseable {
    /// A lease is of hours: so often it is as long again, whenever the hub goes away.
    private static final Duration ASK_LEASES = Duration.ofMinutes(2);

    /// Whoever was told "Saved" and stands there still, hears of it soon after the hub is back.
    private static final Duration ASK_WHAT_BECAME = Duration.ofSeconds(10);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

    /// Whoever stops the kiosk waits no longer for it; then the leases run out by themselves.
    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(BookingLine.class);

    private final Link link;
    private final Requests requests;
    private final String boardTopic;
    private final Outbox outbox;
    private final KeptBoard board;
    private final HeldLeases leases;
    private final BookingDesk desk;
    private final Runnable changed;
    private final String instance;
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("bookings to the hub").daemon().factory());

    public BookingLine(
            Link link,
            Requests requests,
            Topics topics,
            Outbox outbox,
            KeptBoard board,
            HeldLeases leases,
            BookingDesk desk,
            RandomGenerator random,
            Runnable changed) {
        this.link = link;
        this.requests = requests;
        this.boardTopic = topics.board();
        this.outbox = outbox;
        this.board = board;
        this.leases = leases;
        this.desk = desk;
        this.changed = changed;
        this.instance = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        every(ASK_LEASES, this::askLeases);
        every(ASK_WHAT_BECAME, () -> {
            board.keep();
            desk.ask();
        });
    }

    private void every(Duration pause, Runnable work) {
        turns.scheduleWithFixedDelay(() -> turn(work), pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(boardTopic);
    }

    @Override
    public void connected() {
        soon(() -> {
            askLeases();
            desk.ask();
        });
    }

    @Override
    public void received(Link.Delivery delivery) {
        soon(() -> {
            delivery.done();
            board.put(delivery.message().payload());
            changed.run();
            // A board tells that something became free, or that there is more to give away.
            askLeases();
        });
    }

    @Override
    public void lost(String why) {
        // What it holds, it holds.
    }

    @Override
    public void close() {
        turns.shutdownNow();
        List<Long> back = leases.giveBack();
        if (!back.isEmpty() && link.connected()) {
            try {
                requests.ask(question(back), GOODBYE_PATIENCE).get(GOODBYE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException | StoreException e) {
                LOG.debug("The leases could not be given back; they run out.");
            }
        }
    }

    private void askLeases() {
        if (!link.connected()) {
            return;
        }
        HeldLeases.Question asking = leases.asking();
        requests.ask(question(List.of()), ANSWER_PATIENCE).thenAccept(reply -> {
            if (reply instanceof Reply.Leased leased) {
                leases.heard(asking, leased);
            }
        });
    }

    private Request.Lease question(List<Long> back) {
        Outbox.Standing standing = outbox.standing();
        StoreId store = standing.stores().getFirst();
        long last = standing.tails().stream()
                .filter(tail -> tail.lane() == Lane.BOOKING && tail.store().equals(store))
                .mapToLong(DeviceState.LaneTail::last)
                .max()
                .orElse(0);
        return new Request.Lease(instance, store, last, back);
    }

    private void soon(Runnable work) {
        try {
            turns.execute(() -> turn(work));
        } catch (RejectedExecutionException e) {
            // The kiosk is closing.
        }
    }

    private static void turn(Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            LOG.warn("The disk would not take what the hub said of bookings: {}", e.getMessage());
        } catch (RuntimeException e) {
            // A scheduled turn that throws is never run again.
            LOG.error("A mistake on the line of bookings; the next turn goes on.", e);
        }
    }
}
