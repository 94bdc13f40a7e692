package org.doorstep.hub.lookup;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// What is held of one resident, in words, for the printer. `number` is theirs, so that the same can be
/// taken as a file.
public record CopyPage(
        Frame frame,
        String number,
        String asOf,
        List<Line> facts,
        List<HeldPage.Visit> visits,
        List<String> disputed,
        List<String> looks) {

    public record Line(String label, String value) {}
}
