package org.doorstep.relay.inbox;

import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.WireException;
import org.jdbi.v3.core.Handle;

/// What came and could not be counted: kept where its place could be read, counted by reason always.
public final class Quarantine {

    /// Why a text was set aside. The names are stored: add, never rename.
    public enum Reason {
        TOO_LARGE,
        NOT_JSON,
        NOT_AN_EVENT,
        WRONG_FIELD,
        /// It claims another device, or another hub, than its topic.
        WRONG_SOURCE,
        WRONG_LANE,
        /// Another text is here at its place.
        CONFLICT,
        /// Another event is here under its id.
        ID_TAKEN,
        TOO_MANY_STORES;

        static Reason of(WireException.Reason reason) {
            return switch (reason) {
                case TOO_LARGE -> TOO_LARGE;
                case NOT_JSON -> NOT_JSON;
                case NOT_AN_EVENT -> NOT_AN_EVENT;
                case WRONG_FIELD -> WRONG_FIELD;
            };
        }
    }

    /// One text set aside, as received. `times` is how often these bytes came.
    public record Item(
            long number,
            DeviceId device,
            StoreId store,
            Lane lane,
            long sequence,
            Reason reason,
            Instant receivedAt,
            long times,
            byte[] text) {}

    public record Count(DeviceId device, Reason reason, long times, Instant lastAt) {}

    /// The newest first.
    public List<Item> items(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT number, device, store, lane, inbox_quarantine.sequence AS sequence, reason,
                               inbox_quarantine.received_at AS received_at, times,
                               coalesce(inbox_quarantine.text, inbox_event.text) AS text
                        FROM inbox_quarantine
                        LEFT JOIN inbox_event ON inbox_event.position = inbox_quarantine.position
                        ORDER BY number DESC
                        LIMIT :most
                        """)
                .bind("most", most)
                .map((row, context) -> new Item(
                        row.getLong("number"),
                        new DeviceId(row.getString("device")),
                        new StoreId(row.getString("store")),
                        Lane.parse(row.getString("lane")),
                        row.getLong("sequence"),
                        Reason.valueOf(row.getString("reason")),
                        Instant.ofEpochMilli(row.getLong("received_at")),
                        row.getLong("times"),
                        row.getBytes("text")))
                .list();
    }

    /// How often each device sent what for each reason, kept texts included.
    public List<Count> counts(Handle handle) {
        return handle.createQuery("""
                        SELECT device, reason, times, last_at
                        FROM inbox_refusal
                        ORDER BY device, reason
                        """)
                .map((row, context) -> new Count(
                        new DeviceId(row.getString("device")),
                        Reason.valueOf(row.getString("reason")),
                        row.getLong("times"),
                        Instant.ofEpochMilli(row.getLong("last_at"))))
                .list();
    }
}
