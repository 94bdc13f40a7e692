package org.doorstep.system.trial;

import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;

/// A device's clocks that show what they were last told, so that a device can have a past. For one thread.
public final class ToldClock implements DeviceClock {
    private static final String BOOT = "5b1f0f1c-6a63-4c1e-8f1a-0d2a4a7b9c10";
    private static final int BOUND_MS = 50;

    private final Instant boot;
    private Instant now;

    public ToldClock(Instant start) {
        this.boot = start.minusSeconds(60);
        this.now = start;
    }

    public void tell(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Moment moment() {
        return new Moment(BOOT, now.toEpochMilli() - boot.toEpochMilli(), Moment.Clock.SYNCED, BOUND_MS);
    }
}
