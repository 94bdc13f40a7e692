package org.doorstep.kiosk.booking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of something that was asked of bookings. `code` is four digits to read aloud.
public sealed interface Answer {
    /// It stands, whatever happens.
    record Booked(What what, String code) implements Answer {}

    /// It is kept free until somebody who works here has said yes.
    record Asked(What what, String code) implements Answer {}

    /// The hub could not be asked: saved, not booked. `others` are free too, as far as is known
    /// here.
    record Saved(What what, String code, List<Free> others) implements Answer {
        public Saved {
            others = List.copyOf(others);
        }
    }

    /// `canWait`: there is a list for whoever wants it all the same.
    record NotFree(What what, List<Free> nearest, boolean canWait) implements Answer {
        public NotFree {
            nearest = List.copyOf(nearest);
        }
    }

    /// They are the `place`th on the waiting list.
    record Waits(What what, int place) implements Answer {}

    record Refused(Why why) implements Answer {}

    record Cancelled(What what) implements Answer {}

    /// `back` is when it is expected, if anybody said.
    record Taken(Bookings.Tool tool, Optional<Instant> back) implements Answer {}

    record Brought(Bookings.Tool tool, Bookings.State state) implements Answer {}

    /// Only the hub can do this, and it cannot be reached.
    record HubAway() implements Answer {}

    record CannotSave() implements Answer {}

    /// What was asked for.
    record What(String bookable, int count, Instant starts, Instant ends) {}

    /// Something that is free instead.
    record Free(String bookable, Instant starts, Instant ends) {}

    /// Why the hub says no, each with a sentence of its own that says what to do next.
    enum Why {
        CLOSED,
        TOO_SHORT,
        TOO_LONG,
        TOO_FAR_AHEAD,
        OVER,
        NOT_FOR_YOU,
        TOO_MANY_OPEN,
        TOO_MUCH_THIS_WEEK,
        FAIR_SHARE,
        CHILD_SAFETY,
        UNSAFE,
        NEEDS_INDUCTION,
        TOO_MANY_PEOPLE,
        /// One that this kiosk has no words for: of a newer hub.
        ANOTHER
    }
}
