package org.doorstep.hub.booking.loans;

import java.time.Instant;
import org.doorstep.hub.booking.claims.Booking;

/// Somebody has a tool next that may not be there: it is late, or not safe.
public record Warning(Booking booking, Why why, String title, Instant at, boolean told) {
    /// The words are stored: add, never rename.
    public enum Why {
        LATE,
        UNSAFE
    }
}
