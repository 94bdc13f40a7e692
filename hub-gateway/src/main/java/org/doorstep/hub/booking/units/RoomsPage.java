package org.doorstep.hub.booking.units;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// Everything that can be booked: rooms, then tools.
public record RoomsPage(Frame frame, boolean mayChange, List<Part> parts) {

    /// `kind` is `place` or `tool`.
    public record Part(String kind, String title, String add, List<Line> lines) {}

    /// `rules` are sentences; `off`: it is not offered any more.
    public record Line(String id, String title, String place, List<String> rules, boolean off) {}
}
