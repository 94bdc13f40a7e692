package org.doorstep.hub.booking.units;

/// Not then, and why: all of the hub if `bookable` is '', else that and whatever shares a unit with it.
public record Closure(long id, String bookable, Times times, String reason) {}
