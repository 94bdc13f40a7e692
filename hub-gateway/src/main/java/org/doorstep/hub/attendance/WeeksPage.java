package org.doorstep.hub.attendance;

import java.util.List;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.web.Frame;

/// The page of [Weeks]: each chart's sentence, and the tables that the charts are drawn from. `missing` says of each
/// week what may not be counted yet, and `whoCame` what that leaves open of who is new.
public record WeeksPage(
        Frame frame,
        String lead,
        List<Row> weeks,
        List<Activity> activities,
        String visitsSaid,
        String newSaid,
        String companionsSaid,
        String activitiesSaid,
        List<String> missing,
        String whoCame,
        boolean empty) {

    /// `name` is the week's first day in words; `note` says if it is not over, or incomplete.
    public record Row(
            String name,
            String note,
            Shown visits,
            Shown passes,
            Shown guests,
            Shown companions,
            Shown returners,
            Shown firstTimers,
            Along along) {}

    /// Who came along: grown-ups, and children of each age band and of none that was said.
    public record Along(Shown adults, Shown from0, Shown from5, Shown from12, Shown notSaid) {}

    public record Activity(String title, Shown visits, Shown passes, Shown guests, Shown companions, Shown sessions) {}
}
