package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What residents said at the kiosks that they were at, though no tap says so, and a person's decision
/// about it. Only what is confirmed counts. Safe for all threads.
public final class ClaimedVisits {
    /// What waits comes first; a page of more is not read to its end.
    static final int MOST_LISTED = 100;

    /// A sentence or two.
    static final int MOST_REASON_CHARACTERS = 200;

    private final Database database;
    private final Attendance attendance;
    private final InstantSource clock;
    private final Runnable changed;

    /// One that a resident claimed. `said` is empty where the kiosk did not know the time, `decision`
    /// while nobody has decided.
    record Claimed(
            EventId event,
            String symbol,
            SessionId session,
            String title,
            LocalDate day,
            Optional<Instant> said,
            Optional<Decision> decision) {}

    /// `byName` and `reason` are empty once they are too old to ask.
    record Decision(boolean counts, String byName, String reason) {}

    /// `changed` is run after each commit.
    public ClaimedVisits(Database database, Attendance attendance, InstantSource clock, Runnable changed) {
        this.database = database;
        this.attendance = attendance;
        this.clock = clock;
        this.changed = changed;
    }

    /// Their holder has said since that they were not there, and nobody has overruled that. It goes
    /// before what anybody decided about the claim, and stands further down on the same page.
    private static final String NOT_DENIED_SINCE = """
            NOT EXISTS (
              SELECT 1
              FROM visit_denied n
              LEFT JOIN resident_pass nr ON nr.pass = n.pass
              LEFT JOIN resident_pass cr ON cr.pass = c.pass
              WHERE n.session = c.session
                AND COALESCE(nr.leader, n.pass) = COALESCE(cr.leader, c.pass)
                AND n.until >= c.at
                AND NOT EXISTS (
                  SELECT 1
                  FROM pass np
                  JOIN lost_pass nl ON nl.name = np.name
                  WHERE np.id = n.pass AND (nl.at <= n.at OR n.until = 9223372036854775807))
                AND NOT EXISTS (SELECT 1 FROM denial_overruled o WHERE o.event = n.event))
            """;

    /// What waits, the newest first, and then what was decided. Not what a tap has said since, nor
    /// what its holder has taken back since, nor what was said with a pass that was stopped, nor what is
    /// nobody's any more.
    List<Claimed> list() {
        return database.read(handle -> handle.createQuery("""
                        SELECT c.event, p.symbol, s.name, a.title, s.day, c.at, d.counts, d.by_name, d.reason
                        FROM visit_claimed c
                        JOIN pass p ON p.id = c.pass
                        JOIN session s ON s.name = c.session
                        JOIN activity a ON a.id = s.activity
                        LEFT JOIN resident_pass r ON r.pass = c.pass
                        LEFT JOIN claim_decided d ON d.event = c.event
                        WHERE NOT EXISTS (SELECT 1 FROM keeper WHERE keeper.surrogate = p.name)
                          AND %s
                          AND (d.event IS NOT NULL
                            OR (NOT EXISTS (
                                  SELECT 1 FROM visit v WHERE v.session = s.id AND v.pass = COALESCE(r.leader, c.pass))
                                AND NOT EXISTS (
                                  SELECT 1 FROM lost_pass l WHERE l.name = p.name AND (l.at <= c.at OR c.at < 0))))
                        ORDER BY d.event IS NOT NULL, c.at DESC, c.event
                        LIMIT :most
                        """.formatted(NOT_DENIED_SINCE))
                .bind("most", MOST_LISTED)
                .map((row, context) -> new Claimed(
                        EventId.parse(row.getString("event")),
                        row.getString("symbol"),
                        SessionId.parse(row.getString("name")),
                        row.getString("title"),
                        LocalDate.parse(row.getString("day")),
                        Optional.of(row.getLong("at")).filter(at -> at > 0).map(Instant::ofEpochMilli),
                        row.getString("by_name") == null
                                ? Optional.empty()
                                : Optional.of(new Decision(
                                        row.getBoolean("counts"), row.getString("by_name"), row.getString("reason")))))
                .list());
    }

    /// From now on it counts, or does not, also after a rebuild. False, and nothing done, if there is
    /// no such word, its holder has taken it back, or somebody has decided about it before.
    public boolean decide(EventId claim, boolean counts, String byName, String reason) {
        return changing(handle -> {
            int written = handle.createUpdate("""
                            INSERT INTO claim_decided (event, counts, at, by_name, reason)
                            SELECT c.event, :counts, :now, :by, :reason
                            FROM visit_claimed c
                            WHERE c.event = :event AND %s
                            ON CONFLICT (event) DO NOTHING
                            """.formatted(NOT_DENIED_SINCE))
                    .bind("event", claim.toString())
                    .bind("counts", counts ? 1 : 0)
                    .bind("now", clock.millis())
                    .bind("by", byName)
                    .bind("reason", reason)
                    .execute();
            return counted(handle, claim, written);
        });
    }

    /// Lets it wait again. False, and nothing done, if nobody had decided.
    public boolean takeBack(EventId claim) {
        return changing(handle ->
                counted(handle, claim, handle.execute("DELETE FROM claim_decided WHERE event = ?", claim.toString())));
    }

    private boolean counted(Handle handle, EventId claim, int written) {
        if (written > 0) {
            attendance.decidedOnClaim(handle, claim);
        }
        return written > 0;
    }

    private interface Deciding {
        boolean in(Handle handle);
    }

    private boolean changing(Deciding deciding) {
        boolean done = database.write(deciding::in);
        if (done) {
            changed.run();
        }
        return done;
    }
}
