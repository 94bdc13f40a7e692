package org.doorstep.hub.booking.units;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The groups that book. `mistake` is in words, or empty.
public record GroupsPage(
        Frame frame, boolean mayChange, List<Line> groups, List<RoomPage.Choice> kinds, String name, String mistake) {

    public record Line(long id, String name, String kind, List<RoomPage.Choice> kinds, boolean retired) {}
}
