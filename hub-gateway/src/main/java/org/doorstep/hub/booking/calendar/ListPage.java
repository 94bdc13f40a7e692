package org.doorstep.hub.booking.calendar;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// Some bookings as a list: what no longer fits, or what a group has.
public record ListPage(Frame frame, String title, String lead, String empty, List<Line> lines) {

    /// `note` says what is the matter, or is empty text.
    public record Line(long id, String what, String when, String whose, String state, String note) {}
}
