package org.doorstep.hub.completeness;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time, its beginning included and its end not. May be empty.
public record Span(Instant from, Instant to) {
    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A stretch of time does not end before it begins.");
        }
    }

    public boolean touches(Span other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /// The part of this that is in the other; empty where they do not touch.
    public Span within(Span other) {
        Instant begin = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return end.isBefore(begin) ? new Span(begin, begin) : new Span(begin, end);
    }

    public Span shifted(Duration by) {
        return new Span(from.plus(by), to.plus(by));
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
