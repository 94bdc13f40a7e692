package org.doorstep.hub.booking.waiting;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// A house with a hall in two halves, a craft room, two strimmers in a pool and a ladder; open from
/// 9 to 21, not on Sundays. It is Monday 2 March 2026, 08:00, until a test says otherwise. Who
/// came, and whether every kiosk is heard of, the test says too.
public final class TrialHouse implements AutoCloseable {
    public static final ZoneId ZONE = ZoneId.of("Europe/London");
    public static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    public static final Holder ANN = new Holder.Resident("pass-ann");
    public static final Holder BEN = new Holder.Resident("pass-ben");
    public static final Holder CLEO = new Holder.Resident("pass-cleo");
    public static final Holder CHOIR = new Holder.Party(1);

    public final Database database;
    public final ClaimBook claims;
    public final Availability availability = new Availability(ZONE);
    public final WaitingList waiting;
    public final Clashes clashes;
    public final NoShows noShows;
    public final Set<Holder> came = new HashSet<>();
    public boolean heardOfAll = true;
    private final Random random;
    private Instant now = TODAY.atTime(8, 0).atZone(ZONE).toInstant();

    public TrialHouse(Path folder, long seed) {
        this(folder, seed, new Standing() {
            @Override
            public boolean isInducted(Handle handle, String induction, Holder who, Times when) {
                return true;
            }

            @Override
            public boolean asksFirst(Handle handle, Holder who, Instant now) {
                return NoShows.asksFirst(handle, SameHolder.of(handle, who), now);
            }
        });
    }

    public TrialHouse(Path folder, long seed, Standing standing) {
        System.out.println("seed " + seed);
        database = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        random = new Random(seed);
        claims = new ClaimBook(ZONE, random, standing);
        waiting = new WaitingList(claims, ZONE, random);
        clashes = new Clashes(waiting);
        noShows = new NoShows(claims, new Comings() {
            @Override
            public boolean came(Handle handle, Holder.Resident resident, Instant from, Instant to) {
                return came.contains(resident);
            }

            @Override
            public boolean isKnownUpTo(Handle handle, Instant moment, Instant now) {
                return heardOfAll;
            }
        });
        database.write(handle -> {
            for (String name : Set.of("ann", "ben", "cleo")) {
                handle.execute(
                        "INSERT INTO pass (kind, name, symbol) VALUES ('code', ?, ?)",
                        "pass-" + name,
                        ("OAK" + name).toUpperCase(java.util.Locale.ROOT));
            }
            unit(handle, 1, "Hall, stage side", "");
            unit(handle, 2, "Hall, garden side", "");
            unit(handle, 3, "Craft room", "");
            unit(handle, 11, "Strimmer 1", "STR1MMR1");
            unit(handle, 12, "Strimmer 2", "STR1MMR2");
            unit(handle, 13, "Ladder", "1ADDER00");
            bookable(handle, "hall", "Whole hall", "place", "all", 1, 2);
            bookable(handle, "hall-a", "Hall A", "place", "all", 1);
            bookable(handle, "craft", "Craft room", "place", "all", 3);
            bookable(handle, "strimmer", "Strimmer", "tool", "some", 11, 12);
            bookable(handle, "ladder", "Ladder", "tool", "all", 13);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day != DayOfWeek.SUNDAY) {
                    handle.execute(
                            "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, 540, 1260)",
                            day.getValue());
                }
            }
            handle.execute("INSERT INTO party (id, name, kind) VALUES (1, 'Choir', 'community')");
            return true;
        });
    }

    private static void unit(Handle handle, long id, String name, String label) {
        handle.execute("INSERT INTO unit (id, name, label) VALUES (?, ?, nullif(?, ''))", id, name, label);
    }

    private static void bookable(Handle handle, String id, String title, String kind, String takes, long... units) {
        handle.execute("""
                INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes, ahead_days,
                  who)
                VALUES (?, ?, ?, ?, 30, 30, ?, 60, 'anybody')
                """, id, kind, title, takes, kind.equals("place") ? 480 : 4320);
        for (long unit : units) {
            handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES (?, ?)", id, unit);
        }
    }

    public Instant now() {
        return now;
    }

    public void at(LocalDate day, int hour, int minute) {
        now = day.atTime(hour, minute).atZone(ZONE).toInstant();
    }

    public void today(int hour, int minute) {
        at(TODAY, hour, minute);
    }

    public static Times on(LocalDate day, int fromHour, int toHour) {
        return new Times(
                day.atTime(LocalTime.of(fromHour, 0)).atZone(ZONE).toInstant(),
                day.atTime(LocalTime.of(toHour, 0)).atZone(ZONE).toInstant());
    }

    public Wanted wanted(Holder who, String what, Times times) {
        return Wanted.of(
                new RequestId(new UUID(random.nextLong(), random.nextLong())),
                new BookableId(what),
                1,
                times,
                who,
                Origin.KIOSK);
    }

    public Claimed ask(Wanted wanted) {
        return database.write(handle -> claims.book(handle, wanted, now));
    }

    public Booking booked(Holder who, String what, Times times) {
        return switch (ask(wanted(who, what, times))) {
            case Claimed.Booked(Booking booking) -> booking;
            case Claimed other -> throw new AssertionError("Not booked: " + other);
        };
    }

    public Waiting waits(Holder who, String what, Times times) {
        return switch (database.<Joined>write(handle -> waiting.join(handle, wanted(who, what, times), now))) {
            case Joined.Waits(Waiting one) -> one;
            case Joined other -> throw new AssertionError("Does not wait: " + other);
        };
    }

    /// As whoever lets go of a booking does it: whoever waits is asked in the same transaction.
    public void cancel(Booking booking) {
        database.<Integer>write(handle -> {
            claims.let(handle, booking.id(), Ending.CANCELLED, "", now);
            return waiting.offer(handle, now);
        });
    }

    public int offer() {
        return database.write(handle -> waiting.offer(handle, now));
    }

    public Answered answer(Holder who, Waiting one, boolean yes) {
        return database.write(handle -> waiting.answer(handle, Set.of(who), one.request(), yes, now));
    }

    public Waiting waiting(Waiting one) {
        return database.read(handle -> waiting.byRequest(handle, one.request())).orElseThrow();
    }

    public Booking booking(Booking one) {
        return database.read(handle -> Bookings.find(handle, one.id())).orElseThrow();
    }

    public Optional<Booking> byRequest(RequestId request) {
        return database.read(handle -> Bookings.byRequest(handle, request));
    }

    public void set(String sql, Object... values) {
        database.write(handle -> handle.execute(sql, values));
    }

    @Override
    public void close() {
        database.close();
    }
}
