package org.doorstep.kiosk.booking;

import java.time.Instant;
import java.util.List;

/// What somebody has booked, the next first. `whole` is false where the hub could not be asked and
/// only what was saved here is known.
public record Mine(List<Own> bookings, boolean whole) {
    public Mine {
        bookings = List.copyOf(bookings);
    }

    /// `title` is what the hub calls it. `until` is when an offer ends, and what it starts with for
    /// all else.
    public record Own(
            String code,
            String bookable,
            String title,
            int count,
            Instant starts,
            Instant ends,
            How how,
            Instant until) {}

    public enum How {
        BOOKED,
        /// Somebody who works here has not looked yet.
        ASKED,
        /// Saved here, and not booked yet.
        SAVED,
        /// On the waiting list.
        WAITS,
        /// The waiting list offers it, until then.
        OFFERED,
        /// It was saved here, and somebody else had it.
        LOST,
        /// A tool that is with them now; it is to be back when that ends.
        TAKEN
    }
}
