package org.doorstep.hub.ingest;

import org.jdbi.v3.core.Handle;

/// Events of which something (a card, somebody's words) was sealed to a key that this hub has not or
/// has destroyed: whatever can be opened is opened when it comes, so the rest is here as it came.
public final class Unopened {
    private Unopened() {}

    public static long count(Handle handle) {
        return handle.createQuery("""
                        SELECT count(*)
                        FROM inbox_event
                        WHERE boxed = 0
                          AND state IN ('projected', 'unprojected')
                          AND instr(text, CAST('"sealed"' AS BLOB)) > 0
                        """).mapTo(Long.class).one();
    }
}
