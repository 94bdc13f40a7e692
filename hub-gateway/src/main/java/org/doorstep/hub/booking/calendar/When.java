package org.doorstep.hub.booking.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.doorstep.hub.booking.units.Times;

/// The times of a form: `day`, `starts`, and `until` with `ends`. Without `until` it ends on the
/// same day, or on the next if that is no later than it starts; without `ends` it is as long as it
/// was.
final class When {
    private When() {}

    /// Empty if it cannot be read. A local time that the clocks leap over is as much later as they
    /// leap, and of one that there is twice the first is meant.
    static Optional<Times> read(UnaryOperator<String> fields, Optional<Duration> length, ZoneId zone) {
        try {
            LocalDate day = LocalDate.parse(fields.apply("day"));
            LocalDateTime starts = day.atTime(LocalTime.parse(fields.apply("starts")));
            if (fields.apply("ends").isEmpty()) {
                return length.map(asBefore -> Times.from(starts.atZone(zone).toInstant(), asBefore));
            }
            LocalTime ends = LocalTime.parse(fields.apply("ends"));
            LocalDate last = fields.apply("until").isEmpty()
                    ? ends.isAfter(starts.toLocalTime()) ? day : day.plusDays(1)
                    : LocalDate.parse(fields.apply("until"));
            return Optional.of(new Times(
                    starts.atZone(zone).toInstant(),
                    last.atTime(ends).atZone(zone).toInstant()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String day(Times times, ZoneId zone) {
        return LocalDate.ofInstant(times.starts(), zone).toString();
    }

    static String starts(Times times, ZoneId zone) {
        return clock(times.starts().atZone(zone).toLocalTime());
    }

    static String until(Times times, ZoneId zone) {
        return LocalDate.ofInstant(times.ends(), zone).toString();
    }

    static String ends(Times times, ZoneId zone) {
        return clock(times.ends().atZone(zone).toLocalTime());
    }

    /// As the field of a form wants it.
    private static String clock(LocalTime time) {
        return "%02d:%02d".formatted(time.getHour(), time.getMinute());
    }
}
