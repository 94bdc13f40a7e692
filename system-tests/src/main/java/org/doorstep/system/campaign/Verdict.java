package org.doorstep.system.campaign;

import java.util.ArrayList;
import java.util.List;

/// What the books say beside the truth.
///
/// `findings` says each loss, double or silent misplacement in a sentence. `unsure` are those that the hub itself marks
/// as not surely placed: shown to a person, so not silent.
record Verdict(
        long told,
        long events,
        long lost,
        long doubled,
        long misplaced,
        long unsure,
        long setAside,
        long notCounted,
        List<String> findings) {
    static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    /// Beyond this the first say enough.
    private static final int MOST_FINDINGS = 12;

    Verdict {
        findings = List.copyOf(findings.subList(0, Math.min(MOST_FINDINGS, findings.size())));
    }

    boolean good() {
        return lost == 0 && doubled == 0 && misplaced == 0 && notCounted == 0;
    }

    Verdict plus(Verdict other) {
        List<String> both = new ArrayList<>(findings);
        both.addAll(other.findings);
        return new Verdict(
                told + other.told,
                events + other.events,
                lost + other.lost,
                doubled + other.doubled,
                misplaced + other.misplaced,
                unsure + other.unsure,
                setAside + other.setAside,
                notCounted + other.notCounted,
                both);
    }
}
