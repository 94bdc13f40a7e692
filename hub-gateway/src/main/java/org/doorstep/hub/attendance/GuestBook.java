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

    /// `shown` is the session that the kiosk took it to be for.
    record Guest(
            String event,
            long session,
            long at,
            boolean unsure,
            String device,
            String shown,
            Visits.Companions companions) {

        Guest restated(long inSession, Visits.Companions with) {
            return new Guest(event, inSession, at, unsure, device, shown, with);
        }
    }

    GuestBook(Prepared prepared) {
        this.prepared = prepared;
    }

    void add(Guest guest) throws SQLException {
        PreparedStatement insert = prepared.statement("""
                INSERT INTO guest (event, session, at, unsure, device, shown_session, adults, children)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setString(1, guest.event);
        insert.setLong(2, guest.session);
        insert.setLong(3, guest.at);
        insert.setInt(4, guest.unsure ? 1 : 0);
        insert.setString(5, guest.device);
        insert.setString(6, guest.shown);
        insert.setInt(7, guest.companions.adults());
        insert.setInt(8, guest.companions.children());
        insert.executeUpdate();
    }

    Optional<Guest> find(String event) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT event, session, at, unsure, device, shown_session, adults, children
                FROM guest
                WHERE event = ?
                """);
        select.setString(1, event);
        return guests(select).stream().findFirst();
    }

    /// Those of that time, which are all in sessions of those days.
    List<Guest> between(long from, long to, LocalDate firstDay, LocalDate lastDay) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT event, session, at, unsure, device, shown_session, adults, children
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
        PreparedStatement update =
                prepared.statement("UPDATE guest SET session = ?, adults = ?, children = ? WHERE event = ?");
        update.setLong(1, guest.session);
        update.setInt(2, guest.companions.adults());
        update.setInt(3, guest.companions.children());
        update.setString(4, guest.event);
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
                        row.getBoolean(4),
                        row.getString(5),
                        row.getString(6),
                        new Visits.Companions(row.getInt(7), row.getInt(8))));
            }
        }
        return guests;
    }
}
