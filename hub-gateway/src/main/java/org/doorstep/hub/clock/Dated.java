package org.doorstep.hub.clock;

/// When something happened, as well as can be said: best at `at`, surely not before `earliest` nor after
/// `latest`. Milliseconds since 1970 in UTC; [#NEVER] and [#FOREVER] where an end is open.
public record Dated(long at, long earliest, long latest) {
    /// Beyond every calendar of this house, and far from overflowing.
    public static final long NEVER = Long.MIN_VALUE / 4;

    public static final long FOREVER = Long.MAX_VALUE / 4;

    public Dated {
        if (earliest > at || at > latest) {
            throw new IllegalArgumentException("A time lies within its own bounds.");
        }
    }

    public static Dated within(long at, long boundMs) {
        return new Dated(at, at - boundMs, at + boundMs);
    }

    /// Between two ends, and as near to what is likely as they allow. Ends that contradict each other are
    /// of a device whose rows cannot be put in order: then nothing is sure.
    static Dated between(long earliest, long latest, long likely) {
        return earliest > latest
                ? new Dated(likely, NEVER, FOREVER)
                : new Dated(Math.clamp(likely, earliest, latest), earliest, latest);
    }
}
