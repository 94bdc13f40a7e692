package org.doorstep.hub.booking.claims;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks at a database's file from outside, with nothing of the code that wrote it: which bookings
/// meet, and which do not have what they are said to have. It trusts no order and no trigger: every
/// pair of claims of one unit is compared.
final class OutsideSweep {
    private final List<String> faults = new ArrayList<>();

    private OutsideSweep() {}

    record Claim(long unit, long starts, long ends, long booking) {}

    /// What is wrong, a line each; nothing if all is well.
    static List<String> of(Path file) throws SQLException {
        OutsideSweep sweep = new OutsideSweep();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Map<Long, List<Claim>> byUnit = new HashMap<>();
            Map<Long, List<Claim>> byBooking = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT unit, starts, ends, coalesce(booking, 0) FROM claim ORDER BY random()")) {
                while (row.next()) {
                    Claim claim = new Claim(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
                    byUnit.computeIfAbsent(claim.unit, _ -> new ArrayList<>()).add(claim);
                    byBooking
                            .computeIfAbsent(claim.booking, _ -> new ArrayList<>())
                            .add(claim);
                }
            }
            byUnit.values().forEach(sweep::pairs);
            sweep.bookings(connection, byBooking);
        }
        return sweep.faults;
    }

    private void pairs(List<Claim> claims) {
        for (int i = 0; i < claims.size(); i++) {
            for (int j = i + 1; j < claims.size(); j++) {
                Claim one = claims.get(i);
                Claim other = claims.get(j);
                if (one.starts < other.ends && other.starts < one.ends) {
                    faults.add("overlap: " + one + " and " + other);
                }
            }
        }
    }

    /// A booking that stands has so many units as it asked for, all of them its own and for all of
    /// its time with the buffers; one that does not has none.
    private void bookings(Connection connection, Map<Long, List<Claim>> byBooking) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT booking.id, booking.state, booking.starts - before_minutes, booking.ends + after_minutes,
                          CASE takes
                            WHEN 'some' THEN booking.count
                            ELSE (SELECT count(*) FROM bookable_unit WHERE bookable = bookable.id)
                              + (SELECT coalesce(sum(count), 0) FROM kit_part WHERE kit = bookable.id)
                          END
                        FROM booking
                        JOIN bookable ON bookable.id = booking.bookable
                        """)) {
            while (row.next()) {
                long id = row.getLong(1);
                boolean stands = List.of("asked", "held", "booked").contains(row.getString(2));
                List<Claim> claims = byBooking.getOrDefault(id, List.of());
                long starts = row.getLong(3);
                long ends = row.getLong(4);
                if (claims.size() != (stands ? row.getLong(5) : 0)
                        || claims.stream().anyMatch(claim -> claim.starts != starts || claim.ends != ends)) {
                    faults.add("booking " + id + ", " + row.getString(2) + ", has " + claims);
                }
            }
        }
    }
}
