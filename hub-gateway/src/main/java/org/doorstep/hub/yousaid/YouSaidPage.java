package org.doorstep.hub.yousaid;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page "You said, we did". `wrong` is what is to be mended, empty for nothing.
public record YouSaidPage(Frame frame, List<Line> lines, boolean mayChange, String what, String wrong) {
    /// One place: what was said, and what was done.
    public record Line(int place, String said, String did) {}
}
