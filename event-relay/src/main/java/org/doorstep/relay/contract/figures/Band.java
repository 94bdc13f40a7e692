package org.doorstep.relay.contract.figures;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How much of a figure's time is known to be in it, as roughly as a release may say it. Made of the time
/// that kiosks were heard, never of counts, so it tells nothing about how many came.
public enum Band {
    /// All that the kiosks recorded in that time is in.
    @JsonProperty("complete")
    COMPLETE,
    /// At most a tenth of the kiosks' time is still unknown, and nothing is lost.
    @JsonProperty("nearly")
    NEARLY,
    /// More is unknown, or something is lost for good.
    @JsonProperty("partly")
    PARTLY;

    public static final int NEARLY_ONE_IN = 10;

    /// What an older sender means, who said only whether a figure is complete.
    public static Band of(boolean complete) {
        return complete ? COMPLETE : PARTLY;
    }

    /// The less complete of the two.
    public Band and(Band other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
