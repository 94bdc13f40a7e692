package org.doorstep.hub.activities;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// When the schools are open. `text` is the calendar as the form has it.
public record SchoolTermsPage(Frame frame, boolean mayChange, List<Line> lines, String text, String wrong) {

    public record Line(String what, String name, String from, String to) {}
}
