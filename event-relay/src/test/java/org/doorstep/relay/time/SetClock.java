package org.doorstep.relay.time;

import java.time.Duration;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;

/// A device's clocks, standing still until the test moves them.
public final class SetClock implements DeviceClock {
    private volatile Instant now;
    private volatile long uptimeMs = 60_000;
    private volatile Moment.Clock quality = Moment.Clock.SYNCED;

    public SetClock() {
        this("2026-11-22T18:00:00Z");
    }

    SetClock(String wall) {
        now = Instant.parse(wall);
    }

    public void forward(Duration by) {
        now = now.plus(by);
        uptimeMs += by.toMillis();
    }

    /// Somebody sets the wall clock; no time passes.
    void set(String wall) {
        now = Instant.parse(wall);
    }

    SetClock vouchedForBy(Moment.Clock what) {
        quality = what;
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Moment moment() {
        return new Moment(
                "0b6f4f0e-6a43-4e6c-9d6e-6f0b3f1f2a11",
                uptimeMs,
                quality,
                quality == Moment.Clock.SYNCED ? 50 : Moment.UNBOUNDED);
    }
}
