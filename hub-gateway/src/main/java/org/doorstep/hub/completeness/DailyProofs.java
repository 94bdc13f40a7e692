package org.doorstep.hub.completeness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.RowDigest;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Compares what a kiosk keeps of a day with what is here, count and digest over (store, lane, sequence, hash),
/// and keeps what was found. Safe for all threads.
///
/// Proved is only what the kiosk still keeps: the rows that it has not let go of after `safe` or its age. What
/// it has let go of was acknowledged by its hash and its chain, and that is all that can be said of it.
public final class DailyProofs {
    /// A quarter: as long as the weeks that a manager looks back on.
    private static final Duration KEPT = Duration.ofDays(92);

    /// Of more places, a person learns nothing more; the count says how many there are.
    private static final int MOST_PLACES = 64;

    private final Database database;
    private final InstantSource clock;

    /// A day of a kiosk as it was compared last. `places` is where they differ, as far as it is known.
    public record Day(LocalDate day, long events, long eventsHere, boolean agrees, List<Place> places) {
        public Day {
            places = List.copyOf(places);
        }
    }

    /// One place at which kiosk and hub have not the same. `what` is said by the hub: only there, only here,
    /// other bytes.
    public record Place(Lane lane, long sequence, String what) {}

    private record Found(long count, String digest) {}

    public DailyProofs(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The answer to a kiosk's question, with what was found written down.
    public Reply.Proof answer(DeviceId device, Request.Proof asked) {
        List<Found> found = database.read(handle -> asked.parts().stream()
                .map(part -> found(handle, device, asked.day(), part))
                .toList());
        List<Boolean> agrees = new ArrayList<>();
        database.write(transaction -> {
            for (int i = 0; i < found.size(); i++) {
                Request.Part part = asked.parts().get(i);
                boolean same =
                        part.count() == found.get(i).count && part.digest().equals(found.get(i).digest);
                agrees.add(same);
                if (asked.whole()) {
                    keep(transaction, device, asked.day(), part, found.get(i), same);
                } else if (!same && part.from() == part.to()) {
                    keepPlace(transaction, device, asked.day(), part, found.get(i));
                }
            }
            return null;
        });
        return new Reply.Proof(asked.day(), agrees);
    }

    /// The days of a kiosk that were compared, the newest first.
    public static List<Day> days(Handle handle, DeviceId device, int most) {
        return handle.createQuery("""
                        SELECT day, sum(count) AS events, sum(count_here) AS here, min(agrees) AS agrees
                        FROM daily_proof
                        WHERE device = :device
                        GROUP BY day
                        ORDER BY day DESC
                        LIMIT :most
                        """)
                .bind("device", device.value())
                .bind("most", most)
                .map((row, context) -> {
                    LocalDate day = LocalDate.parse(row.getString("day"));
                    boolean agrees = row.getInt("agrees") == 1;
                    return new Day(
                            day,
                            row.getLong("events"),
                            row.getLong("here"),
                            agrees,
                            agrees ? List.of() : places(handle, device, day));
                })
                .list();
    }

    private static List<Place> places(Handle handle, DeviceId device, LocalDate day) {
        return handle.createQuery("""
                        SELECT lane, sequence, what
                        FROM daily_proof_difference
                        WHERE device = :device AND day = :day
                        ORDER BY lane, sequence
                        """)
                .bind("device", device.value())
                .bind("day", day.toString())
                .map((row, context) ->
                        new Place(Lane.parse(row.getString("lane")), row.getLong("sequence"), row.getString("what")))
                .list();
    }

    private static Found found(Handle handle, DeviceId device, LocalDate day, Request.Part part) {
        RowDigest digest = new RowDigest();
        handle
                .createQuery("""
                        SELECT sequence, digest
                        FROM inbox_event
                        WHERE stream = (
                            SELECT number
                            FROM inbox_stream
                            WHERE device = :device AND store = :store AND lane = :lane)
                          AND sequence BETWEEN :from AND :to
                          AND CASE WHEN json_valid(CAST(text AS TEXT))
                            THEN substr(json_extract(CAST(text AS TEXT), '$.time'), 1, 10) END = :day
                        ORDER BY sequence
                        """)
                .bind("device", device.value())
                .bind("store", part.store().value())
                .bind("lane", part.lane().text())
                .bind("from", part.from())
                .bind("to", part.to())
                .bind("day", day.toString())
                .map((row, context) ->
                        digest.addDigest(part.store(), part.lane(), row.getLong("sequence"), row.getBytes("digest")))
                .stream()
                .forEach(row -> {});
        long count = digest.count();
        return new Found(count, digest.hex());
    }

    private void keep(
            Handle transaction, DeviceId device, LocalDate day, Request.Part part, Found found, boolean same) {
        Instant now = clock.instant();
        forget(transaction, device, day, part.store(), part.lane(), now);
        transaction.execute(
                """
                INSERT OR REPLACE INTO daily_proof (device, day, store, lane, count, count_here, agrees, compared_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                device.value(),
                day.toString(),
                part.store().value(),
                part.lane().text(),
                part.count(),
                found.count,
                same ? 1 : 0,
                now.toEpochMilli());
    }

    private static void forget(
            Handle transaction, DeviceId device, LocalDate day, StoreId store, Lane lane, Instant now) {
        String oldest = LocalDate.ofInstant(now.minus(KEPT), ZoneOffset.UTC).toString();
        transaction.execute("DELETE FROM daily_proof WHERE day < ?", oldest);
        transaction.execute("DELETE FROM daily_proof_difference WHERE day < ?", oldest);
        transaction.execute(
                "DELETE FROM daily_proof_difference WHERE device = ? AND day = ? AND store = ? AND lane = ?",
                device.value(),
                day.toString(),
                store.value(),
                lane.text());
    }

    private static void keepPlace(Handle transaction, DeviceId device, LocalDate day, Request.Part part, Found found) {
        String what = part.count() == 0 ? "only here" : found.count == 0 ? "only there" : "other bytes";
        transaction.execute(
                """
                INSERT OR REPLACE INTO daily_proof_difference (device, day, store, lane, sequence, what)
                SELECT ?, ?, ?, ?, ?, ?
                WHERE (SELECT count(*) FROM daily_proof_difference WHERE device = ? AND day = ?) < ?
                """,
                device.value(),
                day.toString(),
                part.store().value(),
                part.lane().text(),
                part.from(),
                what,
                device.value(),
                day.toString(),
                MOST_PLACES);
    }
}
