package org.doorstep.hub.booking.waiting;

import java.time.Instant;
import org.doorstep.hub.booking.claims.Holder;
import org.jdbi.v3.core.Handle;

/// What the door has seen of whoever booked.
public interface Comings {
    /// Whether one of a resident's passes was shown anywhere in the hub in that time.
    boolean came(Handle handle, Holder.Resident resident, Instant from, Instant to);

    /// Whether it is known of every kiosk that all it saw up to then is here. While one is away
    /// nobody can be said not to have come.
    boolean isKnownUpTo(Handle handle, Instant moment, Instant now);
}
