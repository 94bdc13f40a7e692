package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.SessionId;

/// The rows of taps, visits, guests and what residents added to a tap. Statements are prepared once for a connection:
/// this is the path that every event takes. For the writer's thread only.
final class TapTables {
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Connection connection;

    /// A tap as it stands.
    record TapRow(String event, long pass, long session, long at, String shown) {}

    /// The session a visit is to.
    record SessionRow(long row, String activity, LocalDate day, long ends) {}

    /// A guest as it stands.
    record GuestRow(String event, long session, long at, boolean unsure, String shown, Visits.Companions companions) {}

    /// Session days, both included.
    record Days(LocalDate first, LocalDate last) {}

    /// All that follows is done on this connection.
    void use(Connection now) throws SQLException {
        if (connection != now) {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            prepared.clear();
            connection = now;
        }
    }

    void insertTap(TapRow tap, long rawAt, boolean unsure, String device) throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setString(1, tap.event);
        insert.setLong(2, tap.pass);
        insert.setLong(3, tap.session);
        insert.setLong(4, tap.at);
        insert.setLong(5, rawAt);
        insert.setBoolean(6, unsure);
        insert.setString(7, device);
        insert.setString(8, tap.shown);
        insert.executeUpdate();
    }

    Optional<TapRow> tap(String event) throws SQLException {
        PreparedStatement select = statement("SELECT event, pass, session, at, shown_session FROM tap WHERE event = ?");
        select.setString(1, event);
        return first(taps(select));
    }

    /// Those of that time, which are all in sessions of the days around it.
    List<TapRow> tapsBetween(long from, long to, Days days) throws SQLException {
        PreparedStatement select = statement("""
                SELECT event, pass, session, at, shown_session
                FROM tap
                WHERE session IN (SELECT id FROM session WHERE day BETWEEN ? AND ?) AND at >= ? AND at < ?
                """);
        select.setString(1, days.first.toString());
        select.setString(2, days.last.toString());
        select.setLong(3, from);
        select.setLong(4, to);
        return taps(select);
    }

    void moveTap(String event, long session) throws SQLException {
        PreparedStatement update = statement("UPDATE tap SET session = ? WHERE event = ?");
        update.setLong(1, session);
        update.setString(2, event);
        update.executeUpdate();
    }

    List<Visits.Tap> tapsOf(long pass, long session) throws SQLException {
        PreparedStatement select = statement("SELECT event, at, unsure FROM tap WHERE session = ? AND pass = ?");
        select.setLong(1, session);
        select.setLong(2, pass);
        List<Visits.Tap> taps = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String event = row.getString(1);
                taps.add(new Visits.Tap(event, row.getLong(2), row.getBoolean(3), companions(event)));
            }
        }
        return taps;
    }

    /// What stands of all that was said about that tap.
    Optional<Visits.Companions> companions(String tap) throws SQLException {
        PreparedStatement select =
                statement("SELECT adults, children FROM companions WHERE tap = ? ORDER BY at DESC, store DESC LIMIT 1");
        select.setString(1, tap);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Visits.Companions(row.getInt(1), row.getInt(2))) : Optional.empty();
        }
    }

    Optional<SessionId> choice(String tap) throws SQLException {
        PreparedStatement select =
                statement("SELECT session FROM session_choice WHERE tap = ? ORDER BY at DESC, store DESC LIMIT 1");
        select.setString(1, tap);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(SessionId.parse(row.getString(1))) : Optional.empty();
        }
    }

    void keepChoice(String tap, String store, long sequence, Instant at, SessionId session) throws SQLException {
        PreparedStatement upsert = statement("""
                INSERT INTO session_choice (tap, store, sequence, at, session)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tap, store) DO UPDATE
                SET sequence = excluded.sequence, at = excluded.at, session = excluded.session
                WHERE excluded.sequence > sequence
                """);
        upsert.setString(1, tap);
        upsert.setString(2, store);
        upsert.setLong(3, sequence);
        upsert.setLong(4, at.toEpochMilli());
        upsert.setString(5, session.toString());
        upsert.executeUpdate();
    }

    void keepCompanions(String tap, String store, long sequence, Instant at, Visits.Companions companions)
            throws SQLException {
        PreparedStatement upsert = statement("""
                INSERT INTO companions (tap, store, sequence, at, adults, children)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (tap, store) DO UPDATE
                SET sequence = excluded.sequence, at = excluded.at,
                    adults = excluded.adults, children = excluded.children
                WHERE excluded.sequence > sequence
                """);
        upsert.setString(1, tap);
        upsert.setString(2, store);
        upsert.setLong(3, sequence);
        upsert.setLong(4, at.toEpochMilli());
        upsert.setInt(5, companions.adults());
        upsert.setInt(6, companions.children());
        upsert.executeUpdate();
    }

    Optional<Visits.Visit> visit(long pass, long session) throws SQLException {
        PreparedStatement select = statement("""
                SELECT arrived_at, left_at, leaving, unsure, adults, children
                FROM visit
                WHERE session = ? AND pass = ?
                """);
        select.setLong(1, session);
        select.setLong(2, pass);
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Visits.Visit(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3).equals("tapped") ? Visits.Leaving.TAPPED : Visits.Leaving.ASSUMED,
                            row.getBoolean(4),
                            new Visits.Companions(row.getInt(5), row.getInt(6))))
                    : Optional.empty();
        }
    }

    void putVisit(long pass, SessionRow session, Visits.Visit visit) throws SQLException {
        PreparedStatement upsert = statement("""
                INSERT INTO visit (session, pass, day, arrived_at, left_at, leaving, unsure, adults, children)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (session, pass) DO UPDATE
                SET arrived_at = excluded.arrived_at, left_at = excluded.left_at, leaving = excluded.leaving,
                    unsure = excluded.unsure, adults = excluded.adults, children = excluded.children
                """);
        upsert.setLong(1, session.row);
        upsert.setLong(2, pass);
        upsert.setString(3, session.day.toString());
        upsert.setLong(4, visit.arrivedAt());
        upsert.setLong(5, visit.leftAt());
        upsert.setString(6, visit.leaving() == Visits.Leaving.TAPPED ? "tapped" : "assumed");
        upsert.setBoolean(7, visit.unsure());
        upsert.setInt(8, visit.companions().adults());
        upsert.setInt(9, visit.companions().children());
        upsert.executeUpdate();
    }

    void deleteVisit(long pass, long session) throws SQLException {
        PreparedStatement delete = statement("DELETE FROM visit WHERE session = ? AND pass = ?");
        delete.setLong(1, session);
        delete.setLong(2, pass);
        delete.executeUpdate();
    }

    Optional<String> firstDayOf(long pass) throws SQLException {
        PreparedStatement select = statement("SELECT MIN(day) FROM visit WHERE pass = ?");
        select.setLong(1, pass);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    SessionRow session(long row) throws SQLException {
        PreparedStatement select = statement("SELECT activity, day, ends FROM session WHERE id = ?");
        select.setLong(1, row);
        try (ResultSet found = select.executeQuery()) {
            found.next();
            return new SessionRow(row, found.getString(1), LocalDate.parse(found.getString(2)), found.getLong(3));
        }
    }

    void insertGuest(GuestRow guest, String device) throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO guest (event, session, at, unsure, device, shown_session, adults, children)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setString(1, guest.event);
        insert.setLong(2, guest.session);
        insert.setLong(3, guest.at);
        insert.setBoolean(4, guest.unsure);
        insert.setString(5, device);
        insert.setString(6, guest.shown);
        insert.setInt(7, guest.companions.adults());
        insert.setInt(8, guest.companions.children());
        insert.executeUpdate();
    }

    Optional<GuestRow> guest(String event) throws SQLException {
        PreparedStatement select = statement("""
                SELECT event, session, at, unsure, shown_session, adults, children
                FROM guest
                WHERE event = ?
                """);
        select.setString(1, event);
        return first(guests(select));
    }

    List<GuestRow> guestsBetween(long from, long to, Days days) throws SQLException {
        PreparedStatement select = statement("""
                SELECT event, session, at, unsure, shown_session, adults, children
                FROM guest
                WHERE session IN (SELECT id FROM session WHERE day BETWEEN ? AND ?) AND at >= ? AND at < ?
                """);
        select.setString(1, days.first.toString());
        select.setString(2, days.last.toString());
        select.setLong(3, from);
        select.setLong(4, to);
        return guests(select);
    }

    void restateGuest(String event, long session, Visits.Companions companions) throws SQLException {
        PreparedStatement update = statement("""
                UPDATE guest
                SET session = ?, adults = ?, children = ?
                WHERE event = ?
                """);
        update.setLong(1, session);
        update.setInt(2, companions.adults());
        update.setInt(3, companions.children());
        update.setString(4, event);
        update.executeUpdate();
    }

    void insertIncomplete(
            String event, String device, String store, String lane, long from, long to, LocalDate day, String reason)
            throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO incomplete (event, device, store, lane, from_row, to_row, day, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setString(1, event);
        insert.setString(2, device);
        insert.setString(3, store);
        insert.setString(4, lane);
        insert.setLong(5, from);
        insert.setLong(6, to);
        insert.setString(7, day.toString());
        insert.setString(8, reason);
        insert.executeUpdate();
    }

    /// The taps and guests that something has been said about and that have not come.
    List<String> awaitedTaps() throws SQLException {
        PreparedStatement select = statement("""
                SELECT tap
                FROM (SELECT tap FROM companions UNION SELECT tap FROM session_choice) AS said
                WHERE NOT EXISTS (SELECT 1 FROM tap t WHERE t.event = said.tap)
                  AND NOT EXISTS (SELECT 1 FROM guest g WHERE g.event = said.tap)
                """);
        List<String> taps = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                taps.add(row.getString(1));
            }
        }
        return taps;
    }

    private static List<TapRow> taps(PreparedStatement select) throws SQLException {
        List<TapRow> taps = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                taps.add(
                        new TapRow(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5)));
            }
        }
        return taps;
    }

    private static List<GuestRow> guests(PreparedStatement select) throws SQLException {
        List<GuestRow> guests = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                guests.add(new GuestRow(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getBoolean(4),
                        row.getString(5),
                        new Visits.Companions(row.getInt(6), row.getInt(7))));
            }
        }
        return guests;
    }

    private static <T> Optional<T> first(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }
}
