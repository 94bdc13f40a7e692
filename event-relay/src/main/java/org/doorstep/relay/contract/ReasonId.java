package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of a word that may stand beside a face: `felt-welcome`. What it says on the screen, and in which language,
/// the hub sets. One to 32 of a-z, 0-9 and hyphen, as an [ActivityId].
public record ReasonId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReasonId {
        Names.require("reason", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
