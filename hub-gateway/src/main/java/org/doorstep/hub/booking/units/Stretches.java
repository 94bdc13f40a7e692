package org.doorstep.hub.booking.units;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Stretches of time, in order and apart.
final class Stretches {
    private static final int DAY = 1440;

    private Stretches() {}

    /// Those lines of the week as instants. A local time that the clocks leap over is as much later
    /// as they leap, one that there is twice is the first, as java.time has it.
    static List<Times> of(List<OpenHours> lines, Times within, ZoneId zone) {
        // What opened the day before may be open still.
        LocalDate first = LocalDate.ofInstant(within.starts(), zone).minusDays(1);
        LocalDate last = LocalDate.ofInstant(within.ends(), zone);
        List<Times> all = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (OpenHours line : lines) {
                if (line.weekday() == day.getDayOfWeek()) {
                    Instant opens = at(day, line.opens(), zone);
                    Instant closes = at(day, line.closes(), zone);
                    if (closes.isAfter(opens)) {
                        all.add(new Times(opens, closes));
                    }
                }
            }
        }
        return clipped(joined(all), within);
    }

    private static Instant at(LocalDate day, int minute, ZoneId zone) {
        return day.plusDays(minute / DAY)
                .atTime(minute % DAY / 60, minute % 60)
                .atZone(zone)
                .toInstant();
    }

    private static List<Times> joined(List<Times> stretches) {
        stretches.sort(Comparator.comparing(Times::starts));
        List<Times> joined = new ArrayList<>();
        for (Times next : stretches) {
            if (!joined.isEmpty() && !next.starts().isAfter(joined.getLast().ends())) {
                Times before = joined.removeLast();
                joined.add(
                        new Times(before.starts(), before.ends().isAfter(next.ends()) ? before.ends() : next.ends()));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private static List<Times> clipped(List<Times> stretches, Times within) {
        return stretches.stream()
                .filter(within::overlaps)
                .map(stretch ->
                        new Times(later(stretch.starts(), within.starts()), earlier(stretch.ends(), within.ends())))
                .toList();
    }

    static List<Times> without(List<Times> open, List<Times> closed) {
        List<Times> left = open;
        for (Times gone : closed) {
            List<Times> next = new ArrayList<>();
            for (Times stretch : left) {
                if (!stretch.overlaps(gone)) {
                    next.add(stretch);
                    continue;
                }
                if (stretch.starts().isBefore(gone.starts())) {
                    next.add(new Times(stretch.starts(), gone.starts()));
                }
                if (gone.ends().isBefore(stretch.ends())) {
                    next.add(new Times(gone.ends(), stretch.ends()));
                }
            }
            left = next;
        }
        return List.copyOf(left);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
