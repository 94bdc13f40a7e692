package org.doorstep.hub.booking.claims;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// The table `booking`, as it is written. For the writer's thread.
final class BookingTable {
    static final String COLUMNS = """
            id, request, code, bookable, count, people, pass, coalesce(party, 0) AS party, title, starts, ends, state,
            held_until, origin, device, made_at, series, occurrence, reason, used, booked_until
            """;

    private static final String INSERT = """
            INSERT INTO booking (request, code, bookable, count, people, pass, party, title, starts, ends, state, held_until,
              origin, device, made_at, series, occurrence, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING id
            """;

    private final Statements statements;

    BookingTable(Statements statements) {
        this.statements = statements;
    }

    Optional<Booking> byRequest(RequestId request) throws SQLException {
        return statements.one(
                BookingTable::booking, "SELECT " + COLUMNS + " FROM booking WHERE request = ?", request.toString());
    }

    Optional<Booking> find(BookingId id) throws SQLException {
        return statements.one(BookingTable::booking, "SELECT " + COLUMNS + " FROM booking WHERE id = ?", id.value());
    }

    List<Long> heldTooLong(Instant now) throws SQLException {
        List<Long> ids = new ArrayList<>(0);
        try (ResultSet row = statements
                .bound("SELECT id FROM booking WHERE state = 'held' AND held_until <= ?", now.toEpochMilli())
                .executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    Booking insert(Wanted wanted, String code, State state, Instant now) throws SQLException {
        String pass = "";
        long party = 0;
        switch (wanted.holder()) {
            case Holder.Resident(String name) -> pass = name;
            case Holder.Party(long id) -> party = id;
            case Holder.Nobody() -> {}
        }
        Instant held = state == State.HELD ? wanted.held() : Instant.EPOCH;
        PreparedStatement insert = statements.bound(
                INSERT,
                wanted.request().toString(),
                code,
                wanted.bookable().value(),
                wanted.count(),
                wanted.people(),
                pass,
                party,
                wanted.title(),
                wanted.times().startsMinute(),
                wanted.times().endsMinute(),
                state.stored(),
                held.toEpochMilli(),
                wanted.origin().stored(),
                wanted.device(),
                now.toEpochMilli(),
                wanted.series(),
                wanted.occurrence(),
                wanted.aside());
        if (party == 0) {
            insert.setNull(7, Types.INTEGER);
        }
        long id;
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            id = row.getLong(1);
        }
        return new Booking(
                new BookingId(id),
                wanted.request(),
                code,
                wanted.bookable(),
                wanted.count(),
                wanted.people(),
                wanted.holder(),
                wanted.title(),
                wanted.times(),
                state,
                held,
                wanted.origin(),
                wanted.device(),
                Instant.ofEpochMilli(now.toEpochMilli()),
                wanted.series(),
                wanted.occurrence(),
                wanted.aside(),
                false,
                0);
    }

    void setState(BookingId id, State state, String reason) throws SQLException {
        statements.run(
                "UPDATE booking SET state = ?, held_until = 0, reason = ? WHERE id = ?",
                state.stored(),
                reason,
                id.value());
    }

    void setTimes(BookingId id, BookableId bookable, Times times) throws SQLException {
        statements.run(
                "UPDATE booking SET bookable = ?, starts = ?, ends = ? WHERE id = ?",
                bookable.value(),
                times.startsMinute(),
                times.endsMinute(),
                id.value());
    }

    /// It would have been longer.
    void shorten(BookingId id, long endsMinute) throws SQLException {
        statements.run("UPDATE booking SET booked_until = ends, ends = ? WHERE id = ?", endsMinute, id.value());
    }

    void use(BookingId id) throws SQLException {
        statements.run("UPDATE booking SET used = 1 WHERE id = ?", id.value());
    }

    static Booking booking(ResultSet row) throws SQLException {
        String pass = row.getString("pass");
        long party = row.getLong("party");
        return new Booking(
                new BookingId(row.getLong("id")),
                RequestId.of(row.getString("request")),
                row.getString("code"),
                new BookableId(row.getString("bookable")),
                row.getInt("count"),
                row.getInt("people"),
                party != 0 ? new Holder.Party(party) : pass.isEmpty() ? new Holder.Nobody() : new Holder.Resident(pass),
                row.getString("title"),
                Times.ofMinutes(row.getLong("starts"), row.getLong("ends")),
                State.stored(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("held_until")),
                Origin.stored(row.getString("origin")),
                row.getString("device"),
                Instant.ofEpochMilli(row.getLong("made_at")),
                row.getLong("series"),
                row.getString("occurrence"),
                row.getString("reason"),
                row.getInt("used") == 1,
                row.getLong("booked_until"));
    }
}
