package org.doorstep.hub.paper;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page on which sheets of passes are made. `mistake` is what was wrong with the form; often
/// nothing. `slips`: whether this hub can make slips for others.
public record PaperPage(
        Frame frame, String mistake, boolean slips, List<Integer> sheetCounts, List<Line> sheets, List<Staff> staff) {
    public PaperPage {
        sheetCounts = List.copyOf(sheetCounts);
        sheets = List.copyOf(sheets);
        staff = List.copyOf(staff);
    }

    /// A pass for staff, in words.
    public record Staff(String symbol, String words) {}

    /// One sheet that was made, in words.
    public record Line(String name, String kind, String made, String used) {}
}
