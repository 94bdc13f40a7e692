package org.doorstep.relay.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.doorstep.relay.identity.Pem;

/// A device's next certificates (PEM, own first).
public record RenewAnswer(@JsonProperty(required = true) String chain) {
    public RenewAnswer {
        if (chain == null || chain.length() > Pem.MOST_CHARACTERS) {
            throw new IllegalArgumentException("This is not what a hub answers to a device that asks for renewal.");
        }
    }
}
