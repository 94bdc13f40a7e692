package org.doorstep.system.bookings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.doorstep.hub.Hub;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.desk.BookingSpeech;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;

/// A hub's whole booking side on a real database, without a broker: a test hands it questions and
/// events in whatever order it likes.
final class House implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final DeviceId HALL_KIOSK = new DeviceId("kiosk-1");
    static final DeviceId YARD_KIOSK = new DeviceId("kiosk-2");

    final Clock clock;
    final Database database;
    final Inbox inbox;
    final ClaimBook claims;
    final BookingSpeech speech;
    private final EventIngest ingest;
    private final Random random;

    /// All clocks of the house together: a second is a second everywhere.
    static final class Clock implements DeviceClock {
        private Instant wall = TODAY.atTime(8, 30).atZone(LONDON).toInstant();
        private long uptimeMs = 3_600_000;

        @Override
        public synchronized Instant instant() {
            return wall;
        }

        @Override
        public synchronized Moment moment() {
            return new Moment("boot-1", uptimeMs, Moment.Clock.SYNCED, 10);
        }

        synchronized void pass(Duration time) {
            wall = wall.plus(time);
            uptimeMs += time.toMillis();
        }
    }

    /// `furnished`: the database is new, and gets its rooms.
    House(Path folder, Clock clock, Random random, boolean furnished) {
        this.clock = clock;
        this.random = random;
        database = Hub.open(folder);
        inbox = new Inbox(database, HUB, random, clock);
        PassRegister passes = new PassRegister(new SealedCards(List.of(), new TokenKey(1, new byte[32])));
        claims = new ClaimBook(LONDON, random, Standing.OPEN);
        WaitingList waiting = new WaitingList(claims, LONDON, random);
        Clashes clashes = new Clashes(waiting);
        InMemoryLink link =
                new InMemoryLink(new InMemoryBroker(new Random(1)), "gateway", List.of(), new Presence.Unannounced());
        speech = BookingSpeech.of(
                HUB,
                LONDON,
                database,
                inbox,
                link,
                passes,
                claims,
                new Availability(LONDON),
                waiting,
                clashes,
                clock,
                () -> {});
        ingest = new EventIngest(
                database,
                inbox,
                List.of(passes, BookingSpeech.lane(passes, claims, waiting, clashes, clock)),
                acknowledgements -> {},
                () -> {});
        if (furnished) {
            database.write(handle -> {
                for (int unit = 1; unit <= 10; unit++) {
                    handle.execute("INSERT INTO unit (id, name) VALUES (?, ?)", unit, "Unit " + unit);
                }
                bookable(handle, "hall-a", "place", "all", HALL_KIOSK, 0, 1);
                bookable(handle, "hall-b", "place", "all", YARD_KIOSK, 0, 2);
                bookable(handle, "whole-hall", "place", "all", null, 0, 1, 2);
                bookable(handle, "kitchen", "place", "all", YARD_KIOSK, 0, 3);
                bookable(handle, "craft-room", "place", "all", null, 0, 4);
                bookable(handle, "table", "tool", "some", HALL_KIOSK, 3, 5, 6, 7, 8, 9, 10);
                for (int day = 1; day <= 7; day++) {
                    handle.execute(
                            "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, 540, 1320)", day);
                }
                // What is proved here is that promises stand, not that quotas hold.
                handle.execute("UPDATE booking_rules SET most_open = 0, hours_a_week = 0");
                return true;
            });
        }
        speech.leases().begin();
    }

    private static void bookable(
            org.jdbi.v3.core.Handle handle,
            String id,
            String kind,
            String takes,
            DeviceId walkUp,
            int share,
            int... units) {
        handle.execute(
                """
                INSERT INTO bookable (id, kind, title, takes, before_minutes, after_minutes, step_minutes,
                  shortest_minutes, longest_minutes, ahead_days, who, walk_up, walk_up_share)
                VALUES (?, ?, ?, ?, 0, ?, 30, 30, 480, 14, 'anybody', ?, ?)
                """, id, kind, id, takes, id.equals("kitchen") ? 15 : 0, walkUp == null ? "" : walkUp.value(), share);
        for (int unit : units) {
            handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES (?, ?)", id, unit);
        }
    }

    void take(DeviceId device, List<byte[]> rows) {
        ingest.commit(rows.stream()
                .map(row -> new EventIngest.Arrival(new Received(device, Lane.BOOKING, row, clock.instant()), () -> {}))
                .toList());
    }

    /// As somebody at home would, or at the desk.
    Claimed web(String bookable, int count, Times times) {
        return database.write(handle -> claims.book(
                handle,
                Wanted.of(
                        new RequestId(new UUID(random.nextLong(), random.nextLong())),
                        new BookableId(bookable),
                        count,
                        times,
                        new Holder.Resident("web-" + random.nextInt(1000)),
                        Origin.WEB),
                clock.instant()));
    }

    java.util.Optional<Booking> booking(UUID request) {
        return database.read(handle -> Bookings.byRequest(handle, new RequestId(request)));
    }

    /// Two claims of one unit that meet, counted by a look at every pair, and not by the triggers.
    long overlaps() {
        return database.read(handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM claim one
                        JOIN claim other ON other.unit = one.unit AND other.starts > one.starts AND other.starts < one.ends
                        """).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        ingest.close();
        database.close();
    }
}
