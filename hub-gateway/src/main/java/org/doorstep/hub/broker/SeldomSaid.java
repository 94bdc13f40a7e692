package org.doorstep.hub.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Marker;

/// Keeps Artemis from filling the disk with one sentence: for each packet of a connection that was
/// ended it has a line, and for some a whole stack. Each kind of line is let through a few times a
/// minute. Named in `logback.xml`; safe for all threads.
public final class SeldomSaid extends TurboFilter {
    private static final String WHOSE = "org.apache.activemq";

    /// Enough to see what it was, and that it was often.
    static final int TIMES_A_MINUTE = 5;

    /// Artemis has some hundred kinds of line. One more is let through as it is.
    private static final int MOST_KINDS = 1_000;

    private final Map<String, Integer> times = new HashMap<>();
    private long minute;

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !logger.getName().startsWith(WHOSE)) {
            return FilterReply.NEUTRAL;
        }
        return mayBeSaid(format, TimeUnit.NANOSECONDS.toMinutes(System.nanoTime()))
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }

    synchronized boolean mayBeSaid(String kind, long now) {
        if (now != minute) {
            minute = now;
            times.clear();
        }
        if (times.size() >= MOST_KINDS && !times.containsKey(kind)) {
            return true;
        }
        return times.merge(kind, 1, Integer::sum) <= TIMES_A_MINUTE;
    }
}
