package org.doorstep.system.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waiting for something that happens elsewhere, with an end.
final class Patience {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Patience() {}

    /// Throws IllegalStateException if `there` is not true within this time.
    static void until(String what, Duration within, Callable<Boolean> there) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        while (!there.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not within " + within.toSeconds() + " s: " + what + ".");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
