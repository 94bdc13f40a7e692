package org.doorstep.hub.privacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// When each resident was here last, by the newest of everything that dates them.
///
/// A tap whose kiosk did not know the time counts from when it came here, since its own time can be
/// decades out. A pass of which nothing is dated for sure is left alone: nobody is erased by a clock
/// that knew nothing.
final class LastSeen {
    /// When this was written: a time before it is that of a clock that knew nothing.
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private LastSeen() {}

    /// The pass rows of each resident of whom everything that is dated is before `limit`.
    static List<List<Long>> before(Handle handle, Erases erases, Instant limit) {
        Map<Long, Long> seen = perPass(handle);
        List<List<Long>> due = new ArrayList<>();
        for (List<Long> passes : erases.residents(handle).values()) {
            List<Long> dated = passes.stream().filter(seen::containsKey).toList();
            if (!dated.isEmpty() && dated.stream().allMatch(pass -> seen.get(pass) < limit.toEpochMilli())) {
                due.add(passes);
            }
        }
        return due;
    }

    /// Whether one of these passes was seen at or after `limit`.
    static boolean since(Handle handle, List<Long> passes, Instant limit) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM tap WHERE pass IN (<passes>) AND at >= :limit)
                            OR EXISTS (SELECT 1 FROM pass WHERE id IN (<passes>) AND issued_at >= :limit)
                        """)
                .bindList("passes", passes)
                .bind("limit", limit.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    private static Map<Long, Long> perPass(Handle handle) {
        record Seen(long pass, long at) {}
        Map<Long, Long> seen = new HashMap<>();
        handle.createQuery("""
                        SELECT pass, max(at) AS at
                        FROM (
                          SELECT id AS pass, issued_at AS at FROM pass WHERE issued_at >= :earliest
                          UNION ALL
                          SELECT pass, at FROM tap WHERE unsure = 0 AND at >= :earliest
                          UNION ALL
                          SELECT tap.pass, inbox_event.received_at
                          FROM tap
                          JOIN inbox_event ON inbox_event.id = unhex(replace(tap.event, '-', ''))
                          WHERE tap.unsure = 1
                          UNION ALL
                          SELECT visit.pass, visit.arrived_at
                          FROM visit
                          WHERE visit.unsure = 0 AND visit.arrived_at >= :earliest
                        )
                        GROUP BY pass
                        """)
                .bind("earliest", EARLIEST.toEpochMilli())
                .map((row, context) -> new Seen(row.getLong("pass"), row.getLong("at")))
                .forEach(one -> seen.put(one.pass, one.at));
        return seen;
    }
}
