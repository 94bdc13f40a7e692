package org.doorstep.hub.mood;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.jdbi.v3.core.Handle;

/// What was answered in a week beside sessions: at kiosks, on boxes of buttons, and what was set aside of both. Of
/// fewer than [AnonymousEnvelope#LEAST_BATCH] there is none.
record MoodWeek(LocalDate monday, Optional<MoodOfSession> away, Optional<MoodOfSession> pressed, long aside) {

    static MoodWeek of(Handle handle, LocalDate monday) {
        return new MoodWeek(
                monday,
                MoodOfSession.ofWeek(handle, monday),
                MoodOfSession.enough(faces(handle, """
                        SELECT face, presses AS many
                        FROM mood_press
                        WHERE week = :week AND aside = 0
                        """, monday)),
                shown(faces(handle, """
                                SELECT face, sum(touches) AS many
                                FROM (SELECT week, face, touches FROM mood_aside
                                      UNION ALL
                                      SELECT week, face, presses FROM mood_press WHERE aside = 1)
                                WHERE week = :week
                                GROUP BY face
                                """, monday)));
    }

    private static List<Long> faces(Handle handle, String query, LocalDate monday) {
        List<Long> faces = new ArrayList<>(Collections.nCopies(MoodAnswered.FACES, 0L));
        handle.createQuery(query)
                .bind("week", monday.toString())
                .map((row, context) -> faces.set(row.getInt("face") - 1, row.getLong("many")))
                .list();
        return faces;
    }

    private static long shown(List<Long> faces) {
        long sum = faces.stream().mapToLong(Long::longValue).sum();
        return sum < AnonymousEnvelope.LEAST_BATCH ? 0 : sum;
    }
}
