package org.doorstep.hub.booking.claims;

import java.time.Instant;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;

/// What other rooms know of whoever asks, and the claim path asks them in its transaction.
public interface Standing {
    /// Nobody knows anything: everybody may have everything.
    Standing OPEN = new Standing() {
        @Override
        public boolean isInducted(Handle handle, String induction, Holder who, Times when) {
            return true;
        }

        @Override
        public boolean asksFirst(Handle handle, Holder who, Instant now) {
            return false;
        }
    };

    /// Whether they may have what one must have been shown first, at that time.
    boolean isInducted(Handle handle, String induction, Holder who, Times when);

    /// Whether a person is to look at what they ask for, as after not having come for a few times.
    boolean asksFirst(Handle handle, Holder who, Instant now);
}
