package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every tap and the session it counts for. New ones are gathered and written together by [#flush]: a statement
/// of its own for each costs more than the row. For the writer's thread only.
final class TapBook {
    /// A batch is of 500 taps; only a recount asks for more.
    private static final int MOST_ASKED = 2_048;

    private final Prepared prepared;
    private final Map<String, Tap> unwritten = new LinkedHashMap<>();
    private final Map<VisitKey, List<Tap>> unwrittenOfVisit = new HashMap<>();

    /// Whole visits that were asked for since the last writing: a visit is looked at more than once for one tap.
    private final Map<VisitKey, List<Tap>> asked = new HashMap<>();

    /// `shown` is the session that the kiosk took it to be for; `rawAt` what its clock said, and `boundMs` how
    /// far that can be out where it knew. `shownPass` was shown, which counts for the one in `visit`.
    record Tap(
            String event,
            VisitKey visit,
            long at,
            long rawAt,
            long boundMs,
            boolean unsure,
            String device,
            String shown,
            long shownPass) {

        Tap restated(long session, long when, boolean notSure) {
            return new Tap(
                    event,
                    new VisitKey(visit.pass(), session),
                    when,
                    rawAt,
                    boundMs,
                    notSure,
                    device,
                    shown,
                    shownPass);
        }

        /// The same, counted for another.
        Tap countedFor(long pass) {
            return new Tap(
                    event, new VisitKey(pass, visit.session()), at, rawAt, boundMs, unsure, device, shown, shownPass);
        }
    }

    TapBook(Prepared prepared) {
        this.prepared = prepared;
    }

    void add(Tap tap) {
        unwritten.put(tap.event, tap);
        unwrittenOfVisit.computeIfAbsent(tap.visit, key -> new ArrayList<>(1)).add(tap);
        List<Tap> whole = asked.get(tap.visit);
        if (whole != null) {
            whole.add(tap);
        }
    }

    Optional<Tap> find(String event) throws SQLException {
        Tap fresh = unwritten.get(event);
        if (fresh != null) {
            return Optional.of(fresh);
        }
        PreparedStatement select = prepared.statement("""
                SELECT event, pass, session, at, raw_at, bound_ms, unsure, device, shown_session,
                       COALESCE(shown_pass, pass)
                FROM tap
                WHERE event = ?
                """);
        select.setString(1, event);
        List<Tap> taps = taps(select);
        return taps.isEmpty() ? Optional.empty() : Optional.of(taps.getFirst());
    }

    List<Tap> ofVisit(VisitKey visit) throws SQLException {
        List<Tap> whole = asked.get(visit);
        if (whole == null) {
            if (asked.size() == MOST_ASKED) {
                asked.clear();
            }
            whole = read(visit);
            whole.addAll(unwrittenOfVisit.getOrDefault(visit, List.of()));
            asked.put(visit, whole);
        }
        return List.copyOf(whole);
    }

    private List<Tap> read(VisitKey visit) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT event, pass, session, at, raw_at, bound_ms, unsure, device, shown_session,
                       COALESCE(shown_pass, pass)
                FROM tap
                WHERE session = ? AND pass = ?
                """);
        select.setLong(1, visit.session());
        select.setLong(2, visit.pass());
        return taps(select);
    }

    /// Those that count for that pass, by a look into every session there is: asked when passes
    /// are joined, which is seldom, so that no index by pass need be written at every tap.
    List<Tap> ofPass(long pass) throws SQLException {
        flush();
        PreparedStatement select = prepared.statement("""
                SELECT tap.event, tap.pass, tap.session, tap.at, tap.raw_at, tap.bound_ms, tap.unsure, tap.device,
                       tap.shown_session, COALESCE(tap.shown_pass, tap.pass)
                FROM session
                CROSS JOIN tap ON tap.session = session.id AND tap.pass = ?
                """);
        select.setLong(1, pass);
        return taps(select);
    }

    /// Those of that time, which are all in sessions of those days.
    List<Tap> between(long from, long to, LocalDate firstDay, LocalDate lastDay) throws SQLException {
        flush();
        PreparedStatement select = prepared.statement("""
                SELECT event, pass, session, at, raw_at, bound_ms, unsure, device, shown_session,
                       COALESCE(shown_pass, pass)
                FROM tap
                WHERE session IN (SELECT id FROM session WHERE day BETWEEN ? AND ?) AND at >= ? AND at < ?
                """);
        select.setString(1, firstDay.toString());
        select.setString(2, lastDay.toString());
        select.setLong(3, from);
        select.setLong(4, to);
        return taps(select);
    }

    void restate(Tap tap) throws SQLException {
        flush();
        PreparedStatement update = prepared.statement("""
                UPDATE tap
                SET session = ?, at = ?, unsure = ?, pass = ?, shown_pass = ?
                WHERE event = ?
                """);
        update.setLong(1, tap.visit.session());
        update.setLong(2, tap.at);
        update.setInt(3, tap.unsure ? 1 : 0);
        bindPasses(update, 4, tap);
        update.setString(6, tap.event);
        update.executeUpdate();
    }

    void flush() throws SQLException {
        asked.clear();
        if (unwritten.isEmpty()) {
            return;
        }
        PreparedStatement insert = prepared.statement("""
                INSERT INTO tap (event, session, at, raw_at, bound_ms, unsure, device, shown_session, pass, shown_pass)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        for (Tap tap : unwritten.values()) {
            insert.setString(1, tap.event);
            insert.setLong(2, tap.visit.session());
            insert.setLong(3, tap.at);
            insert.setLong(4, tap.rawAt);
            insert.setLong(5, tap.boundMs);
            insert.setInt(6, tap.unsure ? 1 : 0);
            insert.setString(7, tap.device);
            insert.setString(8, tap.shown);
            bindPasses(insert, 9, tap);
            insert.addBatch();
        }
        insert.executeBatch();
        forget();
    }

    /// What is gathered and not written is of a transaction that was undone.
    void forget() {
        unwritten.clear();
        unwrittenOfVisit.clear();
        asked.clear();
    }

    /// Hardly any pass counts for another.
    private static void bindPasses(PreparedStatement statement, int first, Tap tap) throws SQLException {
        statement.setLong(first, tap.visit.pass());
        if (tap.shownPass == tap.visit.pass()) {
            statement.setNull(first + 1, Types.INTEGER);
        } else {
            statement.setLong(first + 1, tap.shownPass);
        }
    }

    private static List<Tap> taps(PreparedStatement select) throws SQLException {
        List<Tap> taps = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                taps.add(new Tap(
                        row.getString(1),
                        new VisitKey(row.getLong(2), row.getLong(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getString(9),
                        row.getLong(10)));
            }
        }
        return taps;
    }
}
