package org.doorstep.kiosk.booking;

/// What somebody's pass is waited for.
public sealed interface Errand {
    /// To book this.
    record Book(Answer.What what) implements Errand {}

    /// To see what they have booked.
    record See() implements Errand {}

    /// To take this along.
    record Take(Bookings.Tool tool) implements Errand {}
}
