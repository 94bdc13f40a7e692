package org.doorstep.hub.rhythm;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When something is on that is on again and again: a rhythm from a first date, the same local times
/// each time, and where it ends. An end time that is not after the start is on the next day.
///
/// Dates are counted on the calendar, and only then made into instants: a Monday at 00:30 stays one,
/// and 19:00 stays 19:00 when the clocks change.
public record Rule(Rhythm rhythm, LocalTime starts, LocalTime ends, LocalDate first, Until until, boolean inTerm) {
    /// How it ends.
    public sealed interface Until {
        /// It goes on until somebody says otherwise.
        record Further() implements Until {}

        /// Not after this date.
        record Day(LocalDate last) implements Until {}

        /// After so many times. Where it is on in term time only, dates out of term are not counted.
        record Times(int count) implements Until {
            /// Every week for four years.
            public static final int MOST = 200;

            public Times {
                if (count < 1 || count > MOST) {
                    throw new IllegalArgumentException("It is on 1 to " + MOST + " times.");
                }
            }
        }
    }

    /// No question is about more: every day of five years.
    static final int MOST_DATES = 1_830;

    public Rule {
        if (starts.getSecond() != 0 || starts.getNano() != 0 || ends.getSecond() != 0 || ends.getNano() != 0) {
            throw new IllegalArgumentException("It starts and ends on a whole minute.");
        }
        if (until instanceof Until.Day(LocalDate last) && last.isBefore(first)) {
            throw new IllegalArgumentException("The last date is before the first.");
        }
    }

    /// A date of the rule, and why it is not on then; `skipped` is empty where it is.
    public record Date(LocalDate date, String skipped) {
        public boolean isOn() {
            return skipped.isEmpty();
        }
    }

    /// When it begins and ends on one of its dates.
    public record Times(LocalDate date, Instant starts, Instant ends) {}

    /// The rule's dates from `from` to `to`, both included. Those out of term are among them, with the
    /// school calendar's own word as the reason, if it is on in term time; dates of which the calendar
    /// says nothing yet are not.
    public List<Date> dates(LocalDate from, LocalDate to, SchoolCalendar schools) {
        LocalDate end = until instanceof Until.Day(LocalDate last) && last.isBefore(to) ? last : to;
        int most = until instanceof Until.Times(int count) ? count : MOST_DATES;
        List<Date> dates = new ArrayList<>();
        int on = 0;
        for (LocalDate date : rhythm.dates(first, end)) {
            if (on >= most || dates.size() >= MOST_DATES) {
                break;
            }
            String skipped = "";
            if (inTerm) {
                switch (schools.on(date)) {
                    case SchoolCalendar.Day.Open open -> {}
                    case SchoolCalendar.Day.Closed(String why) -> skipped = why;
                    case SchoolCalendar.Day.NotKnown unknown -> {
                        continue;
                    }
                }
            }
            on += skipped.isEmpty() ? 1 : 0;
            if (!date.isBefore(from)) {
                dates.add(new Date(date, skipped));
            }
        }
        return List.copyOf(dates);
    }

    /// A start that the clocks skip is as much later as they were put forward; one that comes twice is
    /// the first (RFC 5545, section 3.3.5, and java.time; some libraries take the second).
    public Times on(LocalDate date, ZoneId zone) {
        LocalDate endDate = ends.isAfter(starts) ? date : date.plusDays(1);
        Instant start = ZonedDateTime.of(date, starts, zone).toInstant();
        Instant end = ZonedDateTime.of(endDate, ends, zone).toInstant();
        if (!end.isAfter(start)) {
            // Only where the clocks skip the start: it then lasts as long as it was planned to.
            end = start.plus(Duration.between(date.atTime(starts), endDate.atTime(ends)));
        }
        return new Times(date, start, end);
    }

    /// The last date on which it can be, if one is known.
    public Optional<LocalDate> end() {
        return until instanceof Until.Day(LocalDate last) ? Optional.of(last) : Optional.empty();
    }

    /// The same, no longer than to `last`; it may then have no date at all.
    public Rule endingBy(LocalDate last) {
        boolean sooner = !(until instanceof Until.Day(LocalDate before)) || last.isBefore(before);
        LocalDate end = last.isBefore(first) ? first : last;
        return sooner ? new Rule(rhythm, starts, ends, first, new Until.Day(end), inTerm) : this;
    }
}
