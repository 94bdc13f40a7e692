package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of one hub: a building with its own gateway.
///
/// One to 32 of a-z, 0-9 and hyphen, beginning with a letter or digit: safe in a topic, a file name, a certificate
/// and a URL alike, and without look-alikes from other scripts.
public record HubId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HubId {
        Names.require("hub", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
