package org.doorstep.hub.attendance;

import java.util.List;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.web.Frame;

/// The page of a [Register], in words. `missing` says what may not be counted yet; often nothing.
public record RegisterPage(
        Frame frame,
        String title,
        String where,
        String when,
        String why,
        boolean cancelled,
        Shown visits,
        String visitsName,
        String sentence,
        Shown guests,
        Shown companions,
        String companionsNote,
        String missing,
        List<Line> lines) {

    /// `notes` is what a leader should know about this line; often nothing.
    public record Line(String symbol, String arrived, String left, boolean here, String companions, String notes) {}
}
