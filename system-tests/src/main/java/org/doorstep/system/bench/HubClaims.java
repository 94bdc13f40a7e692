package org.doorstep.system.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;

/// The hub's own claim path with all its rules, in a database of its own.
final class HubClaims implements AutoCloseable {
    private static final int ROWS_A_COMMIT = 5_000;

    private final Path file;
    private final Database database;
    private final ClaimBook claims;
    private final Availability availability = new Availability(ClaimsWanted.ZONE);
    private final Instant now;

    HubClaims(Path folder, Instant now, RandomGenerator random) {
        this.file = folder.resolve("hub.db");
        this.database = Database.open(file, "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        this.claims = new ClaimBook(ClaimsWanted.ZONE, random, Standing.OPEN);
        this.now = now;
    }

    static BookableId bookable(int unit) {
        return new BookableId((unit <= ClaimsWanted.ROOMS ? "room-" : "tool-") + unit);
    }

    void fill(List<ClaimsWanted.Slot> present) {
        database.write(handle -> {
            for (int unit = 1; unit <= ClaimsWanted.UNITS; unit++) {
                boolean room = unit <= ClaimsWanted.ROOMS;
                String id = bookable(unit).value();
                handle.execute("INSERT INTO unit (id, name) VALUES (?, ?)", unit, id);
                handle.execute("""
                        INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes,
                          ahead_days, who)
                        VALUES (?, ?, ?, 'all', 60, 60, 480, 60, 'anybody')
                        """, id, room ? "place" : "tool", id);
                handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES (?, ?)", id, unit);
            }
            for (int day = 1; day <= 7; day++) {
                handle.execute(
                        "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, ?, ?)",
                        day,
                        ClaimsWanted.OPENS * 60,
                        ClaimsWanted.CLOSES * 60);
            }
            return true;
        });
        for (int from = 0; from < present.size(); from += ROWS_A_COMMIT) {
            List<ClaimsWanted.Slot> some = present.subList(from, Math.min(present.size(), from + ROWS_A_COMMIT));
            int first = from + 1;
            database.write(handle -> insert(Database.connection(handle), some, first));
        }
    }

    private static boolean insert(Connection connection, List<ClaimsWanted.Slot> slots, int first) throws SQLException {
        try (PreparedStatement booking = connection.prepareStatement("""
                        INSERT INTO booking (id, request, code, bookable, count, pass, starts, ends, state, origin, made_at)
                        VALUES (?, ?, '', ?, 1, ?, ?, ?, 'booked', 'kiosk', 0)
                        """);
                PreparedStatement claim = connection.prepareStatement(
                        "INSERT INTO claim (unit, starts, ends, booking) VALUES (?, ?, ?, ?)")) {
            int id = first;
            for (ClaimsWanted.Slot slot : slots) {
                booking.setLong(1, id);
                booking.setString(2, slot.request().toString());
                booking.setString(3, bookable(slot.unit()).value());
                booking.setString(4, slot.pass());
                booking.setLong(5, slot.times().startsMinute());
                booking.setLong(6, slot.times().endsMinute());
                booking.executeUpdate();
                claim.setInt(1, slot.unit());
                claim.setLong(2, slot.times().startsMinute());
                claim.setLong(3, slot.times().endsMinute());
                claim.setLong(4, id);
                claim.executeUpdate();
                id++;
            }
        }
        return true;
    }

    Database database() {
        return database;
    }

    void book(int client, ClaimsWanted.Slot slot) {
        claim(slot);
    }

    Claimed claim(ClaimsWanted.Slot slot) {
        Wanted wanted = Wanted.of(
                new RequestId(slot.request()),
                bookable(slot.unit()),
                1,
                slot.times(),
                new Holder.Resident(slot.pass()),
                Origin.WEB);
        Claimed claimed = database.write(handle -> claims.book(handle, wanted, now));
        if (claimed instanceof Claimed.Same) {
            throw new IllegalStateException("A request came twice.");
        }
        return claimed;
    }

    /// Who has the rooms in the week that begins then: how many claims.
    int week(Instant starts) {
        List<UnitId> rooms = IntStream.rangeClosed(1, ClaimsWanted.ROOMS)
                .mapToObj(UnitId::new)
                .toList();
        Times week = Times.from(starts, Duration.ofDays(7));
        return database.read(handle -> availability.busy(handle, rooms, week, now))
                .size();
    }

    /// Which tools are free for three days: how many.
    int freeTools(Instant starts) {
        Times times = Times.from(starts, Duration.ofDays(3));
        return database.read(handle -> availability.freeFor(handle, Bookable.Kind.TOOL, times, now))
                .size();
    }

    /// How many pairs of claims have one thing at one time, by another program's reading of the
    /// file: every two of a unit are compared, whatever their order.
    long overlaps() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT count(*)
                        FROM claim one
                        JOIN claim other
                          ON other.unit = one.unit AND other.starts >= one.starts AND other.starts < one.ends
                            AND NOT (other.starts = one.starts AND other.ends = one.ends)
                        """)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
