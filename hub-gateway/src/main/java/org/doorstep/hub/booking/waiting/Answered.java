package org.doorstep.hub.booking.waiting;

import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Why;

/// What came of a yes or no to an offer.
public sealed interface Answered {
    record Booked(Booking booking) implements Answered {}

    /// Theirs once somebody who works here has looked at it.
    record Asked(Booking booking) implements Answered {}

    record Declined() implements Answered {}

    /// The offer was theirs until a moment ago, or what was offered is not to be had any more.
    record TooLate() implements Answered {}

    /// It may not be theirs after all.
    record Refused(Why why) implements Answered {}

    /// Nothing was offered to them by that name.
    record NotKnown() implements Answered {}
}
