package org.doorstep.hub.carry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.carry.CarryException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Request;
import org.jdbi.v3.core.Handle;

/// Which files were taken and which were not, written down. Every call runs in the transaction that it is given.
final class CarriedFiles {
    /// A file a week from each of ten kiosks, for a year; what is older only says that it was.
    private static final int MOST_KEPT = 500;

    /// A file that was taken. `fresh` of its events were new, the last time.
    record Taken(
            String file,
            DeviceId device,
            Instant madeAt,
            Instant takenAt,
            long times,
            long events,
            long fresh,
            String by) {}

    record Refused(CarryException.Reason reason, long times, Instant lastAt) {}

    /// A file's id, and what it said of its device.
    record Asked(String file, Request.Hello hello) {}

    void taken(Handle handle, Taken taken, Request.Hello asked) {
        handle.createUpdate("""
                        INSERT INTO carried_file (file, device, made_at, taken_at, events, fresh, by_name, asked)
                        VALUES (:file, :device, :madeAt, :takenAt, :events, :fresh, :by, :asked)
                        ON CONFLICT (file) DO UPDATE
                        SET taken_at = excluded.taken_at,
                            times = times + 1,
                            fresh = excluded.fresh,
                            by_name = excluded.by_name
                        """)
                .bind("file", taken.file)
                .bind("device", taken.device.value())
                .bind("madeAt", taken.madeAt.toEpochMilli())
                .bind("takenAt", taken.takenAt.toEpochMilli())
                .bind("events", taken.events)
                .bind("fresh", taken.fresh)
                .bind("by", taken.by)
                .bind("asked", Wire.writeMessage(asked))
                .execute();
        handle.createUpdate("""
                        DELETE FROM carried_file
                        WHERE file NOT IN (SELECT file FROM carried_file ORDER BY taken_at DESC LIMIT :most)
                        """).bind("most", MOST_KEPT).execute();
    }

    void refused(Handle handle, CarryException.Reason reason, Instant now) {
        handle.createUpdate("""
                        INSERT INTO carried_refusal (reason, times, last_at)
                        VALUES (:reason, 1, :now)
                        ON CONFLICT (reason) DO UPDATE
                        SET times = times + 1, last_at = excluded.last_at
                        """)
                .bind("reason", reason.name())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /// The newest first.
    List<Taken> newest(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT file, device, made_at, taken_at, times, events, fresh, by_name
                        FROM carried_file
                        ORDER BY taken_at DESC
                        LIMIT :most
                        """)
                .bind("most", most)
                .map((row, context) -> new Taken(
                        row.getString("file"),
                        new DeviceId(row.getString("device")),
                        Instant.ofEpochMilli(row.getLong("made_at")),
                        Instant.ofEpochMilli(row.getLong("taken_at")),
                        row.getLong("times"),
                        row.getLong("events"),
                        row.getLong("fresh"),
                        row.getString("by_name")))
                .list();
    }

    List<Refused> refusals(Handle handle) {
        return handle.createQuery("SELECT reason, times, last_at FROM carried_refusal ORDER BY reason")
                .map((row, context) -> new Refused(
                        CarryException.Reason.valueOf(row.getString("reason")),
                        row.getLong("times"),
                        Instant.ofEpochMilli(row.getLong("last_at"))))
                .list();
    }

    /// What this device's file asked that was taken last.
    Optional<Asked> lastAsked(Handle handle, DeviceId device) {
        return handle.createQuery("""
                        SELECT file, asked
                        FROM carried_file
                        WHERE device = :device
                        ORDER BY taken_at DESC
                        LIMIT 1
                        """)
                .bind("device", device.value())
                .map((row, context) -> new Asked(row.getString("file"), hello(row.getBytes("asked"))))
                .findOne();
    }

    private static Request.Hello hello(byte[] text) {
        try {
            return (Request.Hello) Wire.readMessage(text, Request.class);
        } catch (WireException e) {
            throw new IllegalStateException("What was written down of a carried file is not of its form.", e);
        }
    }
}
