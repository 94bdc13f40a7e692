package org.doorstep.relay.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.doorstep.relay.identity.SigningRequest;

/// What a device asks for its next certificate (`POST /door/v1/renew`), over a connection on which
/// it shows the one that it has: a request (PEM) with the same name and key. Asked again after a
/// lost answer, it is answered again.
public record RenewRequest(@JsonProperty(required = true) String certificateRequest) {
    public RenewRequest {
        if (certificateRequest == null || certificateRequest.length() > SigningRequest.MOST_CHARACTERS) {
            throw new IllegalArgumentException("This is not what a device asks to be renewed.");
        }
    }
}
