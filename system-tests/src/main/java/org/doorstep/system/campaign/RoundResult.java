package org.doorstep.system.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.doorstep.system.trial.TrialHouse;

/// What came of one round: a line of the results file. Kinds are named by their keys.
record RoundResult(
        Instant began,
        long seed,
        int round,
        TrialHouse.Broker broker,
        String machine,
        long seconds,
        Map<String, Tally.Count> faults,
        int endedThemselves,
        Verdict verdict,
        List<String> trouble) {

    /// Nothing lost, doubled or silently misplaced, and every program came back.
    boolean good() {
        return verdict.good() && trouble.isEmpty();
    }

    int struck() {
        return faults.values().stream().mapToInt(Tally.Count::struck).sum();
    }
}
