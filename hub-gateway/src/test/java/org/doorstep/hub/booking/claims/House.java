package org.doorstep.hub.booking.claims;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.UUID;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// A small house with a hall in two halves, a crèche room, a craft room, four folding tables, a
/// strimmer, and a kit of two tables and a speaker; open from 9 to 21 every day. It is Monday 2
/// March 2026, 08:00.
final class House implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final Instant NOW = TODAY.atTime(8, 0).atZone(ZONE).toInstant();

    final Database database;
    final Random random;
    final ClaimBook claims;
    final Availability availability = new Availability(ZONE);

    House(Path folder, long seed) {
        this(folder, seed, Standing.OPEN);
    }

    House(Path folder, long seed, Standing standing) {
        database = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        random = new Random(seed);
        claims = new ClaimBook(ZONE, random, standing);
        database.write(handle -> {
            unit(handle, 1, "Hall, stage side");
            unit(handle, 2, "Hall, garden side");
            unit(handle, 3, "Crèche room");
            unit(handle, 4, "Craft room");
            for (int i = 1; i <= 4; i++) {
                unit(handle, 10 + i, "Folding table " + i);
            }
            unit(handle, 20, "Strimmer");
            unit(handle, 21, "Speaker");
            bookable(handle, "hall-a", "place", "all", 1);
            bookable(handle, "hall-b", "place", "all", 2);
            bookable(handle, "hall", "place", "all", 1, 2);
            bookable(handle, "creche", "place", "all", 3);
            bookable(handle, "craft", "place", "all", 4);
            bookable(handle, "table", "tool", "some", 11, 12, 13, 14);
            bookable(handle, "strimmer", "tool", "all", 20);
            bookable(handle, "party-kit", "tool", "all", 21);
            handle.execute("INSERT INTO kit_part (kit, part, count) VALUES ('party-kit', 'table', 2)");
            for (DayOfWeek day : DayOfWeek.values()) {
                handle.execute(
                        "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, 540, 1260)",
                        day.getValue());
            }
            handle.execute("INSERT INTO party (id, name, kind) VALUES (1, 'Hub', 'hub')");
            handle.execute("INSERT INTO party (id, name, kind) VALUES (2, 'Karate', 'outside')");
            handle.execute("INSERT INTO party (id, name, kind) VALUES (3, 'Little Steps', 'children')");
            handle.execute("INSERT INTO party (id, name, kind) VALUES (4, 'Choir', 'community')");
            return true;
        });
    }

    private static void unit(Handle handle, long id, String name) {
        handle.execute("INSERT INTO unit (id, name) VALUES (?, ?)", id, name);
    }

    private static void bookable(Handle handle, String id, String kind, String takes, long... units) {
        handle.execute("""
                INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes, ahead_days,
                  who)
                VALUES (?, ?, ?, ?, 30, 30, ?, 60, 'anybody')
                """, id, kind, id, takes, kind.equals("place") ? 480 : 4320);
        for (long unit : units) {
            handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES (?, ?)", id, unit);
        }
    }

    /// For a test that wants another rule.
    void set(String sql, Object... values) {
        database.write(handle -> handle.execute(sql, values));
    }

    static Times today(int fromHour, int toHour) {
        return on(TODAY, fromHour, toHour);
    }

    static Times on(LocalDate day, int fromHour, int toHour) {
        return new Times(
                day.atTime(LocalTime.of(fromHour, 0)).atZone(ZONE).toInstant(),
                day.atTime(LocalTime.of(toHour, 0)).atZone(ZONE).toInstant());
    }

    RequestId request() {
        return new RequestId(new UUID(random.nextLong(), random.nextLong()));
    }

    Wanted wanted(String what, Times times) {
        return wanted(what, 1, times, new Holder.Resident("pass-1"));
    }

    Wanted wanted(String what, int count, Times times, Holder holder) {
        return Wanted.of(request(), new BookableId(what), count, times, holder, Origin.KIOSK);
    }

    Claimed ask(Wanted wanted) {
        return ask(wanted, NOW);
    }

    Claimed ask(Wanted wanted, Instant now) {
        return database.write(handle -> claims.book(handle, wanted, now));
    }

    Booking booked(Wanted wanted) {
        return switch (ask(wanted)) {
            case Claimed.Booked(Booking booking) -> booking;
            case Claimed other -> throw new AssertionError("Not booked: " + other);
        };
    }

    Booking let(Booking booking, Ending ending, Instant now) {
        database.write(handle -> claims.let(handle, booking.id(), ending, "", now));
        return database.read(handle -> Bookings.find(handle, booking.id()).orElseThrow());
    }

    Lease lease(String device, String what) {
        return database.write(handle -> claims.lease(
                        handle,
                        device,
                        new BookableId(what),
                        TODAY,
                        NOW.plus(Duration.ofMinutes(15)),
                        Duration.ofMinutes(1),
                        NOW))
                .orElseThrow();
    }

    @Override
    public void close() {
        database.close();
    }
}
