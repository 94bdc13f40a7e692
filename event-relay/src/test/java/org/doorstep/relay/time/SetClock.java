package org.doorstep.relay.time;

import java.time.Duration;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;

/// A clock that stands still until the test moves it.
public final class SetClock implements DeviceClock {
    private volatile Instant now = Instant.parse("2026-11-22T18:00:00Z");
    private volatile long uptimeMs = 60_000;

    public void forward(Duration by) {
        now = now.plus(by);
        uptimeMs += by.toMillis();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Moment moment() {
        return new Moment("0b6f4f0e-6a43-4e6c-9d6e-6f0b3f1f2a11", uptimeMs, Moment.Clock.SYNCED, 50);
    }
}
