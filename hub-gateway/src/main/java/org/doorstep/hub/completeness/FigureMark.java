package org.doorstep.hub.completeness;

import org.doorstep.relay.contract.figures.Band;

/// One figure under a [Mark]: how many are recorded, how complete that is, what it likely comes to, and where no
/// likely range is said, why.
public record FigureMark(int recorded, Band band, Likely likely, Range range) {

    /// Whether a likely range is said.
    public enum Range {
        /// Nothing is missing.
        NOT_NEEDED,
        SAID,
        /// There are not [Likely#LEAST_SESSIONS] earlier ones that are alike and whole.
        TOO_LITTLE_HISTORY,
        /// Rows are lost for good, and nobody knows of which figure or time they were.
        LOST,
        /// It depends on who came and when they first did, not on how many came.
        WHO_CAME,
        /// Nothing earlier is alike in this.
        NOTHING_ALIKE
    }

    public boolean complete() {
        return band == Band.COMPLETE;
    }
}
