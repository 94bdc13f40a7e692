package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.ZoneId;
import org.doorstep.hub.completeness.Contacts;
import org.jdbi.v3.core.Handle;

/// Whether anything is missing from sessions, days, weeks and activities: the silences of kiosks and the losses.
/// Safe for all threads.
public final class Marks {
    private final Contacts contacts;
    private final Losses losses;
    private final ZoneId zone;

    public Marks(Contacts contacts, Losses losses, ZoneId zone) {
        this.contacts = contacts;
        this.losses = losses;
        this.zone = zone;
    }

    /// All that is known at this moment, in the caller's transaction.
    public Sight at(Handle handle, Instant now) {
        return new Sight(
                handle, now, zone, contacts.unheard(handle, now), contacts.since(handle), losses.known(handle));
    }
}
