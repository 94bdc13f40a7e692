package org.doorstep.hub.today;

import java.time.Instant;

/// Something that a person should look at. `device` is a kiosk's name, or empty; `count` how many, or 0 where
/// that says nothing; `since` when it began or was last heard of.
public record Concern(Kind kind, String device, long count, Instant since) {

    public enum Kind {
        /// The hub's own disk takes no writing. What kiosks count stays with them.
        HUB_NOT_SAVING,
        /// A kiosk has not been heard of. What it counts is kept there and comes later.
        KIOSK_AWAY,
        /// A kiosk cannot write its own disk: it turns people away with an apology.
        KIOSK_NOT_SAVING,
        READER_AWAY,
        BLANKS_LOW,
        /// Events came that cannot be read or contradict others.
        SET_ASIDE,
        /// Events are here and could not be counted yet.
        NOT_COUNTED,
        /// Rows are missing between a kiosk's first and last.
        GAP,
        /// A kiosk's rows are not the ones that are here: an old card, or a twin.
        PARTED,
        /// Two devices run with a kiosk's name at this time.
        TWIN,
        /// Rows are lost for good; figures up to that day may lack them.
        LOST,
        /// The second copy is not up to date: away, full or failing.
        COPY_BEHIND,
        /// A daily proof found that a kiosk and the hub have not the same events.
        PROOF_DIFFERS,
        /// The daily proof found figures at the area that this hub's ledger has otherwise, and could not mend them.
        CENTRE_DIFFERS,
        /// Taps and guests of whom it is not sure which session they belong to.
        CLOCK_UNSURE,
        /// What came of kiosks that were shut out waits for somebody to say whether it counts.
        SHUT_OUT_WAITING
    }
}
