package org.doorstep.hub.booking.feeds;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// Rooms as they were booked and as they were used.
public record RoomsUsedPage(Frame frame, String when, List<Choice> spans, List<Line> lines) {

    public record Choice(String path, String name, boolean chosen) {}

    public record Line(
            String room, String kind, long bookings, String booked, String givenBack, String seen, String unseen) {}
}
