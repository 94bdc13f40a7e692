package org.doorstep.hub.booking.calendar;

import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Frame;

/// When something is free that is long enough. `asked`: there is an answer, be it empty.
public record GapPage(
        Frame frame,
        List<BookingPage.Choice> whats,
        List<BookingPage.Choice> lengths,
        Map<String, String> fields,
        String mistake,
        boolean asked,
        List<Day> days,
        boolean more) {

    public record Day(String name, List<Gap> gaps) {}

    /// `words`: from when to when it is free; the rest is what a booking of that length at its
    /// start would be.
    public record Gap(String of, String title, String words, String day, String starts, String ends) {}

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
