package org.doorstep.hub.booking.loans;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [InductionRoutes], in words. `mistake` is empty but after a form that cannot be taken.
public record InductionsPage(Frame frame, String mistake, List<Shown> inductions, List<Choice> activities) {
    /// One thing that is shown, in which activity, when next, and to whom it was.
    public record Shown(String id, String title, List<String> about, boolean buddy, List<String> people) {}

    public record Choice(String id, String title) {}
}
