package org.doorstep.system.neighbourhood;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.outbox.OutboxFile;

/// How those felt who came to one kiosk, of one day at a time: about half of them touch a face, and half of these a
/// word. Let go as a kiosk lets answers go, of each session together and never fewer than eight; what is fewer stays
/// unsaid here. The same neighbourhood always feels the same. For one thread.
final class Feelings {
    /// Most people who come to such a place like it there; one in five would not say so.
    private static final int[] FACES = {1, 2, 3, 3, 3, 3, 4, 4, 4, 4};

    private static final int ANSWER_PERCENT = 55;

    private final Map<SessionId, List<MoodAnswered>> today = new HashMap<>();
    private final Map<SessionId, Random> moods = new HashMap<>();

    void came(SessionId session) {
        Random mood =
                moods.computeIfAbsent(session, of -> new Random(of.toString().hashCode()));
        if (mood.nextInt(100) < ANSWER_PERCENT) {
            MoodAnswered answer = MoodAnswered.of(session, FACES[mood.nextInt(FACES.length)]);
            today.computeIfAbsent(session, _ -> new ArrayList<>())
                    .add(mood.nextBoolean() ? because(answer, mood) : answer);
        }
    }

    /// Nobody is too crowded and very happy.
    private static MoodAnswered because(MoodAnswered answer, Random mood) {
        int word = answer.face() > 2 ? mood.nextInt(3) : 3 + mood.nextInt(2);
        return answer.because(Schedule.Reason.USUAL.get(word).id());
    }

    /// The day is over.
    void letGo(OutboxFile.Opened file) {
        file.database().write(transaction -> {
            today.forEach((session, answers) -> {
                if (answers.size() >= AnonymousEnvelope.LEAST_BATCH) {
                    file.outbox().release(transaction, session.date(), answers);
                }
            });
            return null;
        });
        today.clear();
        moods.clear();
    }
}
