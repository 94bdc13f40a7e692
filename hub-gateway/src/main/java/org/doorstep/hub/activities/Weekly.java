package org.doorstep.hub.activities;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/// The same time every week, in local time, from `first` to `last` (both included; [#FOREVER] where no end is known).
/// An end that is not after the start is on the next day.
public record Weekly(DayOfWeek weekday, LocalTime starts, LocalTime ends, LocalDate first, LocalDate last) {
    public static final LocalDate FOREVER = LocalDate.of(9999, 12, 31);

    public Weekly {
        if (starts.getSecond() != 0 || starts.getNano() != 0 || ends.getSecond() != 0 || ends.getNano() != 0) {
            throw new IllegalArgumentException("A session starts and ends on a whole minute.");
        }
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("The last date is before the first.");
        }
    }

    /// When one occurrence begins and ends.
    public record Times(LocalDate date, Instant starts, Instant ends) {}

    public Optional<LocalDate> end() {
        return last.equals(FOREVER) ? Optional.empty() : Optional.of(last);
    }

    /// Every occurrence from `from` to `to`, both included.
    ///
    /// Dates are counted on the calendar, and only then made into instants: a Monday at 00:30 stays one, and
    /// 19:00 stays 19:00 when the clocks change. A start that they skip is as much later as they were put
    /// forward; one that comes twice is the first (RFC 5545, section 3.3.5).
    public List<Times> between(LocalDate from, LocalDate to, ZoneId zone) {
        LocalDate start = from.isAfter(first) ? from : first;
        LocalDate end = to.isBefore(last) ? to : last;
        LocalDate firstDay = start.with(TemporalAdjusters.nextOrSame(weekday));
        return firstDay.isAfter(end)
                ? List.of()
                : firstDay.datesUntil(end.plusDays(1), Period.ofWeeks(1))
                        .map(date -> timesOn(date, zone))
                        .toList();
    }

    private Times timesOn(LocalDate date, ZoneId zone) {
        LocalDate endDate = ends.isAfter(starts) ? date : date.plusDays(1);
        Instant start = ZonedDateTime.of(date, starts, zone).toInstant();
        Instant end = ZonedDateTime.of(endDate, ends, zone).toInstant();
        if (!end.isAfter(start)) {
            // Only where the clocks skip the start: it then lasts as long as it was planned to.
            end = start.plus(Duration.between(date.atTime(starts), endDate.atTime(ends)));
        }
        return new Times(date, start, end);
    }
}
