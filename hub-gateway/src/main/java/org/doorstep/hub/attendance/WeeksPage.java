package org.doorstep.hub.attendance;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [Weeks]: each chart's sentence, and the tables that the charts are drawn from.
public record WeeksPage(
        Frame frame,
        String lead,
        List<Row> weeks,
        List<Weeks.ByActivity> activities,
        String visitsSaid,
        String newSaid,
        String activitiesSaid,
        List<String> missing,
        boolean empty) {

    /// `name` is the week's first day in words; `note` says if it is not over, or incomplete.
    public record Row(String name, String note, Weeks.Week week) {}
}
