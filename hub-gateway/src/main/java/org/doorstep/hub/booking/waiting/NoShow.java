package org.doorstep.hub.booking.waiting;

import java.time.Instant;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// Nobody came to a booking. `times` are those that were booked; `by` is '' where the hub itself
/// saw it, and not a person; `counts` while nobody has forgiven it and it is not known that they
/// came after all.
public record NoShow(
        BookingId booking,
        BookableId bookable,
        Holder holder,
        Times times,
        Instant at,
        String by,
        boolean counts,
        Optional<Instant> told) {}
