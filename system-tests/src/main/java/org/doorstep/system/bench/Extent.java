package org.doorstep.system.bench;

import java.nio.file.Path;
import java.util.Random;

/// How much to measure, where to keep what that takes, and the seed that makes it the same again.
///
/// Every count is bounded, so that a bench ends: the full one within about ten minutes on two cores.
record Extent(Path folder, long seed, int rounds, int taps, int throughputEvents, int backlogEvents, int starts) {

    /// Enough for a p99 that is not the one worst tap, and for medians of rounds.
    static Extent full(Path folder, long seed) {
        return new Extent(folder, seed, 5, 300, 20_000, 100_000, 5);
    }

    /// The same measurements in small: shows that they run, not what a machine can do.
    static Extent quick(Path folder, long seed) {
        return new Extent(folder, seed, 3, 40, 3_000, 5_000, 1);
    }

    /// Chance for one part of the bench, the same whichever parts run before it.
    Random random(String part) {
        return new Random(seed * 31 + part.hashCode());
    }
}
