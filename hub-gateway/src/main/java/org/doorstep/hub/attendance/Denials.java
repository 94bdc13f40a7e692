package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;

/// What residents said they were not at. It takes effect by itself; where a person decided that it does count, that
/// stands, also after a rebuild. Denied taps are placed like any other, so that it does not matter whether the word or
/// the tap came first; they only make no visit. For the writer's thread only.
final class Denials {
    private final Prepared prepared;

    /// Few, ever: whole in memory from the first time it is asked.
    private Optional<Map<VisitKey, Long>> until = Optional.empty();

    Denials(Prepared prepared) {
        this.prepared = prepared;
    }

    /// Once its session is there, and its pass is settled among the resident's.
    void keep(Envelope said, long pass, SessionId session) throws SQLException {
        PreparedStatement insert =
                prepared.statement("INSERT INTO visit_denied (event, pass, session, at, until) VALUES (?, ?, ?, ?, ?)");
        insert.setString(1, said.id().toString());
        insert.setLong(2, pass);
        insert.setString(3, session.toString());
        insert.setLong(4, said.time().toEpochMilli());
        insert.setLong(5, until(said));
        insert.executeUpdate();
        if (until.isPresent()) {
            // All of them are not read again for each that comes: a kiosk may say it without end.
            read("denied.event = ?", said.id().toString())
                    .forEach((visit, last) -> until.get().merge(visit, last, Math::max));
        }
    }

    /// Whether that tap does not count.
    boolean denies(TapBook.Tap tap) throws SQLException {
        Long last = all().get(tap.visit());
        return last != null && tap.at() <= last;
    }

    /// Up to when what was tapped there does not count; empty if nothing was said against it.
    Optional<Long> until(VisitKey visit) throws SQLException {
        return Optional.ofNullable(all().get(visit));
    }

    /// Whether anything was said of that visit.
    boolean speaksOf(VisitKey visit) throws SQLException {
        return all().containsKey(visit);
    }

    /// The visit that it was said of, as far as there is such a session.
    List<VisitKey> visitOf(String event) throws SQLException {
        PreparedStatement select = prepared.statement("""
                SELECT COALESCE(resident_pass.leader, denied.pass), session.id
                FROM visit_denied denied
                JOIN session ON session.name = denied.session
                LEFT JOIN resident_pass ON resident_pass.pass = denied.pass
                WHERE denied.event = ?
                """);
        select.setString(1, event);
        List<VisitKey> keys = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(new VisitKey(row.getLong(1), row.getLong(2)));
            }
        }
        return keys;
    }

    void forget() {
        until = Optional.empty();
    }

    /// What is tapped later counts again. A device that does not know the time says it of all there is.
    private static long until(Envelope said) {
        Moment moment = said.moment();
        return moment.clock() == Moment.Clock.UNKNOWN || moment.boundMs() == Moment.UNBOUNDED
                ? Long.MAX_VALUE
                : said.time().toEpochMilli() + moment.boundMs();
    }

    private Map<VisitKey, Long> all() throws SQLException {
        if (until.isEmpty()) {
            until = Optional.of(read("? = ''", ""));
        }
        return until.get();
    }

    /// Without what was said with a pass that had been stopped by then: who found it does not speak for
    /// who lost it. Where the device did not know the time, any stopping is believed to be earlier.
    private Map<VisitKey, Long> read(String which, String bound) throws SQLException {
        Map<VisitKey, Long> all = new HashMap<>();
        PreparedStatement select = prepared.statement("""
                SELECT COALESCE(resident_pass.leader, denied.pass) AS whose, session.id, MAX(denied.until)
                FROM visit_denied denied
                JOIN session ON session.name = denied.session
                LEFT JOIN resident_pass ON resident_pass.pass = denied.pass
                WHERE NOT EXISTS (SELECT 1 FROM denial_overruled o WHERE o.event = denied.event)
                  AND NOT EXISTS (
                    SELECT 1
                    FROM pass
                    JOIN lost_pass ON lost_pass.name = pass.name
                    WHERE pass.id = denied.pass
                      AND (lost_pass.at <= denied.at OR denied.until = 9223372036854775807)
                  )
                  AND %s
                GROUP BY whose, session.id
                """.formatted(which));
        select.setString(1, bound);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.put(new VisitKey(row.getLong(1), row.getLong(2)), row.getLong(3));
            }
        }
        return all;
    }
}
