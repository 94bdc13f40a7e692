package org.doorstep.hub.mood;

import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.jdbi.v3.core.Handle;

/// How often a word was touched beside a face, in sessions and away from them, over these days. Of one that was touched
/// fewer than [AnonymousEnvelope#LEAST_BATCH] times there is none.
record MoodReasonCount(String reason, long times) {

    static List<MoodReasonCount> between(Handle handle, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT reason, sum(answers) AS times
                        FROM mood_count
                        WHERE reason <> '' AND date BETWEEN :from AND :to
                        GROUP BY reason
                        HAVING sum(answers) >= :least
                        ORDER BY times DESC, reason
                        """)
                .bind("from", from.toString())
                .bind("to", to.toString())
                .bind("least", AnonymousEnvelope.LEAST_BATCH)
                .map((row, context) -> new MoodReasonCount(row.getString("reason"), row.getLong("times")))
                .list();
    }
}
