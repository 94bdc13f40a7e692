package org.doorstep.system.neighbourhood;

import java.time.Duration;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;

/// The clocks of a kiosk in the past: they stand at the moment of the deed that is being written down, and have been
/// running, and in agreement with the world, since the history began.
final class WalkingClock implements DeviceClock {
    /// As well as a clock keeps time that asks a time server every few minutes.
    private static final int BOUND_MS = 50;

    private final String boot;
    private final Instant switchedOn;
    private volatile Instant now;

    WalkingClock(String boot, Instant switchedOn) {
        this.boot = boot;
        this.switchedOn = switchedOn;
        this.now = switchedOn;
    }

    void walkTo(Instant moment) {
        now = moment;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Moment moment() {
        return new Moment(boot, Duration.between(switchedOn, now).toMillis(), Moment.Clock.SYNCED, BOUND_MS);
    }
}
