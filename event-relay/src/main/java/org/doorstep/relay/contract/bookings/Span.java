package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.doorstep.relay.contract.Required;

/// From a minute up to, and without, a later one. Written as ISO 8601-1 writes an interval, in UTC:
/// `2026-11-24T15:30Z/2026-11-24T17:00Z`.
public record Span(Instant starts, Instant ends) implements Comparable<Span> {
    public Span {
        Required.all(starts, ends);
        if (!starts.equals(starts.truncatedTo(ChronoUnit.MINUTES))
                || !ends.equals(ends.truncatedTo(ChronoUnit.MINUTES))
                || !starts.isBefore(ends)) {
            throw new IllegalArgumentException("A span runs from a whole minute to a later one.");
        }
    }

    /// Throws IllegalArgumentException if it is not one.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Span parse(String text) {
        int stroke = text.indexOf('/');
        if (stroke < 0) {
            throw new IllegalArgumentException("A span is written start/end.");
        }
        try {
            return new Span(minute(text.substring(0, stroke)), minute(text.substring(stroke + 1)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A span is written start/end.", e);
        }
    }

    public boolean overlaps(Span other) {
        return starts.isBefore(other.ends) && other.starts.isBefore(ends);
    }

    public boolean contains(Span other) {
        return !other.starts.isBefore(starts) && !other.ends.isAfter(ends);
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(starts) && moment.isBefore(ends);
    }

    public long minutes() {
        return Duration.between(starts, ends).toMinutes();
    }

    /// With so much more before and after it, as what is claimed has over what is booked.
    public Span with(int minutesBefore, int minutesAfter) {
        return new Span(starts.minusSeconds(60L * minutesBefore), ends.plusSeconds(60L * minutesAfter));
    }

    /// By the start, then by the end.
    @Override
    public int compareTo(Span other) {
        int byStart = starts.compareTo(other.starts);
        return byStart != 0 ? byStart : ends.compareTo(other.ends);
    }

    @Override
    @JsonValue
    public String toString() {
        return starts.atOffset(ZoneOffset.UTC) + "/" + ends.atOffset(ZoneOffset.UTC);
    }

    private static Instant minute(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
