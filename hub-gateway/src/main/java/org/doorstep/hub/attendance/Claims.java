package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;

/// What residents said they were at, though no tap says so. Only what a person has confirmed counts:
/// as a visit of the whole session, as long as no tap tells better. Kept apart from taps, so that it
/// does not matter which came first. For the writer's thread only.
final class Claims {
    private final Prepared prepared;

    /// Of those that are confirmed, when each was said last. Few, ever: whole in memory from the first
    /// time it is asked.
    private Optional<Map<VisitKey, Long>> confirmed = Optional.empty();

    Claims(Prepared prepared) {
        this.prepared = prepared;
    }

    /// Once its pass is settled among the resident's. True if a person has confirmed it already:
    /// everything is being made again.
    boolean keep(Envelope said, long pass, SessionId session) throws SQLException {
        PreparedStatement insert =
                prepared.statement("INSERT INTO visit_claimed (event, pass, session, at) VALUES (?, ?, ?, ?)");
        insert.setString(1, said.id().toString());
        insert.setLong(2, pass);
        insert.setString(3, session.toString());
        insert.setLong(4, at(said));
        insert.executeUpdate();
        PreparedStatement select = prepared.statement("SELECT 1 FROM claim_decided WHERE event = ? AND counts = 1");
        select.setString(1, said.id().toString());
        try (ResultSet row = select.executeQuery()) {
            boolean counts = row.next();
            if (counts) {
                confirmed = Optional.empty();
            }
            return counts;
        }
    }

    /// Whether they were there by their own word, which somebody confirmed; `deniedUntil` is up to
    /// when they said since that they were not.
    boolean confirms(VisitKey visit, Optional<Long> deniedUntil) throws SQLException {
        Long said = all().get(visit);
        return said != null && deniedUntil.filter(until -> said <= until).isEmpty();
    }

    /// The visit that it was said of, as far as there is such a session.
    List<VisitKey> visitOf(String event) throws SQLException {
        return List.copyOf(keys("claimed.event = ?", event));
    }

    /// The visits that are confirmed of sessions of those days.
    Set<VisitKey> ofDays(String first, String last) throws SQLException {
        return keys("session.day BETWEEN ? AND ? AND " + CONFIRMED, first, last);
    }

    /// The visits that are confirmed of a resident of whom that is one pass.
    Set<VisitKey> ofPass(long pass) throws SQLException {
        return keys("claimed.pass = CAST(? AS INTEGER) AND " + CONFIRMED, Long.toString(pass));
    }

    void forget() {
        confirmed = Optional.empty();
    }

    private static final String CONFIRMED =
            "EXISTS (SELECT 1 FROM claim_decided d WHERE d.event = claimed.event AND d.counts = 1)";

    /// A device that does not know the time may have heard it before anything that was said against it.
    private static long at(Envelope said) {
        Moment moment = said.moment();
        return moment.clock() == Moment.Clock.UNKNOWN || moment.boundMs() == Moment.UNBOUNDED
                ? Long.MIN_VALUE
                : said.time().toEpochMilli();
    }

    private Set<VisitKey> keys(String which, String... bound) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT COALESCE(resident_pass.leader, claimed.pass), session.id
                FROM visit_claimed claimed
                JOIN session ON session.name = claimed.session
                LEFT JOIN resident_pass ON resident_pass.pass = claimed.pass
                WHERE %s
                """.formatted(which));
        for (int i = 0; i < bound.length; i++) {
            select.setString(i + 1, bound[i]);
        }
        Set<VisitKey> keys = new LinkedHashSet<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(new VisitKey(row.getLong(1), row.getLong(2)));
            }
        }
        return keys;
    }

    /// Without what was said with a pass that had been stopped by then, and of sessions that were
    /// cancelled.
    private Map<VisitKey, Long> all() throws SQLException {
        if (confirmed.isPresent()) {
            return confirmed.get();
        }
        Map<VisitKey, Long> all = new HashMap<>();
        PreparedStatement select = prepared.statement("""
                SELECT COALESCE(resident_pass.leader, claimed.pass) AS whose, session.id, MAX(claimed.at)
                FROM visit_claimed claimed
                JOIN session ON session.name = claimed.session
                LEFT JOIN resident_pass ON resident_pass.pass = claimed.pass
                WHERE session.cancelled = 0
                  AND %s
                  AND NOT EXISTS (
                    SELECT 1
                    FROM pass
                    JOIN lost_pass ON lost_pass.name = pass.name
                    WHERE pass.id = claimed.pass AND (lost_pass.at <= claimed.at OR claimed.at < 0)
                  )
                GROUP BY whose, session.id
                """.formatted(CONFIRMED));
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.put(new VisitKey(row.getLong(1), row.getLong(2)), row.getLong(3));
            }
        }
        confirmed = Optional.of(all);
        return all;
    }
}
