package org.doorstep.system.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What the books say beside the truth.
///
/// `findings` says each loss, double or silent misplacement in a sentence. `unsure` are those that the hub itself marks
/// as not surely placed: shown to a person, so not silent; `causes` counts them by what was done to their clock.
/// `allowed` is what the design names as lost, by what it is. `area` counts the figures that were compared at the area,
/// and those that were otherwise. A round of before one of these was counted has none of it.
record Verdict(
        long told,
        long events,
        long lost,
        long doubled,
        long misplaced,
        long unsure,
        long setAside,
        long notCounted,
        List<String> findings,
        Map<String, Long> causes,
        Map<String, Long> allowed,
        Map<String, Long> area) {
    static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, 0, 0, 0, List.of(), Map.of(), Map.of(), Map.of());

    static final String ONLY_THE_HUB = "what only the hub knew since its copy";
    static final String FIGURES = "figures";
    static final String OTHERWISE = "otherwise";

    /// Of one kind; beyond this the first say enough.
    private static final int MOST_ALIKE = 6;

    Verdict {
        findings = fewOfEachKind(findings);
        causes = Map.copyOf(Objects.requireNonNullElse(causes, Map.of()));
        allowed = Map.copyOf(Objects.requireNonNullElse(allowed, Map.of()));
        area = Map.copyOf(Objects.requireNonNullElse(area, Map.of()));
    }

    /// So many figures of the area were compared, and this is what is otherwise there.
    static Verdict ofTheArea(long figures, List<String> otherwise) {
        Map<String, Long> area = Map.of(FIGURES, figures, OTHERWISE, (long) otherwise.size());
        return new Verdict(0, 0, 0, 0, 0, 0, 0, 0, otherwise, Map.of(), Map.of(), area);
    }

    boolean good() {
        return lost == 0
                && doubled == 0
                && misplaced == 0
                && notCounted == 0
                && causes.getOrDefault(BentTimes.NONE, 0L) == 0
                && area.getOrDefault(OTHERWISE, 0L) == 0;
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
                both,
                sum(causes, other.causes),
                sum(allowed, other.allowed),
                sum(area, other.area));
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> both = new TreeMap<>(one);
        other.forEach((what, count) -> both.merge(what, count, Long::sum));
        return both;
    }

    /// The kind is what stands before the colon.
    private static List<String> fewOfEachKind(List<String> findings) {
        Map<String, Integer> alike = new HashMap<>();
        return findings.stream()
                .filter(finding -> alike.merge(finding.split(":", 2)[0], 1, Integer::sum) <= MOST_ALIKE)
                .toList();
    }
}
