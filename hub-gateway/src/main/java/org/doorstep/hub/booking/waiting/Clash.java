package org.doorstep.hub.booking.waiting;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// Somebody thought that it was theirs, and it is not. `waiting` is the row of their place on the
/// waiting list, the first there is; `instead` what they have for it by now; `told` when they were
/// told.
public record Clash(
        long id,
        RequestId request,
        String code,
        Why why,
        BookableId bookable,
        int count,
        Holder holder,
        Times times,
        Instant at,
        Optional<Long> waiting,
        Optional<BookingId> instead,
        Optional<Instant> told) {
    /// The words are stored: add, never rename.
    public enum Why {
        /// Somebody else had it first, and the kiosk could not know.
        FIRST,
        /// It is broken, or not safe.
        UNSAFE,
        /// Whoever has it has not brought it back, or it was taken.
        LATE,
        /// Somebody who works here gave it to another, or closed the hub.
        CHANGED;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Why stored(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
