package org.doorstep.relay.time;

/// How far CLOCK_BOOTTIME can run away from true time.
///
/// Kernel and crystal together: the kernel steers the clock by at most 500 parts in a million (MAXFREQ in
/// Linux's `timex.h`), and lets its own `maxerror` grow at that rate. A board's crystal by itself is out by 50
/// or fewer.
public final class ClockDrift {
    private static final long MOST_PARTS_IN_A_MILLION = 500;

    private ClockDrift() {}

    /// Milliseconds that may have been gained or lost over so many, either way; at least one.
    public static long over(long uptimeMs) {
        return Math.abs(uptimeMs) * MOST_PARTS_IN_A_MILLION / 1_000_000 + 1;
    }
}
