package org.doorstep.hub.booking.loans;

import java.time.Instant;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;

/// A tool that is out. `due` is empty until the hub has looked at it, a few seconds after it heard
/// of it; `booking` is the one it goes under, empty where somebody else had booked it and it was
/// taken all the same.
public record Loan(
        String id,
        String label,
        String title,
        Holder holder,
        Instant taken,
        Optional<BookingId> booking,
        Optional<Instant> due) {
    public boolean isLate(Instant now) {
        return due.filter(when -> when.isBefore(now)).isPresent();
    }
}
