package org.doorstep.hub.booking.calendar;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// A file of bookings: given, tried, taken in. `tried`: these lines are what would become of it,
/// and `text` is sent again to take it in.
public record ImportPage(
        Frame frame, String mistake, String header, boolean tried, String summary, List<Line> lines, String text) {

    /// Only lines that are not simply booked.
    public record Line(int number, String words) {}

    public boolean answered() {
        return !summary.isEmpty();
    }
}
