package org.doorstep.hub.lookup;

import java.time.Instant;
import java.util.List;

/// What is held of one resident, as they take it along. Without their age band and small area, which nobody who works
/// here may read: those they have from the kiosk. Who looked is told by role and reason, as the kiosk tells it.
record Copy(
        String what,
        Instant asOf,
        List<Held.Pass> passes,
        String nickname,
        Held.Needs needs,
        List<Held.Visit> visits,
        List<Disputed> disputed,
        List<Seen> looks) {
    static final String FORM = "doorstep-desk-copy-v1";

    /// "I was there", or not, of a session: and whether it counts as they said.
    record Disputed(String session, String title, String day, boolean there, boolean counts) {}

    /// Somebody who works here looked.
    record Seen(Instant at, String role, String reason) {}
}
