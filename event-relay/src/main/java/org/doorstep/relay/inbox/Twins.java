package org.doorstep.relay.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.talk.Request;
import org.jdbi.v3.core.Handle;

/// Two devices that run with one identity, because a card was copied: told from a device that was started again by
/// their taking turns. A program that ended never speaks again; of two that run, each speaks again after the other.
///
/// The one that has run longest keeps the name. What the other has counted is kept and counted too (its rows part from
/// the first one's, and come in a store of their own); it is only told to stand back, so that the two do not throw each
/// other out of the broker all day.
public final class Twins {
    /// A twin that stands back is heard of every few minutes; after so long without, it has been switched off.
    static final Duration RECENT = Duration.ofMinutes(30);

    /// Kept for longer than anybody asks; a device that starts every minute has 1,440 in a day.
    private static final Duration KEPT = Duration.ofDays(1);

    private Twins() {}

    /// A device whose name two use, since when, and when both were last heard of.
    public record Pair(DeviceId device, Instant since, Instant heardAt) {}

    /// Every device whose name two use now.
    public static List<Pair> now(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT device, max(first_at) AS since, min(last_at) AS heard_at
                        FROM inbox_instance
                        WHERE returns > 0 AND last_at > :recent
                        GROUP BY device
                        HAVING count(*) > 1
                        ORDER BY device
                        """)
                .bind("recent", now.minus(RECENT).toEpochMilli())
                .map((row, context) -> new Pair(
                        new DeviceId(row.getString("device")),
                        Instant.ofEpochMilli(row.getLong("since")),
                        Instant.ofEpochMilli(row.getLong("heard_at"))))
                .list();
    }

    /// Takes note of a hello; true if it came from one that is to stand back.
    static boolean standsBack(Handle transaction, DeviceId device, Request.Hello hello, Instant now) {
        if (hello.instance().isEmpty()) {
            return false;
        }
        note(transaction, device, hello.instance(), now);
        return keeper(transaction, device, now)
                .filter(keeper -> !keeper.equals(hello.instance()))
                .isPresent();
    }

    private static void note(Handle transaction, DeviceId device, String instance, Instant now) {
        transaction
                .createUpdate("""
                        DELETE FROM inbox_instance
                        WHERE device = :device AND last_at < :old
                        """)
                .bind("device", device.value())
                .bind("old", now.minus(KEPT).toEpochMilli())
                .execute();
        transaction
                .createUpdate("""
                        INSERT INTO inbox_instance (device, instance, number, first_at, last_at, turn)
                        SELECT :device, :instance, coalesce(max(number), 0) + 1, :now, :now, coalesce(max(turn), 0) + 1
                        FROM inbox_instance
                        WHERE device = :device
                        ON CONFLICT (device, instance) DO UPDATE
                        SET returns = returns + (turn < excluded.turn - 1),
                            turn = excluded.turn,
                            last_at = excluded.last_at
                        """)
                .bind("device", device.value())
                .bind("instance", instance)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /// Of those that take turns, the one that was heard of first; empty if none do.
    private static Optional<String> keeper(Handle transaction, DeviceId device, Instant now) {
        List<String> taking = transaction
                .createQuery("""
                        SELECT instance
                        FROM inbox_instance
                        WHERE device = :device AND returns > 0 AND last_at > :recent
                        ORDER BY number
                        """)
                .bind("device", device.value())
                .bind("recent", now.minus(RECENT).toEpochMilli())
                .mapTo(String.class)
                .list();
        return taking.size() > 1 ? Optional.of(taking.getFirst()) : Optional.empty();
    }
}
