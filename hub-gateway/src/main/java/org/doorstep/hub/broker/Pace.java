package org.doorstep.hub.broker;

import java.util.concurrent.TimeUnit;

/// How many packets a second one device may send, with room for a crowd's worth at once. Safe for all
/// threads.
///
/// Nothing is refused: who is too fast is read later, so that its own window closes.
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// However much came in one reading: a kiosk whose name was misused is not kept waiting for it, and no
    /// connection is unread for as long as its other end would take for gone.
    private static final int MOST_SECONDS_TO_WAIT = 2;

    private final int burst;
    private double left;
    private long at;

    /// `now` and all that follow are of `System.nanoTime()`.
    Pace(int burst, long now) {
        this.burst = burst;
        this.left = burst;
        this.at = now;
    }

    /// So many came. How long to read nothing more, at so many a second: nothing while there is room.
    synchronized long nanosToWait(int packets, int aSecond, long now) {
        left = Math.min(burst, left + (now - at) * (double) aSecond / SECOND) - packets;
        left = Math.max(left, -(double) aSecond * MOST_SECONDS_TO_WAIT);
        at = now;
        return left >= 0 ? 0 : (long) (-left * SECOND / aSecond);
    }

    /// Takes one, if there is one.
    synchronized boolean mayTake(int aSecond, long now) {
        left = Math.min(burst, left + (now - at) * (double) aSecond / SECOND);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
