package org.doorstep.hub.booking.claims;

/// What came of asking for a claim.
public sealed interface Claimed {
    record Booked(Booking booking) implements Claimed {}

    /// Kept free until a person has looked at it.
    record Asked(Booking booking) implements Claimed {}

    /// Kept free until the instant that stands in it.
    record Held(Booking booking) implements Claimed {}

    /// This request was answered before; the booking is as it is now.
    record Same(Booking booking) implements Claimed {}

    /// Somebody else has it then. What is free instead, [Availability#nearest] says, on a reader's
    /// connection: the one that writes has no time for it.
    record NotFree() implements Claimed {}

    record Refused(Why why) implements Claimed {}
}
