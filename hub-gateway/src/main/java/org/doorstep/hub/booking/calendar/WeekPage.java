package org.doorstep.hub.booking.calendar;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// A week of rooms or of tools: a row for each unit or pool, a column for each day. `moved` is the
/// booking that was just moved, 0 if none was.
public record WeekPage(
        Frame frame,
        String title,
        String kind,
        String of,
        String before,
        String after,
        String now,
        boolean mayBook,
        long moved,
        List<Day> days,
        List<Line> lines,
        int conflicts) {

    public record Day(String date, String name, boolean today) {}

    public record Line(String key, String title, String of, List<Cell> cells) {}

    /// `open`: whether it can be booked that day at all.
    public record Cell(String day, String dayName, boolean open, List<Entry> entries) {}

    public boolean isOf() {
        return !of.isEmpty();
    }
}
