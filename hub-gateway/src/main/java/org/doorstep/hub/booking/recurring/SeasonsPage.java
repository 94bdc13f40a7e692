package org.doorstep.hub.booking.recurring;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// All seasons, and the form of a new one.
public record SeasonsPage(Frame frame, boolean mayChange, List<One> seasons, String wrong) {

    public record One(String id, String name, String when, String state) {}
}
