package org.doorstep.hub.booking.waiting;

/// What came of asking for a place on the waiting list.
public sealed interface Joined {
    /// They wait, at that place; or did so already by this request.
    record Waits(Waiting waiting) implements Joined {}

    /// Nothing becomes free then any more.
    record TooLate() implements Joined {}

    /// They wait for as much as one person may, or the list is full.
    record Enough() implements Joined {}
}
