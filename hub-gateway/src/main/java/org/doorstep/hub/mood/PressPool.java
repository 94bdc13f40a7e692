package org.doorstep.hub.mood;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.mood.Tally;

/// Presses of one week that are not written yet, those that are meant and those that are set aside each by themselves.
/// Never a list, and never fewer than [AnonymousEnvelope#LEAST_BATCH] out of it together. One owner's.
final class PressPool {
    private static final int LOT = AnonymousEnvelope.LEAST_BATCH;

    /// As in a kiosk: with so many, eight by chance are written and as many stay.
    static final int MOST_IN_MEMORY = 2 * LOT;

    /// Of one week, between two looks. Somebody who plays has pressed less often.
    static final int MOST = 2_000;

    private final Map<Boolean, Tally> presses = new HashMap<>(Map.of(false, new Tally(), true, new Tally()));

    /// So many of a week, to be written in one transaction.
    record Lot(LocalDate week, boolean aside, Map<Integer, Integer> faces) {}

    void add(int face, boolean aside) {
        Tally tally = presses.get(aside);
        if (tally.size() < MOST) {
            tally.add(MoodAnswered.awayFromSessions(face), 1);
        }
    }

    void putBack(Lot lot) {
        lot.faces.forEach((face, times) -> presses.get(lot.aside).add(MoodAnswered.awayFromSessions(face), times));
    }

    /// Lots of eight while there are twice as many.
    List<Lot> full(LocalDate week, RandomGenerator random) {
        return draw(week, MOST_IN_MEMORY, LOT, random);
    }

    /// All that may stand together.
    List<Lot> rest(LocalDate week, RandomGenerator random) {
        return draw(week, LOT, Integer.MAX_VALUE, random);
    }

    private List<Lot> draw(LocalDate week, int from, int size, RandomGenerator random) {
        List<Lot> lots = new ArrayList<>();
        presses.forEach((aside, tally) -> {
            while (tally.size() >= from) {
                Map<Integer, Integer> faces = new HashMap<>();
                tally.draw(Math.min(size, tally.size()), random)
                        .forEach(answer -> faces.merge(answer.face(), 1, Integer::sum));
                lots.add(new Lot(week, aside, faces));
            }
        });
        return lots;
    }
}
