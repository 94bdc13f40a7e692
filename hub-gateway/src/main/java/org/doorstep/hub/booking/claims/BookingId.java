package org.doorstep.hub.booking.claims;

/// A booking, by its row. Inside the hub only: a person has its code, a kiosk the request it came by.
public record BookingId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
