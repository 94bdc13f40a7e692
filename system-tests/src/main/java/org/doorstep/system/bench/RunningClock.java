package org.doorstep.system.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;

/// A device's clocks as this machine's own are, in one start of the device. Safe for all threads.
record RunningClock(InstantSource wall, long sinceNanos) implements DeviceClock {
    private static final String BOOT = "8d0e6a52-30c7-4f6f-9d56-2b8f1f6e4a11";
    private static final int BOUND_MS = 50;

    static RunningClock from(InstantSource wall) {
        return new RunningClock(wall, System.nanoTime());
    }

    @Override
    public Instant instant() {
        return wall.instant();
    }

    @Override
    public Moment moment() {
        long uptimeMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
        return new Moment(BOOT, uptimeMs, Moment.Clock.SYNCED, BOUND_MS);
    }
}
