package org.doorstep.hub.mood;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.SessionId;
import org.jdbi.v3.core.Handle;

/// How often each face was touched, the saddest first: of a session, or of a week's answers without one. There is none
/// of fewer than [AnonymousEnvelope#LEAST_BATCH] answers, for any role: who asks here cannot forget to look.
public record MoodOfSession(List<Long> faces) {
    public MoodOfSession {
        faces = List.copyOf(faces);
        if (faces.size() != MoodAnswered.FACES || sum(faces) < AnonymousEnvelope.LEAST_BATCH) {
            throw new IllegalArgumentException("A mood has four counts, of eight answers or more together.");
        }
    }

    /// Empty if nobody answered, or too few.
    public static Optional<MoodOfSession> of(Handle handle, SessionId session) {
        return of(handle, session.toString(), session.date());
    }

    public static Optional<MoodOfSession> ofWeek(Handle handle, LocalDate day) {
        return of(handle, "", AnonymousEnvelope.weekOf(day));
    }

    public long answers() {
        return sum(faces);
    }

    private static Optional<MoodOfSession> of(Handle handle, String session, LocalDate date) {
        List<Long> faces = new ArrayList<>(Collections.nCopies(MoodAnswered.FACES, 0L));
        handle.createQuery("""
                        SELECT face, sum(answers) AS answers
                        FROM mood_count
                        WHERE session = :session AND date = :date
                        GROUP BY face
                        """)
                .bind("session", session)
                .bind("date", date.toString())
                .map((row, context) -> faces.set(row.getInt("face") - 1, row.getLong("answers")))
                .list();
        return enough(faces);
    }

    /// Of those counts, if they are enough.
    static Optional<MoodOfSession> enough(List<Long> faces) {
        return sum(faces) < AnonymousEnvelope.LEAST_BATCH ? Optional.empty() : Optional.of(new MoodOfSession(faces));
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
