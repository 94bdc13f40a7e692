package org.doorstep.hub.booking.claims;

import java.util.Locale;

/// What has become of a booking. The first three have their claims, the others have none. The words
/// are stored: add, never rename.
public enum State {
    /// Kept free until a person has looked at it.
    ASKED,
    /// Kept free for a while, until whoever it is kept for says yes.
    HELD,
    BOOKED,
    CANCELLED,
    REFUSED,
    /// Somebody else had it first, or had to have it.
    LOST,
    /// Given back before its end; it is as long as it was used.
    RELEASED;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State stored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public boolean stands() {
        return switch (this) {
            case ASKED, HELD, BOOKED -> true;
            case CANCELLED, REFUSED, LOST, RELEASED -> false;
        };
    }
}
