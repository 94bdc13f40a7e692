package org.doorstep.hub.booking.feeds;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// A door's page: how the room is now, and what is still to come today. `free`: nobody has it now.
public record DoorPage(
        Frame frame, String title, boolean free, boolean closed, String now, List<Line> later, String asOf) {

    public record Line(String when, String what) {}
}
