package org.doorstep.hub.booking.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;

/// One day as a table by the quarter of an hour. Bookings of one unit never overlap, so each is one
/// cell over all of its quarters; where one ends and the next begins within a quarter, the quarter
/// is the first one's. Quarters are counted in time that passes: on the day when the clocks go back
/// there are four more.
final class DayGrid {
    private static final int QUARTER = 15;

    /// What is shown of a day on which nothing is open and nothing booked.
    private static final LocalTime USUAL_FROM = LocalTime.of(8, 0);

    private static final LocalTime USUAL_UNTIL = LocalTime.of(22, 0);

    private final Catalogue catalogue;
    private final List<Row> rows;
    private final Map<String, List<CalendarQuery.Taken>> taken;
    private final CalendarWords said;
    private final ZoneId zone;
    private final Instant now;
    private final Times shown;

    DayGrid(
            LocalDate day,
            ZoneId zone,
            Catalogue catalogue,
            List<Row> rows,
            Map<String, List<CalendarQuery.Taken>> taken,
            CalendarWords said,
            Instant now) {
        this.catalogue = catalogue;
        this.rows = rows;
        this.taken = taken;
        this.said = said;
        this.zone = zone;
        this.now = now;
        this.shown = shown(day);
    }

    /// From the first opening to the last closing, and wider if something is booked then; on the hour.
    private Times shown(LocalDate day) {
        Times whole = CalendarQuery.day(day, zone);
        List<Times> all = new ArrayList<>();
        for (Row row : rows) {
            all.addAll(catalogue.open(row.of(), whole, zone));
            taken.get(row.key()).forEach(entry -> all.add(entry.times()));
        }
        boolean bounded = all.stream().anyMatch(times -> times.minutes() < whole.minutes());
        if (all.isEmpty() || !bounded) {
            all.clear();
            all.add(new Times(
                    day.atTime(USUAL_FROM).atZone(zone).toInstant(),
                    day.atTime(USUAL_UNTIL).atZone(zone).toInstant()));
            rows.forEach(row -> taken.get(row.key()).forEach(entry -> all.add(entry.times())));
        }
        long from = all.stream().mapToLong(Times::startsMinute).min().orElseThrow();
        long until = all.stream().mapToLong(Times::endsMinute).max().orElseThrow();
        long begins = Math.max(whole.startsMinute(), from - Math.floorMod(from - whole.startsMinute(), 60L));
        long ends = Math.min(whole.endsMinute(), until + Math.floorMod(whole.startsMinute() - until, 60L));
        return Times.ofMinutes(begins, Math.max(ends, begins + 60));
    }

    List<DayPage.Line> lines() {
        int quarters = Math.toIntExact(shown.minutes() / QUARTER);
        List<List<DayPage.Cell>> cells = new ArrayList<>();
        for (int i = 0; i < quarters; i++) {
            cells.add(new ArrayList<>());
        }
        for (Row row : rows) {
            column(row, cells);
        }
        List<DayPage.Line> lines = new ArrayList<>();
        for (int i = 0; i < quarters; i++) {
            Instant at = shown.starts().plus(Duration.ofMinutes((long) i * QUARTER));
            boolean hour = at.atZone(zone).getMinute() == 0;
            lines.add(new DayPage.Line(hour ? said.words().time(at) : "", cells.get(i)));
        }
        return lines;
    }

    private void column(Row row, List<List<DayPage.Cell>> cells) {
        List<Times> open = catalogue.open(row.of(), shown, zone);
        int quarters = cells.size();
        boolean afterFree = false;
        int next = 0;
        while (next < quarters) {
            Times quarter = quarter(next);
            List<CalendarQuery.Taken> here = taken.get(row.key()).stream()
                    .filter(entry -> entry.claimed().overlaps(quarter))
                    .toList();
            List<CalendarQuery.Taken> booked = here.stream()
                    .filter(entry -> entry.times().overlaps(quarter))
                    .toList();
            if (!booked.isEmpty()) {
                int span = 1;
                while (next + span < quarters && booked.getFirst().times().overlaps(quarter(next + span))) {
                    span++;
                }
                cells.get(next)
                        .add(cell("booking", span, row, next, false, List.of(said.entry(booked.getFirst(), false))));
                next += span;
                afterFree = false;
            } else {
                boolean free = here.isEmpty()
                        && open.stream().anyMatch(stretch -> stretch.overlaps(quarter))
                        && quarter.ends().isAfter(now);
                String kind = free ? "free" : here.isEmpty() ? "closed" : "kept";
                cells.get(next).add(cell(kind, 1, row, next, free && !afterFree, List.of()));
                afterFree = free;
                next++;
            }
        }
    }

    private DayPage.Cell cell(String kind, int span, Row row, int quarter, boolean first, List<Entry> entry) {
        Instant at = quarter(quarter).starts();
        return new DayPage.Cell(kind, span, row.of().value(), said.words().time(at), first, entry);
    }

    private Times quarter(int number) {
        return Times.ofMinutes(
                shown.startsMinute() + (long) number * QUARTER, shown.startsMinute() + (number + 1L) * QUARTER);
    }
}
