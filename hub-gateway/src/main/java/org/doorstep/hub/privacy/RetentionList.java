package org.doorstep.hub.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// When retention ran, and what it took away each time, as counts.
final class RetentionList {
    /// What went: whole rows, single values out of rows that stay, or residents with all that was theirs.
    enum What {
        ROWS,
        VALUES,
        RESIDENTS
    }

    /// One line: so many of that kind went out of that table.
    record Line(Instant at, String kind, What what, String held, long many) {}

    private RetentionList() {}

    static Optional<Instant> lastRan(Handle handle) {
        return handle.createQuery("SELECT ran_at FROM retention_run ORDER BY number DESC LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// How many residents were left for a person to decide about at the last run.
    static long waiting(Handle handle) {
        return handle.createQuery("SELECT waiting FROM retention_run ORDER BY number DESC LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// Writes down that a run begins; its number. Forgets the runs of before `forgotten`.
    static long begin(Handle handle, Instant now, Instant forgotten) {
        handle.createUpdate("DELETE FROM retention_run WHERE ran_at < :before")
                .bind("before", forgotten.toEpochMilli())
                .execute();
        return handle.createQuery("""
                        INSERT INTO retention_run (ran_at, waiting)
                        VALUES (:now, 0)
                        RETURNING number
                        """)
                .bind("now", now.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    static int waiting(Handle handle, long run, long residents) {
        return handle.createUpdate("UPDATE retention_run SET waiting = :waiting WHERE number = :run")
                .bind("waiting", residents)
                .bind("run", run)
                .execute();
    }

    static void add(Handle handle, long run, String kind, What what, String held, long many) {
        if (many == 0) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO retention_removed (run, kind, what, held, many)
                        VALUES (:run, :kind, :what, :held, :many)
                        ON CONFLICT (run, kind, held) DO UPDATE
                        SET many = many + excluded.many
                        """)
                .bind("run", run)
                .bind("kind", kind)
                .bind("what", what.name().toLowerCase(Locale.ROOT))
                .bind("held", held)
                .bind("many", many)
                .execute();
    }

    /// The newest first.
    static List<Line> newest(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT run.ran_at, removed.kind, removed.what, removed.held, removed.many
                        FROM retention_removed removed
                        JOIN retention_run run ON run.number = removed.run
                        ORDER BY run.number DESC, removed.kind, removed.held
                        LIMIT :most
                        """)
                .bind("most", most)
                .map((row, context) -> new Line(
                        Instant.ofEpochMilli(row.getLong("ran_at")),
                        row.getString("kind"),
                        What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                        row.getString("held"),
                        row.getLong("many")))
                .list();
    }
}
