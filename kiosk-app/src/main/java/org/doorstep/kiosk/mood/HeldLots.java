package org.doorstep.kiosk.mood;

import java.util.List;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.mood.Tally;
import org.jdbi.v3.core.Handle;

/// The lots that wait on the disk. Every call runs in the transaction that it is given.
final class HeldLots {
    private final RandomGenerator random;

    private record Counted(MoodAnswered answer, int times) {}

    HeldLots(RandomGenerator random) {
        this.random = random;
    }

    void add(Handle transaction, Pile pile, List<MoodAnswered> lot) {
        if (lot.size() < AnonymousEnvelope.LEAST_BATCH) {
            throw new IllegalArgumentException("Fewer answers than a lot are never written.");
        }
        long number = random.nextLong();
        Tally.of(lot).counts().forEach((answer, times) -> transaction
                .createUpdate("""
                        INSERT INTO held_lot (lot, pile, face, reason, answers)
                        VALUES (:lot, :pile, :face, :reason, :answers)
                        """)
                .bind("lot", number)
                .bind("pile", pile.name())
                .bind("face", answer.face())
                .bind("reason", answer.why().map(ReasonId::value).orElse(""))
                .bind("answers", times)
                .execute());
    }

    List<Pile> piles(Handle handle) {
        return handle.createQuery("SELECT DISTINCT pile FROM held_lot ORDER BY pile")
                .map((row, context) -> Pile.parse(row.getString("pile")))
                .list();
    }

    List<MoodAnswered> of(Handle handle, Pile pile) {
        Tally tally = new Tally();
        handle.createQuery("""
                        SELECT face, reason, sum(answers) AS answers
                        FROM held_lot
                        WHERE pile = :pile
                        GROUP BY face, reason
                        """)
                .bind("pile", pile.name())
                .map((row, context) ->
                        new Counted(answer(pile, row.getInt("face"), row.getString("reason")), row.getInt("answers")))
                .forEach(counted -> tally.add(counted.answer(), counted.times()));
        return tally.all();
    }

    void remove(Handle transaction, Pile pile) {
        transaction
                .createUpdate("DELETE FROM held_lot WHERE pile = :pile")
                .bind("pile", pile.name())
                .execute();
    }

    private static MoodAnswered answer(Pile pile, int face, String reason) {
        MoodAnswered answer = pile.answer(face);
        return reason.isEmpty() ? answer : answer.because(new ReasonId(reason));
    }
}
