package org.doorstep.kiosk;

import java.time.Duration;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;

/// A device's clocks as a test sets them: the wall clock can jump, the uptime only grows until the next start.
public final class TrialClock implements DeviceClock {
    private Instant wall;
    private long uptimeMs = 60_000;
    private int boot = 1;
    private String bootId = "boot-1";
    private Moment.Clock quality = Moment.Clock.SYNCED;

    public TrialClock(String wall) {
        this.wall = Instant.parse(wall);
    }

    /// A board without a clock chip, just switched on.
    public static TrialClock ofABoardIn1970() {
        TrialClock clock = new TrialClock("1970-01-01T00:00:05Z");
        clock.knowNothing();
        clock.bootId = "boot-of-1970";
        return clock;
    }

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public synchronized Moment moment() {
        return new Moment(bootId, uptimeMs, quality, quality == Moment.Clock.SYNCED ? 10 : Moment.UNBOUNDED);
    }

    public synchronized void pass(Duration time) {
        wall = wall.plus(time);
        uptimeMs += time.toMillis();
    }

    /// The wall clock is set; no time passes.
    public synchronized void setWall(String to) {
        wall = Instant.parse(to);
    }

    public synchronized void startAgain() {
        boot++;
        bootId = "boot-" + boot;
        uptimeMs = 1_000;
    }

    /// From now on it is in step with a time server.
    public synchronized void knowAll() {
        quality = Moment.Clock.SYNCED;
    }

    public synchronized void knowNothing() {
        quality = Moment.Clock.UNKNOWN;
    }
}
