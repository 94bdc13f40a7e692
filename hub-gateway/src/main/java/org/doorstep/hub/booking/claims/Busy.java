package org.doorstep.hub.booking.claims;

import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;

/// A claim, as it stands in the table: buffers inside it. Of a booking or of a lease; the other is 0.
public record Busy(UnitId unit, Times times, long booking, long lease) {
    /// Not booked, but given to a kiosk to give away.
    public boolean leased() {
        return lease != 0;
    }
}
