package org.doorstep.hub.booking.claims;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;

/// The table `claim`: the only code that writes it. For the writer's thread.
final class ClaimTable {
    private static final String BEFORE = """
            SELECT unit, starts, ends, coalesce(booking, 0), coalesce(lease, 0)
            FROM claim
            WHERE unit = ? AND starts < ?
            ORDER BY starts DESC
            """;

    private static final String OF_BOOKING = """
            SELECT unit, starts, ends, booking, 0
            FROM claim
            WHERE booking = ?
            ORDER BY unit
            """;

    private static final String OF_LEASE = """
            SELECT unit, starts, ends, 0, lease
            FROM claim
            WHERE lease = ?
            ORDER BY unit, starts
            """;

    private static final String INSERT_BOOKING = "INSERT INTO claim (unit, starts, ends, booking) VALUES (?, ?, ?, ?)";
    private static final String INSERT_LEASE = "INSERT INTO claim (unit, starts, ends, lease) VALUES (?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM claim WHERE unit = ? AND starts = ?";

    private final Statements statements;

    ClaimTable(Statements statements) {
        this.statements = statements;
    }

    /// Whatever of that unit overlaps those times, the last first.
    List<Busy> overlapping(UnitId unit, Times times) throws SQLException {
        List<Busy> found = new ArrayList<>(2);
        try (ResultSet row =
                statements.bound(BEFORE, unit.value(), times.endsMinute()).executeQuery()) {
            // What starts before these end, from the last on: none overlaps after the first that ends too early.
            while (row.next() && row.getLong(3) > times.startsMinute()) {
                found.add(busy(row));
            }
        }
        return found;
    }

    /// The end of what comes last before that minute, if there is anything.
    Optional<Long> endBefore(UnitId unit, long minute) throws SQLException {
        return statements.one(row -> row.getLong(3), BEFORE, unit.value(), minute);
    }

    List<Busy> ofBooking(long booking) throws SQLException {
        return all(OF_BOOKING, booking);
    }

    List<Busy> ofLease(long lease) throws SQLException {
        return all(OF_LEASE, lease);
    }

    void insert(Busy claim) throws SQLException {
        statements.run(
                claim.leased() ? INSERT_LEASE : INSERT_BOOKING,
                claim.unit().value(),
                claim.times().startsMinute(),
                claim.times().endsMinute(),
                claim.leased() ? claim.lease() : claim.booking());
    }

    void delete(Busy claim) throws SQLException {
        statements.run(DELETE, claim.unit().value(), claim.times().startsMinute());
    }

    void deleteOfBooking(long booking) throws SQLException {
        statements.run("DELETE FROM claim WHERE booking = ?", booking);
    }

    void deleteOfLease(long lease) throws SQLException {
        statements.run("DELETE FROM claim WHERE lease = ?", lease);
    }

    private List<Busy> all(String sql, long of) throws SQLException {
        List<Busy> found = new ArrayList<>();
        try (ResultSet row = statements.bound(sql, of).executeQuery()) {
            while (row.next()) {
                found.add(busy(row));
            }
        }
        return found;
    }

    private static Busy busy(ResultSet row) throws SQLException {
        return new Busy(
                new UnitId(row.getLong(1)),
                Times.ofMinutes(row.getLong(2), row.getLong(3)),
                row.getLong(4),
                row.getLong(5));
    }
}
