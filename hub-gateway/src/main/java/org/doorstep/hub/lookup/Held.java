package org.doorstep.hub.lookup;

import java.time.Instant;
import java.util.List;

/// What is held of one resident, as far as one role may read it. What it may not read is not in here: `mayReadVisits`
/// and `mayReadLooks` say whether a list is empty because nothing is held or because it is not for this role.
record Held(
        List<Pass> passes,
        String nickname,
        Needs needs,
        boolean mayReadVisits,
        List<Visit> visits,
        boolean mayReadLooks,
        List<Look> looks) {

    /// How they wish to be spoken to; `language` is a tag (BCP 47), empty if they have not said.
    record Needs(String language, boolean largeText, boolean spoken) {
        static final Needs NONE = new Needs("", false, false);
    }

    /// `kind` is `code` or `card`; `firstDay` is empty if it has not come.
    record Pass(String symbol, String kind, String firstDay) {}

    record Visit(String title, String day, Instant arrivedAt, Instant leftAt, int adults, int children) {}
}
