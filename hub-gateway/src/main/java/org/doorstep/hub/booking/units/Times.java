package org.doorstep.hub.booking.units;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// From an instant to before another, in whole minutes of UTC, as bookings and claims have them.
public record Times(Instant starts, Instant ends) {
    private static final long SECONDS = 60;

    public Times {
        if (!starts.truncatedTo(ChronoUnit.MINUTES).equals(starts)
                || !ends.truncatedTo(ChronoUnit.MINUTES).equals(ends)) {
            throw new IllegalArgumentException("A booking begins and ends with a minute.");
        }
        if (!ends.isAfter(starts)) {
            throw new IllegalArgumentException("A booking ends after it begins.");
        }
    }

    /// As the tables have them: minutes since 1970.
    public static Times ofMinutes(long starts, long ends) {
        return new Times(Instant.ofEpochSecond(starts * SECONDS), Instant.ofEpochSecond(ends * SECONDS));
    }

    public static Times from(Instant starts, Duration length) {
        return new Times(starts, starts.plus(length));
    }

    public long startsMinute() {
        return starts.getEpochSecond() / SECONDS;
    }

    public long endsMinute() {
        return ends.getEpochSecond() / SECONDS;
    }

    public long minutes() {
        return endsMinute() - startsMinute();
    }

    public boolean overlaps(Times other) {
        return starts.isBefore(other.ends) && other.starts.isBefore(ends);
    }

    /// Whether all of the other is within these.
    public boolean has(Times other) {
        return !other.starts.isBefore(starts) && !other.ends.isAfter(ends);
    }

    /// With so many minutes more at either end.
    public Times widened(int before, int after) {
        return ofMinutes(startsMinute() - before, endsMinute() + after);
    }
}
