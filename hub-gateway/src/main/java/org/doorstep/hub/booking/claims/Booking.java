package org.doorstep.hub.booking.claims;

import java.time.Instant;
import java.util.Optional;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// What a person or a group has, had, or wanted, as it is now.
///
/// `code` is what is read aloud, '' if it has none; `title` a group's word for it, never a
/// person's; `series` the row of the rule it came by, 0 if by none, and `occurrence` which of its
/// dates; `reason` what whoever ended it said.
public record Booking(
        BookingId id,
        RequestId request,
        String code,
        BookableId bookable,
        int count,
        int people,
        Holder holder,
        String title,
        Times times,
        State state,
        Instant held,
        Origin origin,
        String device,
        Instant madeAt,
        long series,
        String occurrence,
        String reason,
        boolean used,
        long bookedUntilMinute) {

    /// Until when it is kept, if it is only kept.
    public Optional<Instant> heldUntil() {
        return state == State.HELD ? Optional.of(held) : Optional.empty();
    }

    /// What it was before it was given back early.
    public Times bookedTimes() {
        return bookedUntilMinute == 0 ? times : Times.ofMinutes(times.startsMinute(), bookedUntilMinute);
    }

    public boolean isOver(Instant now) {
        return !state.stands() || !times.ends().isAfter(now);
    }
}
