package org.doorstep.system.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.system.trial.Part;

/// Who is killed when, the same for the same seed.
record KillSchedule(long seed, List<Kill> kills) {
    /// Long enough for a few taps between kills, some of them before a program is up again.
    private static final int LONGEST_PAUSE_MILLIS = 1_500;

    /// Longer than anything takes to notice, shorter than a test's patience.
    private static final int LONGEST_AWAY_MILLIS = 1_200;

    /// Kill `victim` after this pause, and start it again when it has been away so long.
    record Kill(Part victim, Duration pause, Duration away) {}

    /// Each victim in turn, in an order shuffled anew each turn.
    static KillSchedule of(long seed, int count, List<Part> victims) {
        Random random = new Random(seed);
        List<Kill> kills = new ArrayList<>();
        while (kills.size() < count) {
            List<Part> turn = new ArrayList<>(victims);
            Collections.shuffle(turn, random);
            for (Part victim : turn) {
                kills.add(new Kill(
                        victim,
                        Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)),
                        Duration.ofMillis(random.nextInt(LONGEST_AWAY_MILLIS))));
            }
        }
        return new KillSchedule(seed, List.copyOf(kills.subList(0, count)));
    }
}
