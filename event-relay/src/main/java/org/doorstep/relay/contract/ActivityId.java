package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of something that is on, again and again: `cook-and-eat`.
///
/// One to 32 of a-z, 0-9 and hyphen, beginning with a letter or digit: safe in a topic, a file name, a certificate
/// and a URL alike, and without look-alikes from other scripts.
public record ActivityId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ActivityId {
        Names.require("activity", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
