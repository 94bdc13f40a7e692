package org.doorstep.hub.booking.loans;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [ToolRoutes], in words. `mistake` is empty but after something that could not be done.
public record ToolsPage(
        Frame frame,
        String mistake,
        List<Out> out,
        List<Line> warnings,
        List<Tool> attention,
        List<Tool> tools,
        List<Group> groups,
        List<Plan> plans,
        int without) {
    /// One that somebody has.
    public record Out(String label, String title, String who, List<String> about, boolean late) {}

    /// Something to know, and about what.
    public record Line(String who, String what, List<String> about) {}

    /// One tool; `blocked` while nobody may take it.
    public record Tool(String label, String title, List<String> about, boolean blocked, boolean due) {}

    public record Group(String id, String name) {}

    /// When one kind of tool is looked over.
    public record Plan(String bookable, String title, String uses, String months) {}
}
