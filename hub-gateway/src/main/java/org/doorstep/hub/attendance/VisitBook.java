package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The visits of the sessions that taps are coming for, whole in memory, and written together by [#flush]. For the
/// writer's thread only.
final class VisitBook {
    /// A tap is for one of today's sessions, and a backlog is of a few days. A session has some hundred visits.
    private static final int MOST_SESSIONS = 128;

    private final Prepared prepared;
    private final Map<VisitKey, Change> unwritten = new LinkedHashMap<>();
    private final LinkedHashMap<Long, Map<Long, Visits.Visit>> bySession = new LinkedHashMap<>(64, 0.75f, true);

    private record Change(String day, Optional<Visits.Visit> visit) {}

    VisitBook(Prepared prepared) {
        this.prepared = prepared;
    }

    Optional<Visits.Visit> find(VisitKey key) throws SQLException {
        return Optional.ofNullable(ofSession(key.session()).get(key.pass()));
    }

    /// `day` is the session's; an empty visit takes it away.
    void put(VisitKey key, String day, Optional<Visits.Visit> visit) throws SQLException {
        Map<Long, Visits.Visit> visits = ofSession(key.session());
        if (visit.isPresent()) {
            visits.put(key.pass(), visit.get());
        } else {
            visits.remove(key.pass());
        }
        unwritten.put(key, new Change(day, visit));
    }

    /// The first day of all that pass's visits. Looks through every visit, and is asked only when a first one vanishes.
    Optional<String> firstDayOf(long pass) throws SQLException {
        flush();
        PreparedStatement select = prepared.statement("SELECT MIN(day) FROM visit WHERE pass = ?");
        select.setLong(1, pass);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    void flush() throws SQLException {
        if (unwritten.isEmpty()) {
            return;
        }
        PreparedStatement upsert = prepared.statement("""
                INSERT INTO visit (session, pass, day, arrived_at, left_at, leaving, unsure, adults, children,
                                   from0, from5, from12)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (session, pass) DO UPDATE
                SET arrived_at = excluded.arrived_at, left_at = excluded.left_at, leaving = excluded.leaving,
                    unsure = excluded.unsure, adults = excluded.adults, children = excluded.children,
                    from0 = excluded.from0, from5 = excluded.from5, from12 = excluded.from12
                """);
        for (Map.Entry<VisitKey, Change> entry : unwritten.entrySet()) {
            Optional<Visits.Visit> visit = entry.getValue().visit;
            if (visit.isPresent()) {
                bind(upsert, entry.getKey(), entry.getValue().day, visit.get());
                upsert.addBatch();
            } else {
                delete(entry.getKey());
            }
        }
        upsert.executeBatch();
        unwritten.clear();
        while (bySession.size() > MOST_SESSIONS) {
            bySession.pollFirstEntry();
        }
    }

    void forget() {
        unwritten.clear();
        bySession.clear();
    }

    private Map<Long, Visits.Visit> ofSession(long session) throws SQLException {
        Map<Long, Visits.Visit> visits = bySession.get(session);
        if (visits == null) {
            visits = read(session);
            bySession.put(session, visits);
        }
        return visits;
    }

    private Map<Long, Visits.Visit> read(long session) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT pass, arrived_at, left_at, leaving, unsure, adults, children, from0, from5, from12
                FROM visit
                WHERE session = ?
                """);
        select.setLong(1, session);
        Map<Long, Visits.Visit> visits = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                visits.put(
                        row.getLong(1),
                        new Visits.Visit(
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4).equals("tapped") ? Visits.Leaving.TAPPED : Visits.Leaving.ASSUMED,
                                row.getBoolean(5),
                                Visits.Companions.of(row)));
            }
        }
        return visits;
    }

    private static void bind(PreparedStatement upsert, VisitKey key, String day, Visits.Visit visit)
            throws SQLException {
        upsert.setLong(1, key.session());
        upsert.setLong(2, key.pass());
        upsert.setString(3, day);
        upsert.setLong(4, visit.arrivedAt());
        upsert.setLong(5, visit.leftAt());
        upsert.setString(6, visit.leaving() == Visits.Leaving.TAPPED ? "tapped" : "assumed");
        upsert.setInt(7, visit.unsure() ? 1 : 0);
        visit.companions().bind(upsert, 8);
    }

    private void delete(VisitKey key) throws SQLException {
        PreparedStatement delete = prepared.statement("DELETE FROM visit WHERE session = ? AND pass = ?");
        delete.setLong(1, key.session());
        delete.setLong(2, key.pass());
        delete.executeUpdate();
    }
}
