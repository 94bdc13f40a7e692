package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.SessionId;

/// What was said about a tap or a guest afterwards, or before it came: companions, and the session chosen. Of one
/// device's store the highest sequence stands; between two stores, the later by its clock. For the writer's thread
/// only.
final class Additions {
    /// A busy day's taps: what is said of one comes within minutes, or with the rest of a backlog.
    private static final int MOST_REMEMBERED = 4_096;

    private final Prepared prepared;
    private final Map<String, Optional<SessionId>> choices = bounded();
    private final Map<String, Optional<Visits.Companions>> companions = bounded();
    private Optional<Set<String>> awaited = Optional.empty();

    Additions(Prepared prepared) {
        this.prepared = prepared;
    }

    void keepChoice(String event, Envelope said, SessionId session) throws SQLException {
        PreparedStatement upsert = prepared.statement("""
                INSERT INTO session_choice (tap, store, sequence, at, session)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tap, store) DO UPDATE
                SET sequence = excluded.sequence, at = excluded.at, session = excluded.session
                WHERE excluded.sequence > sequence
                """);
        bind(upsert, event, said);
        upsert.setString(5, session.toString());
        upsert.executeUpdate();
        choices.remove(event);
    }

    void keepCompanions(String event, Envelope said, Visits.Companions counted) throws SQLException {
        PreparedStatement upsert = prepared.statement("""
                INSERT INTO companions (tap, store, sequence, at, adults, children, from0, from5, from12)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tap, store) DO UPDATE
                SET sequence = excluded.sequence, at = excluded.at,
                    adults = excluded.adults, children = excluded.children,
                    from0 = excluded.from0, from5 = excluded.from5, from12 = excluded.from12
                WHERE excluded.sequence > sequence
                """);
        bind(upsert, event, said);
        counted.bind(upsert, 5);
        upsert.executeUpdate();
        companions.remove(event);
    }

    Optional<SessionId> choice(String event) throws SQLException {
        Optional<SessionId> known = choices.get(event);
        if (known == null) {
            known = readChoice(event);
            choices.put(event, known);
        }
        return known;
    }

    private Optional<SessionId> readChoice(String event) throws SQLException {
        PreparedStatement select = prepared.statement(
                "SELECT session FROM session_choice WHERE tap = ? ORDER BY at DESC, store DESC LIMIT 1");
        select.setString(1, event);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(SessionId.parse(row.getString(1))) : Optional.empty();
        }
    }

    Optional<Visits.Companions> companions(String event) throws SQLException {
        Optional<Visits.Companions> known = companions.get(event);
        if (known == null) {
            known = readCompanions(event);
            companions.put(event, known);
        }
        return known;
    }

    private Optional<Visits.Companions> readCompanions(String event) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT adults, children, from0, from5, from12
                FROM companions
                WHERE tap = ?
                ORDER BY at DESC, store DESC
                LIMIT 1
                """);
        select.setString(1, event);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(Visits.Companions.of(row)) : Optional.empty();
        }
    }

    /// Something was said of it, and it has not come.
    void await(String event) throws SQLException {
        awaited().add(event);
    }

    /// It has come. Whether anything had been said of it: hardly ever, and then nothing need be looked up.
    boolean wasAwaited(String event) throws SQLException {
        boolean was = awaited().remove(event);
        if (!was) {
            choices.put(event, Optional.empty());
            companions.put(event, Optional.empty());
        }
        return was;
    }

    void forget() {
        awaited = Optional.empty();
        choices.clear();
        companions.clear();
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    private Set<String> awaited() throws SQLException {
        if (awaited.isEmpty()) {
            awaited = Optional.of(readAwaited());
        }
        return awaited.get();
    }

    private Set<String> readAwaited() throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT tap
                FROM (SELECT tap FROM companions UNION SELECT tap FROM session_choice) said
                WHERE NOT EXISTS (SELECT 1 FROM tap WHERE tap.event = said.tap)
                  AND NOT EXISTS (SELECT 1 FROM guest WHERE guest.event = said.tap)
                """);
        Set<String> events = new HashSet<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                events.add(row.getString(1));
            }
        }
        return events;
    }

    private static void bind(PreparedStatement upsert, String event, Envelope said) throws SQLException {
        upsert.setString(1, event);
        upsert.setString(2, said.store().value());
        upsert.setLong(3, said.sequence());
        upsert.setLong(4, said.time().toEpochMilli());
    }
}
