package org.doorstep.hub.mood;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Press;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.mood.Mashing;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes presses from boxes of buttons that keep nothing and number nothing: counts of a week, marked as such, with no
/// session, no time, no order and no device. Safe for all threads.
///
/// Such a box cannot say what was lost on its way, so its counts stand apart from those of kiosks. What it says is kept
/// in memory until eight are together, by the rule of a kiosk's box (decision 0036), so a hub that is cut off loses
/// fewer than sixteen and those of the last [#TURN]. Playing is told by each box's own presses and set aside.
///
/// While the hub does not know its time nothing is written, since nobody can say of which week it is: what is pressed
/// waits in memory, and is lost if the hub is stopped before it has learnt the time.
public final class Presses implements Link.Listener, AutoCloseable {
    /// The disk is written at these times, and not when somebody presses.
    static final Duration TURN = Duration.ofMinutes(5);

    /// A hub has a handful of them. A name beyond these is not listened to: only devices of this hub may write at all.
    static final int MOST_BOXES = 64;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Presses.class);

    private final Database database;
    private final Topics topics;
    private final ZoneId zone;
    private final Predicate<DeviceId> isBox;
    private final DeviceClock clock;
    private final Supplier<Optional<Instant>> time;
    private final RandomGenerator random;
    private final Runnable counted;
    private final Map<DeviceId, Mashing> boxes = new HashMap<>();
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("presses").daemon().factory());
    private final PressPool pool = new PressPool();
    private Optional<LocalDate> week;

    /// `isBox`: which devices are such boxes; of any other nothing is taken. `time` is empty
    /// while the hub does not know it; `counted` is run when figures have moved.
    public Presses(
            Database database,
            Topics topics,
            ZoneId zone,
            Predicate<DeviceId> isBox,
            DeviceClock clock,
            Supplier<Optional<Instant>> time,
            RandomGenerator random,
            Runnable counted) {
        this.database = database;
        this.topics = topics;
        this.zone = zone;
        this.isBox = isBox;
        this.clock = clock;
        this.time = time;
        this.random = random;
        this.counted = counted;
        this.week = thisWeek();
    }

    public void start() {
        turns.scheduleWithFixedDelay(this::turn, TURN.toSeconds(), TURN.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public boolean wants(String topic) {
        return topic.endsWith("/press");
    }

    @Override
    public void received(Link.Delivery delivery) {
        try {
            DeviceId box = topics.deviceOf(delivery.message().topic());
            Press press = Wire.readMessage(delivery.message().payload(), Press.class);
            // One that a broker kept comes again whenever this hub connects; it was taken when it was new.
            if (!delivery.message().retained() && isBox.test(box)) {
                take(box, press);
            }
        } catch (WireException | IllegalArgumentException e) {
            LOG.debug("Something that is no press came from a box of buttons.");
        } finally {
            delivery.done();
        }
    }

    @Override
    public void connected() {
        // The subscriptions are the link's own.
    }

    @Override
    public void lost(String why) {
        // What is pressed meanwhile is lost: a box keeps nothing.
    }

    private synchronized void take(DeviceId box, Press press) {
        if (boxes.size() < MOST_BOXES || boxes.containsKey(box)) {
            boolean meant = boxes.computeIfAbsent(box, _ -> new Mashing())
                    .isMeant(clock.moment().uptimeMs());
            pool.add(press.face(), !meant);
        }
    }

    /// What is done every five minutes.
    void turn() {
        Optional<LocalDate> now = thisWeek();
        if (now.isEmpty()) {
            return;
        }
        LocalDate before = week.orElse(now.get());
        try {
            // What is too little to stand alone is added to the week that has begun.
            write(now.get().equals(before) ? full(before) : rest(before));
            week = now;
        } catch (StoreException e) {
            week = Optional.of(before);
            LOG.warn("Presses could not be written, and are held in memory: {}", e.getMessage());
        }
    }

    private synchronized List<PressPool.Lot> full(LocalDate of) {
        return pool.full(of, random);
    }

    private synchronized List<PressPool.Lot> rest(LocalDate of) {
        return pool.rest(of, random);
    }

    private synchronized void putBack(List<PressPool.Lot> lots) {
        lots.forEach(pool::putBack);
    }

    @Override
    public void close() {
        turns.shutdown();
        try {
            turns.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turn();
        try {
            week.ifPresent(last -> write(rest(last)));
        } catch (StoreException e) {
            LOG.error("The last presses could not be written: {}", e.getMessage());
        }
    }

    /// The disk may be slow, and whoever presses meanwhile waits for nothing.
    private void write(List<PressPool.Lot> lots) {
        if (lots.isEmpty()) {
            return;
        }
        try {
            database.write(handle -> {
                lots.forEach(lot -> write(handle, lot));
                return null;
            });
        } catch (RuntimeException e) {
            putBack(lots);
            throw e;
        }
        counted.run();
    }

    private static void write(Handle handle, PressPool.Lot lot) {
        lot.faces().forEach((face, presses) -> handle.createUpdate("""
                        INSERT INTO mood_press (week, aside, face, presses)
                        VALUES (:week, :aside, :face, :presses)
                        ON CONFLICT (week, aside, face) DO UPDATE
                        SET presses = presses + excluded.presses
                        """)
                .bind("week", lot.week().toString())
                .bind("aside", lot.aside() ? 1 : 0)
                .bind("face", face)
                .bind("presses", presses)
                .execute());
    }

    private Optional<LocalDate> thisWeek() {
        return time.get().map(now -> AnonymousEnvelope.weekOf(LocalDate.ofInstant(now, zone)));
    }
}
