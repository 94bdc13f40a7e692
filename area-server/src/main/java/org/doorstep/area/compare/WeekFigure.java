package org.doorstep.area.compare;

import java.time.LocalDate;
import org.doorstep.relay.contract.ShownCount;

/// What is known of one hub's week, for one figure of one activity or the whole hub.
public sealed interface WeekFigure {
    /// The Monday.
    LocalDate week();

    /// `soFar`: the week is not over at the hub. `complete` is false where events are known to be lost.
    record Said(LocalDate week, ShownCount value, boolean complete, boolean soFar) implements WeekFigure {}

    /// The hub has said nothing of it: not on, nobody came, or not sent yet.
    record Nothing(LocalDate week) implements WeekFigure {}
}
