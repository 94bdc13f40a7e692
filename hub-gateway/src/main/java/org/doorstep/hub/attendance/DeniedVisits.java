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

/// What residents said of their visits at the kiosks, and a person's decision about it: who said "I wasn't there" by
/// mistake, or had somebody else say it with their card, is counted again. Safe for all threads.
public final class DeniedVisits {
    /// The page is for looking at what is new; older ones stand as they are.
    static final int MOST_LISTED = 100;

    private final Database database;
    private final Attendance attendance;
    private final InstantSource clock;
    private final Runnable changed;

    /// One that a resident denied. `overruledBy` is empty while their word stands.
    record Denied(
            EventId event,
            String symbol,
            SessionId session,
            String title,
            LocalDate day,
            Instant said,
            Optional<String> overruledBy) {}

    /// `changed` is run after each commit.
    public DeniedVisits(Database database, Attendance attendance, InstantSource clock, Runnable changed) {
        this.database = database;
        this.attendance = attendance;
        this.clock = clock;
        this.changed = changed;
    }

    /// The latest first.
    List<Denied> list() {
        return database.read(handle -> handle.createQuery("""
                        SELECT d.event, p.symbol, s.name, a.title, s.day, d.at, o.by_name
                        FROM visit_denied d
                        JOIN pass p ON p.id = d.pass
                        JOIN session s ON s.name = d.session
                        JOIN activity a ON a.id = s.activity
                        LEFT JOIN denial_overruled o ON o.event = d.event
                        ORDER BY d.at DESC, d.event
                        LIMIT :most
                        """)
                .bind("most", MOST_LISTED)
                .map((row, context) -> new Denied(
                        EventId.parse(row.getString("event")),
                        row.getString("symbol"),
                        SessionId.parse(row.getString("name")),
                        row.getString("title"),
                        LocalDate.parse(row.getString("day")),
                        Instant.ofEpochMilli(row.getLong("at")),
                        Optional.ofNullable(row.getString("by_name"))))
                .list());
    }

    /// Counts the visit again, from now on and after a rebuild. False, and nothing done, if no such word stands.
    public boolean overrule(EventId denial, String byName) {
        boolean done = database.write(handle -> {
            if (!stands(handle, denial)) {
                return false;
            }
            handle.createUpdate("INSERT INTO denial_overruled (event, at, by_name) VALUES (:event, :now, :by)")
                    .bind("event", denial.toString())
                    .bind("now", clock.millis())
                    .bind("by", byName)
                    .execute();
            attendance.decidedOn(handle, denial);
            return true;
        });
        if (done) {
            changed.run();
        }
        return done;
    }

    /// Lets the resident's word stand again. False, and nothing done, if nobody had overruled it.
    public boolean letStand(EventId denial) {
        boolean done = database.write(handle -> {
            if (handle.execute("DELETE FROM denial_overruled WHERE event = ?", denial.toString()) == 0) {
                return false;
            }
            attendance.decidedOn(handle, denial);
            return true;
        });
        if (done) {
            changed.run();
        }
        return done;
    }

    private static boolean stands(Handle handle, EventId denial) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM visit_denied WHERE event = :event)
                           AND NOT EXISTS (SELECT 1 FROM denial_overruled WHERE event = :event)
                        """)
                .bind("event", denial.toString())
                .mapTo(Boolean.class)
                .one();
    }
}
