package org.doorstep.hub.fleet;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.sealing.SealingUse;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps each device's last word about itself, and what it says it has sent. Safe for all threads.
public final class Heartbeats {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final Database database;
    private final Gaps gaps;
    private final Contacts contacts;
    private final InstantSource clock;
    private final Runnable changed;

    /// `changed` is run after each commit.
    public Heartbeats(Database database, Gaps gaps, Contacts contacts, InstantSource clock, Runnable changed) {
        this.database = database;
        this.gaps = gaps;
        this.contacts = contacts;
        this.clock = clock;
        this.changed = changed;
    }

    /// An empty text is a retained state that was taken back; it says nothing.
    public void heard(DeviceId device, byte[] text) {
        if (text.length == 0) {
            return;
        }
        DeviceState state;
        try {
            state = Wire.readMessage(text, DeviceState.class);
        } catch (WireException e) {
            log.warn("The state of {} cannot be read: {}", device, e.reason());
            return;
        }
        database.write(transaction -> {
            if (state.online()) {
                gaps.stated(transaction, device, state.tails());
                contacts.heard(transaction, device, state, clock.instant());
                SealingUse.heard(transaction, device, state.sealing(), clock.instant());
                transaction
                        .createUpdate("""
                                INSERT INTO device (id, state, heard_at, online)
                                VALUES (:id, :state, :now, 1)
                                ON CONFLICT (id) DO UPDATE
                                SET state = excluded.state, heard_at = excluded.heard_at, online = 1
                                """)
                        .bind("id", device.value())
                        .bind("state", new String(text, StandardCharsets.UTF_8))
                        .bind("now", clock.millis())
                        .execute();
            } else {
                sayOffline(transaction, device);
            }
            return null;
        });
        changed.run();
    }

    /// The will says no more than that it has gone: what it last said of itself still stands.
    private static void sayOffline(Handle transaction, DeviceId device) {
        transaction.execute("UPDATE device SET online = 0 WHERE id = ?", device.value());
    }
}
