package org.doorstep.hub.attendance;

import java.time.InstantSource;
import java.util.Optional;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// A person's decision about a tap or a guest whose time is not sure: it counts for this session from now on,
/// whatever is learnt later, and after a rebuild too. Safe for all threads.
public final class HandPlacing {
    private final Database database;
    private final Attendance attendance;
    private final InstantSource clock;
    private final Runnable changed;

    /// `changed` is run after each commit.
    public HandPlacing(Database database, Attendance attendance, InstantSource clock, Runnable changed) {
        this.database = database;
        this.attendance = attendance;
        this.clock = clock;
        this.changed = changed;
    }

    /// False, and nothing done, if its time is sure by now, or there is no such session.
    public boolean place(EventId event, SessionId session, String byName) {
        boolean placed = database.write(handle -> {
            if (!isUnsure(handle, event) || !exists(handle, session)) {
                return false;
            }
            handle.createUpdate("""
                            INSERT INTO placed_by_hand (event, session, at, by_name)
                            VALUES (:event, :session, :now, :by)
                            ON CONFLICT (event) DO UPDATE
                            SET session = excluded.session, at = excluded.at, by_name = excluded.by_name
                            """)
                    .bind("event", event.toString())
                    .bind("session", session.toString())
                    .bind("now", clock.millis())
                    .bind("by", byName)
                    .execute();
            attendance.placedByHand(handle, event);
            return true;
        });
        if (placed) {
            changed.run();
        }
        return placed;
    }

    /// Takes a person's decision back: the session follows from the time again, and where that is not sure it is asked
    /// anew. What it had been placed in; empty, and nothing done, if nobody had placed it.
    public Optional<SessionId> takeBack(EventId event) {
        Optional<SessionId> was = database.write(handle -> {
            Optional<SessionId> placed = handle.createQuery("SELECT session FROM placed_by_hand WHERE event = :event")
                    .bind("event", event.toString())
                    .map((row, context) -> SessionId.parse(row.getString("session")))
                    .findOne();
            if (placed.isPresent()) {
                handle.execute("DELETE FROM placed_by_hand WHERE event = ?", event.toString());
                attendance.placedByHand(handle, event);
            }
            return placed;
        });
        if (was.isPresent()) {
            changed.run();
        }
        return was;
    }

    private static boolean isUnsure(Handle handle, EventId event) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM tap WHERE event = :event AND unsure = 1)
                            OR EXISTS (SELECT 1 FROM guest WHERE event = :event AND unsure = 1)
                        """)
                .bind("event", event.toString())
                .mapTo(Boolean.class)
                .one();
    }

    /// Any day has its drop-in.
    private static boolean exists(Handle handle, SessionId session) {
        return session.isDropIn()
                || handle.createQuery("SELECT EXISTS (SELECT 1 FROM session WHERE name = :name AND cancelled = 0)")
                        .bind("name", session.toString())
                        .mapTo(Boolean.class)
                        .one();
    }
}
