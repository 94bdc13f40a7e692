package org.doorstep.hub.booking.claims;

/// Why something cannot be booked, whoever else wants it. Each has a sentence in the bundles that
/// says what to do next.
public enum Why {
    /// There is no such thing, or not any more.
    NOT_OFFERED,
    /// There are not so many of it.
    NOT_SO_MANY,
    CLOSED,
    TOO_SHORT,
    TOO_LONG,
    TOO_FAR_AHEAD,
    /// That time is past, or the booking has ended.
    OVER,
    NOT_FOR_YOU,
    TOO_MANY_OPEN,
    TOO_MUCH_THIS_WEEK,
    FAIR_SHARE,
    CHILD_SAFETY,
    UNSAFE,
    NEEDS_INDUCTION,
    TOO_MANY_PEOPLE
}
