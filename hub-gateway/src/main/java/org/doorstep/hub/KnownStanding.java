package org.doorstep.hub;

import java.time.Instant;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.loans.Inductions;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.waiting.NoShows;
import org.doorstep.hub.booking.waiting.SameHolder;
import org.jdbi.v3.core.Handle;

/// What lending and waiting know of whoever asks for a booking, by all their passes.
final class KnownStanding implements Standing {
    @Override
    public boolean isInducted(Handle handle, String induction, Holder who, Times when) {
        return Inductions.has(handle, induction, SameHolder.of(handle, who), when);
    }

    @Override
    public boolean asksFirst(Handle handle, Holder who, Instant now) {
        return NoShows.asksFirst(handle, SameHolder.of(handle, who), now);
    }
}
