package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.doorstep.relay.contract.Names;

/// The name of what a person chooses: `whole-hall`, `strimmer`. One to 32 of a-z, 0-9 and hyphen,
/// and nobody's.
public record BookableId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BookableId {
        Names.require("room or tool", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
