package org.doorstep.relay.contract.bookings;

import org.doorstep.relay.contract.Required;

/// Something that could be had instead of what was wished for: the same at another time, or
/// something like it.
public record FreeTime(BookableId bookable, Span at) {
    public FreeTime {
        Required.all(bookable, at);
    }
}
