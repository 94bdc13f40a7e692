package org.doorstep.hub.booking.feeds;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// Where calendars can be had, door pages stand, and tomorrow's sheet is.
public record FeedsPage(
        Frame frame,
        boolean mayChange,
        List<Line> rooms,
        List<Line> activities,
        List<Group> groups,
        String tomorrow,
        String kept) {

    /// `door` is empty for what has none.
    public record Line(String title, String feed, String door) {}

    /// `feed` is empty until somebody asked for a link.
    public record Group(String id, String name, String feed) {}
}
