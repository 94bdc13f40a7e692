package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How somebody found a tool that came back.
public enum ToolState {
    @JsonProperty("fine")
    FINE,
    @JsonProperty("care")
    NEEDS_CARE,
    @JsonProperty("broken")
    BROKEN
}
