package org.doorstep.hub.booking.claims;

import java.util.UUID;

/// By which whoever asks knows their own asking again: asked twice, by whichever way, it is booked
/// once.
public record RequestId(UUID value) {
    public static RequestId of(String text) {
        return new RequestId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
