package org.doorstep.system.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;

/// How much to measure, where to keep what that takes, the clock and the secrets of it, and the
/// seed that makes everything else the same again.
record Extent(Path folder, long seed, InstantSource clock, SecureRandom secrets, Progress progress, Counts counts) {

    /// Every count is bounded, so that a bench ends: the full one within about forty minutes on
    /// two cores.
    ///
    /// `commits` of one way in one round; `paceSeconds` at each pace of events; `slowTaps` on a
    /// slow disk; `qrFramesEach` of each way in which a code is hard to read; `bookings` that are there
    /// before anybody asks for a further one, and `claims` asked for in one round.
    record Counts(
            int rounds,
            int taps,
            int throughputEvents,
            int backlogEvents,
            int starts,
            int commits,
            int acceptedEvents,
            int paceSeconds,
            int manyEvents,
            int slowTaps,
            int qrFramesEach,
            int bookings,
            int claims) {

        /// Enough for a p99 that is not the one worst tap, and for medians of rounds.
        static final Counts FULL =
                new Counts(5, 300, 20_000, 100_000, 5, 2_000, 20_000, 60, 1_000_000, 100, 40, 265_000, 8_000);

        /// The same measurements in small: shows that they run, not what a machine can do.
        static final Counts QUICK = new Counts(3, 40, 3_000, 5_000, 1, 200, 2_000, 4, 40_000, 10, 5, 10_000, 1_600);
    }

    /// Chance for one part of the bench, the same whichever parts run before it.
    Random random(String part) {
        return new Random(seed * 31 + part.hashCode());
    }

    LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
