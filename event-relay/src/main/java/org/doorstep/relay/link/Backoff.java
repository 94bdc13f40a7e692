package org.doorstep.relay.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before connecting again: twice as long each time, up to a limit, and by chance between half and
/// the whole of it, so that a building's devices do not all come back at once when its power does. One thread's.
final class Backoff {
    /// A connection that lasted so long was a real one.
    static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private static final long FIRST_MS = 500;
    private static final long MOST_MS = 30_000;

    private final RandomGenerator random;
    private long nextMs = FIRST_MS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long whole = nextMs;
        nextMs = Math.min(MOST_MS, nextMs * 2);
        return Duration.ofMillis(random.nextLong(whole / 2, whole + 1));
    }

    void reset() {
        nextMs = FIRST_MS;
    }
}
