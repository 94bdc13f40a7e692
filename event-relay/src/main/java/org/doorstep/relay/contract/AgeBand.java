package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How old a resident says they are: coarse on purpose, since a birthday is nearly a name. The
/// bands meet those in which companions are counted at 18.
public enum AgeBand {
    /// "I would rather not say": takes back what was said before.
    @JsonProperty("not-said")
    NOT_SAID,
    @JsonProperty("under-18")
    UNDER_18,
    @JsonProperty("18-24")
    FROM_18,
    @JsonProperty("25-34")
    FROM_25,
    @JsonProperty("35-49")
    FROM_35,
    @JsonProperty("50-64")
    FROM_50,
    @JsonProperty("65-79")
    FROM_65,
    @JsonProperty("80-over")
    FROM_80;

    /// As written in events and tables: `35-49`.
    public String text() {
        return switch (this) {
            case NOT_SAID -> "not-said";
            case UNDER_18 -> "under-18";
            case FROM_18 -> "18-24";
            case FROM_25 -> "25-34";
            case FROM_35 -> "35-49";
            case FROM_50 -> "50-64";
            case FROM_65 -> "65-79";
            case FROM_80 -> "80-over";
        };
    }

    /// Throws IllegalArgumentException for anything else.
    public static AgeBand parse(String text) {
        for (AgeBand band : values()) {
            if (band.text().equals(text)) {
                return band;
            }
        }
        throw new IllegalArgumentException("That is none of the age bands.");
    }
}
