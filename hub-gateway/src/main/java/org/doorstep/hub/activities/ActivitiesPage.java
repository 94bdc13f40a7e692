package org.doorstep.hub.activities;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// What is on, and the sessions of the days to come.
public record ActivitiesPage(Frame frame, boolean mayChange, List<Line> activities, List<Coming> coming, String wrong) {

    public record Line(String id, String title, String room, List<String> times) {}

    /// A session to come; a cancelled one can be put back.
    public record Coming(String session, String title, String when, boolean cancelled, String why) {}
}
