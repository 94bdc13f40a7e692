package org.doorstep.hub.sealing;

import java.time.Instant;
import org.doorstep.relay.contract.DeviceId;
import org.jdbi.v3.core.Handle;

/// Which key each device says that it seals with, and since when it has said so.
public final class SealingUse {
    private SealingUse() {}

    /// Takes a heartbeat's word; "" is an older kiosk's, and says nothing.
    public static void heard(Handle transaction, DeviceId device, String key, Instant now) {
        if (key.isEmpty()) {
            return;
        }
        transaction.execute("""
                INSERT INTO sealing_use (device, public, since)
                VALUES (?, ?, ?)
                ON CONFLICT (device) DO UPDATE
                SET public = excluded.public, since = excluded.since
                WHERE public <> excluded.public OR since > excluded.since
                """, device.value(), key, now.toEpochMilli());
    }
}
