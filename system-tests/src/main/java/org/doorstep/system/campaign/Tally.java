package org.doorstep.system.campaign;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// How often each kind struck, and how long it took until everything from before had arrived. Safe for all threads.
final class Tally {
    private static final double TENTHS = 10;

    /// Of one kind: `recoveries` counts by tenths of a second, so that rounds add up exactly.
    record Count(int struck, TreeMap<Integer, Integer> recoveries) {
        static Count none() {
            return new Count(0, new TreeMap<>());
        }

        Count plus(Count other) {
            TreeMap<Integer, Integer> both = new TreeMap<>(recoveries);
            other.recoveries.forEach((tenths, times) -> both.merge(tenths, times, Integer::sum));
            return new Count(struck + other.struck, both);
        }

        boolean anyRecovered() {
            return !recoveries.isEmpty();
        }

        double medianSeconds() {
            int half = (recovered() + 1) / 2;
            for (Map.Entry<Integer, Integer> entry : recoveries.entrySet()) {
                half -= entry.getValue();
                if (half <= 0) {
                    return entry.getKey() / TENTHS;
                }
            }
            throw new IllegalStateException("Nothing has recovered.");
        }

        double longestSeconds() {
            return recoveries.lastKey() / TENTHS;
        }

        private int recovered() {
            return recoveries.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);

    synchronized void struck(Kind kind) {
        counts.merge(kind, new Count(1, new TreeMap<>()), Count::plus);
    }

    synchronized void recovered(Kind kind, double seconds) {
        TreeMap<Integer, Integer> one = new TreeMap<>();
        one.put((int) Math.round(seconds * TENTHS), 1);
        counts.merge(kind, new Count(0, one), Count::plus);
    }

    synchronized Map<Kind, Count> counts() {
        return new EnumMap<>(counts);
    }

    synchronized int all() {
        return counts.values().stream().mapToInt(Count::struck).sum();
    }
}
