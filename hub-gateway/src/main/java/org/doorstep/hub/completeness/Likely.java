package org.doorstep.hub.completeness;

import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.List;

/// How many a figure likely comes to once everything is here: from `from` to `to`, both included.
/// `sessions` is how many earlier ones that rests on; 0 where history does not suffice, and then nothing is
/// said.
///
/// The estimator: take the last earlier sessions that are alike ([#MOST_SESSIONS] at most,
/// [#LEAST_SESSIONS] at least) and count in each the visits that would be unknown if the same kiosks had
/// been silent for the same part of it. The least and the most of these n counts are the range. If the
/// sessions are exchangeable with this one, the next count lies between them with a probability of at least
/// (n - 1)/(n + 1), whatever the distribution: of n + 1 equally likely ranks, only the lowest and the
/// highest are outside (the prediction interval from order statistics; Hahn and Meeker, Statistical
/// Intervals, chapter 5). With 12 sessions that is 11 of 13, with 6 it is 5 of 7. It knows nothing of
/// weather or school holidays; it is no promise, and a page says "likely".
public record Likely(int from, int to, int sessions) {
    /// Five of seven: with fewer, "likely" would be too much said.
    public static final int LEAST_SESSIONS = 6;

    /// A quarter of weekly sessions. More would reach back to another season, and widen the range with
    /// every outlier.
    public static final int MOST_SESSIONS = 12;

    public static final Likely NOT_SAID = new Likely(0, 0, 0);

    public Likely {
        if (from < 0 || to < from || sessions < 0) {
            throw new IllegalArgumentException("A likely range goes upwards.");
        }
    }

    public boolean said() {
        return sessions > 0;
    }

    /// `recorded` is the figure so far, of which `late` came from the silent time already. `missing`: for
    /// each earlier session that is alike, what the same silence would have hidden.
    public static Likely of(int recorded, int late, List<Integer> missing) {
        return of(recorded, late, missing, recorded);
    }

    /// The same of a figure that what is missing can also make less.
    public static Likely ofWhatMayFall(int recorded, int late, List<Integer> missing) {
        return of(recorded, late, missing, 0);
    }

    private static Likely of(int recorded, int late, List<Integer> missing, int least) {
        if (missing.size() < LEAST_SESSIONS) {
            return NOT_SAID;
        }
        IntSummaryStatistics counts =
                missing.stream().mapToInt(Integer::intValue).summaryStatistics();
        int sure = recorded - late;
        return new Likely(
                Math.max(least, sure + counts.getMin()), Math.max(least, sure + counts.getMax()), missing.size());
    }

    /// The range of a sum: the sum of the ranges, which is wider than it need be. Nothing is said if one
    /// says nothing.
    public static Likely sum(int recorded, Collection<Part> parts) {
        if (parts.isEmpty() || parts.stream().anyMatch(part -> !part.likely.said())) {
            return NOT_SAID;
        }
        int from = recorded;
        int to = recorded;
        int sessions = MOST_SESSIONS;
        for (Part part : parts) {
            from += part.likely.from - part.recorded;
            to += part.likely.to - part.recorded;
            sessions = Math.min(sessions, part.likely.sessions);
        }
        return new Likely(Math.max(0, from), Math.max(0, to), sessions);
    }

    /// One of the figures that make up a sum: what is recorded of it, and what it likely comes to.
    public record Part(int recorded, Likely likely) {}
}
