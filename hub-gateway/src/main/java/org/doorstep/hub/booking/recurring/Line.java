package org.doorstep.hub.booking.recurring;

import java.time.LocalDate;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Times;

/// One date of a series and how it stands. `times` are those of its booking where it has one, and
/// else those of the rule.
public record Line(LocalDate day, Times times, Standing standing) {
    public sealed interface Standing {
        /// It has a booking, which is `ASKED` while somebody has yet to look at it, and may have ended
        /// since.
        record On(BookingId booking, State state) implements Standing {}

        /// In the school calendar's words.
        record OutOfTerm(String why) implements Standing {}

        /// A person took it out.
        record Skipped(String why) implements Standing {}

        /// Somebody else had it.
        record Taken() implements Standing {}

        /// The house does not allow it.
        record Refused(Why why) implements Standing {}
    }

    /// Whether what is planned takes place.
    public boolean stands() {
        return standing instanceof Standing.On(BookingId _, State state) && state.stands();
    }
}
