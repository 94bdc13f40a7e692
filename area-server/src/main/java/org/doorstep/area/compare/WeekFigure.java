package org.doorstep.area.compare;

import java.time.LocalDate;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.ShownCount;

/// What is known of one hub's week, for one figure of one activity or the whole hub.
public sealed interface WeekFigure {
    /// The Monday.
    LocalDate week();

    /// `soFar`: the week is not over at the hub. `band` says how much of the week is known to be in.
    record Said(LocalDate week, ShownCount value, Band band, boolean soFar) implements WeekFigure {
        boolean complete() {
            return band == Band.COMPLETE;
        }
    }

    /// The hub has said nothing of it: not on, nobody came, or not sent yet.
    record Nothing(LocalDate week) implements WeekFigure {}
}
