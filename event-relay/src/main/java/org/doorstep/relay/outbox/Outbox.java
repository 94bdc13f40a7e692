package org.doorstep.relay.outbox;

import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;

/// SHELL: signatures agreed, body to be written by the relay.
public final class Outbox {
    /// The tables live in the same database as the caller's own, so that a tap and its row are one transaction; the
    /// caller's migrations folder is given beside [#MIGRATIONS].
    public static final String MIGRATIONS = "org/doorstep/relay/outbox/db";

    public Outbox(Database database, Source source, DeviceClock clock, java.util.random.RandomGenerator random) {}

    /// Adds an event inside the caller's transaction, with the next sequence of its lane.
    public Envelope append(Handle transaction, Lane lane, HubEvent event) {
        throw new IllegalStateException("shell");
    }

    public Source source() {
        return new Source(new HubId("x"), new DeviceId("y"));
    }
}
