package org.doorstep.hub.booking.units;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.doorstep.relay.contract.Names;

/// The name of something that can be booked: `hall-a`, `strimmer`. One to 32 of a-z, 0-9 and
/// hyphen, so that it can stand in a topic, an address and on a label alike.
public record BookableId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BookableId {
        Names.require("bookable", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
