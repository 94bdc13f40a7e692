package org.doorstep.relay.inbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.jdbi.v3.core.Handle;

/// The devices that were shut out, and what of theirs came afterwards: in flight, on a stick, from a card that was put
/// into another kiosk. It is kept in its place and acknowledged, so that nothing is lost and nothing is held up, and it
/// counts as nothing until a person says so. Works in the caller's transaction; safe for all threads.
///
/// A fence is of the name while nobody has it, and of the stores that were heard of under it for ever. So a successor
/// of the same name, whose store is a new one, is not behind it.
public final class Fences {
    /// So many floods are looked at in one go; with more, those first of which nobody has said anything.
    private static final int FULL_WINDOWS = 8;

    private Fences() {}

    /// What a person has said of events behind a fence.
    public enum Verdict {
        /// Nobody has said anything yet.
        WAITING("waiting"),
        COUNTS("counts"),
        LEFT_OUT("left-out");

        private final String stored;

        Verdict(String stored) {
            this.stored = stored;
        }

        private static Verdict stored(String text) {
            return Arrays.stream(values())
                    .filter(verdict -> verdict.stored.equals(text))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// One device, shut out once. `succeeded` is when another took its name, or it came back.
    public record Fence(long number, DeviceId device, String because, Instant shutAt, Optional<Instant> succeeded) {}

    /// Events behind a fence that lie together: of one lane, and one day of the device's own time (UTC).
    public record Lot(DeviceId device, Lane lane, Instant from, Instant to, long events) {}

    /// Shuts the device out from now on; what it has sent so far stands. False, and nothing done, if it is already.
    /// Every store that was heard of under the name is behind the fence, whatever the clock says.
    public static boolean shutOut(Handle transaction, DeviceId device, String because, Instant now) {
        return shutOut(transaction, device, because, now, heard(transaction));
    }

    /// The same where another has taken the name already: the stores behind it are those that were
    /// heard of up to `heard` (see [#heard]), when nobody had.
    public static boolean shutOut(Handle transaction, DeviceId device, String because, Instant now, long heard) {
        boolean made = transaction
                        .createUpdate("""
                                INSERT INTO inbox_fence (device, because, shut_at)
                                VALUES (:device, :because, :now)
                                ON CONFLICT (device) WHERE succeeded_at IS NULL DO NOTHING
                                """)
                        .bind("device", device.value())
                        .bind("because", because)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
        fenceStores(transaction, device, heard);
        return made;
    }

    /// A mark of what was heard of until now, for [#succeeded]. It counts streams: a hub's clock
    /// may be put right in between, and of the anonymous lane only the day is kept.
    public static long heard(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(number), 0) FROM inbox_stream")
                .mapTo(Long.class)
                .one();
    }

    /// Another has taken its name, or it is back: what comes of a store that was not heard of until now is not behind
    /// the fence any more.
    public static void succeeded(Handle transaction, DeviceId device, Instant now) {
        succeeded(transaction, device, now, heard(transaction));
    }

    /// The same where it happened between `heard` (see [#heard]), when nobody had the name yet,
    /// and now: a store that was first heard of afterwards is the successor's, who may have
    /// spoken before this hub looked. What was set aside of it waits to be counted.
    public static void succeeded(Handle transaction, DeviceId device, Instant now, long heard) {
        fenceStores(transaction, device, heard);
        transaction.createUpdate("""
                        DELETE FROM inbox_aside
                        WHERE fence = (SELECT number FROM inbox_fence WHERE device = :device AND succeeded_at IS NULL)
                          AND position IN (
                            SELECT position
                            FROM inbox_event
                            JOIN inbox_stream ON inbox_stream.number = stream
                            WHERE device = :device
                              AND store NOT IN (SELECT store FROM inbox_fenced_store WHERE device = :device))
                        """).bind("device", device.value()).execute();
        transaction
                .createUpdate("""
                        UPDATE inbox_fence
                        SET succeeded_at = :now
                        WHERE device = :device AND succeeded_at IS NULL
                        """)
                .bind("device", device.value())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /// Puts a store behind the last fence of this device, because it was shown to be of the one that was shut out.
    /// False, and nothing done, if there never was a fence, or the store is one that its successor has.
    public static boolean fence(Handle transaction, DeviceId device, StoreId store) {
        if (isBehind(transaction, device, store)) {
            return true;
        }
        boolean heardOf = transaction
                .createQuery("SELECT EXISTS (SELECT 1 FROM inbox_stream WHERE device = :device AND store = :store)")
                .bind("device", device.value())
                .bind("store", store.value())
                .mapTo(Boolean.class)
                .one();
        return !heardOf
                && transaction
                                .createUpdate("""
                                        INSERT INTO inbox_fenced_store (device, store, fence)
                                        SELECT :device, :store, number
                                        FROM inbox_fence
                                        WHERE device = :device
                                        ORDER BY number DESC
                                        LIMIT 1
                                        """)
                                .bind("device", device.value())
                                .bind("store", store.value())
                                .execute()
                        == 1;
    }

    /// What the stores behind this one fence send from now on counts again: the device itself is
    /// back, with its memory. Those of others that were shut out under the same name stay behind
    /// theirs. Nothing while a fence of the name stands.
    public static void letGoOn(Handle transaction, Fence fence) {
        transaction.createUpdate("""
                        DELETE FROM inbox_fenced_store
                        WHERE fence = :fence
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_fence AS standing
                            WHERE standing.device = inbox_fenced_store.device AND standing.succeeded_at IS NULL)
                        """).bind("fence", fence.number()).execute();
    }

    /// How often this device was shut out.
    public static int times(Handle handle, DeviceId device) {
        return handle.createQuery("SELECT count(*) FROM inbox_fence WHERE device = :device")
                .bind("device", device.value())
                .mapTo(Integer.class)
                .one();
    }

    /// All of them, the latest first.
    public static List<Fence> all(Handle handle) {
        return handle.createQuery("""
                        SELECT number, device, because, shut_at, succeeded_at
                        FROM inbox_fence
                        ORDER BY number DESC
                        """)
                .map((row, context) -> new Fence(
                        row.getLong("number"),
                        new DeviceId(row.getString("device")),
                        row.getString("because"),
                        Instant.ofEpochMilli(row.getLong("shut_at")),
                        row.getObject("succeeded_at") == null
                                ? Optional.empty()
                                : Optional.of(Instant.ofEpochMilli(row.getLong("succeeded_at")))))
                .list();
    }

    /// What is set aside and waits for a person, by device, lane and day.
    public static List<Lot> waiting(Handle handle) {
        return handle.createQuery("""
                        SELECT device, lane, min(at) AS first, max(at) AS last, count(*) AS events
                        FROM inbox_aside
                        JOIN inbox_fence ON number = fence
                        WHERE verdict = 'waiting'
                        GROUP BY device, lane, at / 86400000
                        ORDER BY device, lane, first
                        """)
                .map((row, context) -> new Lot(
                        new DeviceId(row.getString("device")),
                        Lane.parse(row.getString("lane")),
                        Instant.ofEpochMilli(row.getLong("first")),
                        Instant.ofEpochMilli(row.getLong("last")),
                        row.getLong("events")))
                .list();
    }

    /// One event behind a fence of which nobody has said that it counts. `at` is the device's own
    /// time, of the anonymous lane its date; `type` as on the wire.
    public record Aside(long position, long fence, Lane lane, Instant at, String type, Verdict verdict) {}

    /// The events of which nobody has said that they count, by fence and time; first those of
    /// which nobody has said anything. Of each fence `mostEach` of these and `mostEach` of what
    /// is left out: what one device sends without end, or what was said of it, hides nothing
    /// that came of another. What is beyond it comes when these are said of.
    public static List<Aside> notCounted(Handle handle, int mostEach) {
        return handle.createQuery("""
                        SELECT aside.position AS position, fence, lane, at, verdict,
                               json_extract(CAST(text AS TEXT), '$.type') AS type
                        FROM (
                            SELECT position, fence, lane, at, verdict,
                                   row_number() OVER (PARTITION BY fence, verdict ORDER BY at, position) AS nth
                            FROM inbox_aside
                            WHERE verdict <> 'counts') AS aside
                        JOIN inbox_event ON inbox_event.position = aside.position
                        WHERE nth <= :mostEach
                        ORDER BY verdict = 'left-out', fence, at, aside.position
                        LIMIT :most
                        """)
                .bind("mostEach", mostEach)
                .bind("most", (long) mostEach * FULL_WINDOWS)
                .map((row, context) -> new Aside(
                        row.getLong("position"),
                        row.getLong("fence"),
                        Lane.parse(row.getString("lane")),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("type"),
                        Verdict.stored(row.getString("verdict"))))
                .list();
    }

    /// How many wait for a person to say something of them.
    public static long countWaiting(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM inbox_aside WHERE verdict = 'waiting'")
                .mapTo(Long.class)
                .one();
    }

    /// Says of these events that they count, or that they are left out; how many that was new of.
    /// What counts is projected by the ordinary way of whatever waits ([Inbox#awaiting]), so it is
    /// done once, whenever this program ends; and it is never said otherwise afterwards.
    public static int say(Handle transaction, List<Aside> events, Verdict verdict) {
        int said = 0;
        for (Aside event : events) {
            said += transaction
                    .createUpdate("""
                            UPDATE inbox_aside
                            SET verdict = :verdict
                            WHERE position = :position AND verdict NOT IN ('counts', :verdict)
                            """)
                    .bind("verdict", verdict.stored)
                    .bind("position", event.position())
                    .execute();
        }
        return said;
    }

    private static boolean isBehind(Handle handle, DeviceId device, StoreId store) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM inbox_fenced_store WHERE device = :device AND store = :store)
                        """)
                .bind("device", device.value())
                .bind("store", store.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// Every store that is known under the name, and is behind no fence yet, while one stands.
    private static void fenceStores(Handle transaction, DeviceId device, long heard) {
        transaction
                .createUpdate("""
                        INSERT INTO inbox_fenced_store (device, store, fence)
                        SELECT DISTINCT inbox_stream.device, store, inbox_fence.number
                        FROM inbox_stream
                        JOIN inbox_fence ON inbox_fence.device = inbox_stream.device AND succeeded_at IS NULL
                        WHERE inbox_stream.device = :device AND inbox_stream.number <= :heard
                        ON CONFLICT DO NOTHING
                        """)
                .bind("device", device.value())
                .bind("heard", heard)
                .execute();
    }
}
