package org.doorstep.relay.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.jdbi.v3.core.Handle;

/// What should be here and is not. Asked for again only after a quiet time, so that rows in flight are not asked for
/// twice.
public final class Gaps {
    /// Longer than a message takes through a broker that is busy with a backlog.
    public static final Duration QUIET = Duration.ofSeconds(10);

    private static final int MOST_ROWS = 2_000;

    private final Inbox inbox;

    /// A stream and how many rows it lacks between its mark and the last row known of. `parted`: the device's own rows
    /// are not the ones that are here (an old card, a twin).
    public record Gap(
            long stream,
            DeviceId device,
            StoreId store,
            Lane lane,
            long through,
            long last,
            long missing,
            boolean parted,
            Instant heardAt) {}

    public Gaps(Inbox inbox) {
        this.inbox = inbox;
    }

    /// Every stream that lacks something or has parted, for a person to see. Not those of a store
    /// that has ended: what they lack has been issued again elsewhere, or is lost ([Salvages]);
    /// one that was shut out is not believed in that. Nor those of a device that was shut out:
    /// nobody asks it for anything any more.
    public List<Gap> open(Handle handle) {
        return handle.createQuery("""
                        SELECT number, device, store, lane, through, max(highest, stated, through) AS last,
                               max(highest, stated, through) - through
                                 - (SELECT count(*) FROM inbox_event WHERE stream = number AND sequence > through)
                                 AS missing,
                               parted_at IS NOT NULL AS parted, heard_at
                        FROM inbox_stream
                        WHERE (max(highest, stated) > through OR parted_at IS NOT NULL)
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_salvaged AS ended
                            WHERE ended.device = inbox_stream.device
                              AND ended.store = inbox_stream.store
                              AND ended.lane = inbox_stream.lane
                              AND NOT EXISTS (
                                SELECT 1
                                FROM inbox_aside
                                WHERE inbox_aside.position = ended.position AND verdict <> 'counts'
                              )
                          )
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_fenced_store AS fenced
                            WHERE fenced.device = inbox_stream.device AND fenced.store = inbox_stream.store
                          )
                        ORDER BY device, number
                        """)
                .map((row, context) -> new Gap(
                        row.getLong("number"),
                        new DeviceId(row.getString("device")),
                        new StoreId(row.getString("store")),
                        Lane.parse(row.getString("lane")),
                        row.getLong("through"),
                        row.getLong("last"),
                        row.getLong("missing"),
                        row.getBoolean("parted"),
                        Instant.ofEpochMilli(row.getLong("heard_at"))))
                .list();
    }

    /// Acknowledgements that name what is missing, for every stream that has been quiet. Call it every few seconds.
    public List<Addressed> askAgain(Handle handle, Instant now) {
        List<Addressed> asks = new ArrayList<>();
        Acks acks = new Acks(inbox.incarnation());
        for (Gap gap : open(handle)) {
            if (gap.last() > gap.through() && !gap.heardAt().isAfter(now.minus(QUIET))) {
                asks.add(acks.of(handle, gap.stream(), missing(handle, gap)));
            }
        }
        return asks;
    }

    /// Takes note of the last rows that a device says it has, so that a lost tail is seen. A store that it names no
    /// more is not waited for.
    public void stated(Handle transaction, DeviceId device, List<DeviceState.LaneTail> tails) {
        transaction
                .createUpdate("UPDATE inbox_stream SET stated = 0 WHERE device = :device AND stated > 0")
                .bind("device", device.value())
                .execute();
        for (DeviceState.LaneTail tail : tails) {
            transaction
                    .createUpdate("""
                            UPDATE inbox_stream
                            SET stated = :last
                            WHERE device = :device AND store = :store AND lane = :lane
                            """)
                    .bind("last", tail.last())
                    .bind("device", device.value())
                    .bind("store", tail.store().value())
                    .bind("lane", tail.lane().text())
                    .execute();
        }
    }

    private static List<Ack.Range> missing(Handle handle, Gap gap) {
        List<Long> here = handle.createQuery("""
                        SELECT sequence
                        FROM inbox_event
                        WHERE stream = :stream AND sequence > :through
                        ORDER BY sequence
                        LIMIT :most
                        """)
                .bind("stream", gap.stream())
                .bind("through", gap.through())
                .bind("most", MOST_ROWS)
                .mapTo(Long.class)
                .list();
        List<Ack.Range> held = Acks.ranges(here);
        List<Ack.Range> missing = new ArrayList<>();
        long next = gap.through() + 1;
        for (Ack.Range range : held) {
            missing.add(new Ack.Range(next, range.from() - 1));
            next = range.to() + 1;
        }
        boolean heldIsWhole = held.size() < Acks.MOST_RANGES && here.size() < MOST_ROWS;
        if (heldIsWhole && next <= gap.last()) {
            missing.add(new Ack.Range(next, gap.last()));
        }
        return missing;
    }
}
