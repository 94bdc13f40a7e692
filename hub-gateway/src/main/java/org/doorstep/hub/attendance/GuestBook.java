package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everyone who came without a card, as they stand. For the writer's thread only.
final class GuestBook {
    private final Prepared prepared;

    /// `shown` is the session that the kiosk took it to be for; `rawAt` what its clock said, and `boundMs` how
    /// far that can be out where it knew.
    record Guest(
            String event,
            long session,
            long at,
            long rawAt,
            long boundMs,
            boolean unsure,
            String device,
            String shown,
            Visits.Companions companions) {

        Guest restated(long inSession, long when, boolean notSure, Visits.Companions with) {
            return new Guest(event, inSession, when, rawAt, boundMs, notSure, device, shown, with);
        }
    }

    GuestBook(Prepared prepared) {
        this.prepared = prepared;
    }

    void add(Guest guest) throws SQLException {
        PreparedStatement insert = prepared.statement("""
                INSERT INTO guest (event, session, at, raw_at, bound_ms, unsure, device, shown_session, adults, children,
                                   from0, from5, from12)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setString(1, guest.event);
        insert.setLong(2, guest.session);
        insert.setLong(3, guest.at);
        insert.setLong(4, guest.rawAt);
        insert.setLong(5, guest.boundMs);
        insert.setInt(6, guest.unsure ? 1 : 0);
        insert.setString(7, guest.device);
        insert.setString(8, guest.shown);
        guest.companions.bind(insert, 9);
        insert.executeUpdate();
    }

    Optional<Guest> find(String event) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT event, session, at, raw_at, bound_ms, unsure, device, shown_session, adults, children,
                       from0, from5, from12
                FROM guest
                WHERE event = ?
                """);
        select.setString(1, event);
        return guests(select).stream().findFirst();
    }

    /// Those of that time, which are all in sessions of those days.
    List<Guest> between(long from, long to, LocalDate firstDay, LocalDate lastDay) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT event, session, at, raw_at, bound_ms, unsure, device, shown_session, adults, children,
                       from0, from5, from12
                FROM guest
                WHERE session IN (SELECT id FROM session WHERE day BETWEEN ? AND ?) AND at >= ? AND at < ?
                """);
        select.setString(1, firstDay.toString());
        select.setString(2, lastDay.toString());
        select.setLong(3, from);
        select.setLong(4, to);
        return guests(select);
    }

    void restate(Guest guest) throws SQLException {
        PreparedStatement update = prepared.statement("""
                UPDATE guest
                SET session = ?, at = ?, unsure = ?, adults = ?, children = ?, from0 = ?, from5 = ?, from12 = ?
                WHERE event = ?
                """);
        update.setLong(1, guest.session);
        update.setLong(2, guest.at);
        update.setInt(3, guest.unsure ? 1 : 0);
        guest.companions.bind(update, 4);
        update.setString(9, guest.event);
        update.executeUpdate();
    }

    private static List<Guest> guests(PreparedStatement select) throws SQLException {
        List<Guest> guests = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                guests.add(new Guest(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        row.getString(7),
                        row.getString(8),
                        Visits.Companions.of(row)));
            }
        }
        return guests;
    }
}
