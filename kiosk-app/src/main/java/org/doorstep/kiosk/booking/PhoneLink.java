package org.doorstep.kiosk.booking;

import java.time.Instant;

/// An address that opens one person's bookings, once, until then.
public record PhoneLink(String address, Instant until) {
    /// Whoever has it has their bookings.
    @Override
    public String toString() {
        return "PhoneLink[" + until + "]";
    }
}
