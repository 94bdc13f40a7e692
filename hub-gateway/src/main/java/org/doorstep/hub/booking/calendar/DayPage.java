package org.doorstep.hub.booking.calendar;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// One day of rooms or of tools, by the quarter of an hour: a column for each unit. A cell that
/// covers several quarters stands in the first of them.
public record DayPage(
        Frame frame,
        String title,
        String kind,
        String date,
        String week,
        String before,
        String after,
        boolean mayBook,
        long moved,
        List<Column> columns,
        List<Line> lines) {

    public record Column(String key, String title, String of) {}

    /// `hour` is empty text but on the hour.
    public record Line(String hour, List<Cell> cells) {}

    /// `kind` is `free`, `closed`, `kept` (before or after a booking) or `booking`, of which alone
    /// there is an `entry`.
    public record Cell(String kind, int span, String of, String starts, boolean first, List<Entry> entry) {}
}
