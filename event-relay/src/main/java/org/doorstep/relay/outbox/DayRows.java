package org.doorstep.relay.outbox;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.RowDigest;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.talk.Request;
import org.jdbi.v3.core.Handle;

/// The rows that this device still keeps, by the day (UTC) of their own raw time: what a daily proof is made
/// of. Rows that the hub has not acknowledged, and lanes that have parted from it, are left out; there is no
/// anonymous lane here. Safe for all threads.
public final class DayRows {
    private final Outbox outbox;

    /// Some of a lane's rows, both ends included.
    public record Stretch(StoreId store, Lane lane, long from, long to) {}

    /// `digest` is of the row as it was sent.
    private record Digested(long sequence, byte[] digest) {}

    public DayRows(Outbox outbox) {
        this.outbox = outbox;
    }

    /// The newest days before `before` all of whose rows are acknowledged. Looks at every kept row: not for
    /// every second.
    public List<LocalDate> daysBefore(LocalDate before, int most) {
        return outbox.database().read(handle -> handle.createQuery("""
                        SELECT date(appended_at / 1000, 'unixepoch') AS day
                        FROM outbox_event
                        JOIN outbox_lane USING (store, lane)
                        WHERE parted IS NULL
                        GROUP BY day
                        HAVING day < :before AND min(sequence <= through) = 1
                        ORDER BY day DESC
                        LIMIT :most
                        """)
                .bind("before", before.toString())
                .bind("most", most)
                .map((row, context) -> LocalDate.parse(row.getString("day")))
                .list());
    }

    /// From the first to the last row of that day, for each store and lane.
    public List<Stretch> stretches(LocalDate day) {
        return outbox.database().read(handle -> handle.createQuery("""
                        SELECT outbox_store.store AS id, lane, min(sequence) AS first, max(sequence) AS last
                        FROM outbox_event
                        JOIN outbox_lane USING (store, lane)
                        JOIN outbox_store ON outbox_store.number = outbox_event.store
                        WHERE parted IS NULL AND date(appended_at / 1000, 'unixepoch') = :day
                        GROUP BY id, lane
                        """)
                .bind("day", day.toString())
                .map((row, context) -> new Stretch(
                        new StoreId(row.getString("id")),
                        Lane.parse(row.getString("lane")),
                        row.getLong("first"),
                        row.getLong("last")))
                .list());
    }

    /// How many rows of that day are in the stretch, and their digest, without those that were forgotten since the
    /// stretch was named: they are no difference. Empty if that is all of them.
    public Optional<Request.Part> part(LocalDate day, Stretch stretch) {
        return outbox.database().read(handle -> {
            List<Digested> rows = rows(handle, day, stretch);
            // Looked at after the rows: a floor only rises, so all above it were there.
            long from = Math.max(stretch.from, floor(handle, stretch) + 1);
            if (from > stretch.to) {
                return Optional.empty();
            }
            RowDigest digest = new RowDigest();
            rows.stream()
                    .filter(row -> row.sequence() >= from)
                    .forEach(row -> digest.addDigest(stretch.store, stretch.lane, row.sequence(), row.digest()));
            long count = digest.count();
            return Optional.of(new Request.Part(stretch.store, stretch.lane, from, stretch.to, count, digest.hex()));
        });
    }

    /// Up to here nothing of the lane is kept any more.
    private static long floor(Handle handle, Stretch stretch) {
        return handle.createQuery("""
                        SELECT floor
                        FROM outbox_lane
                        WHERE store = (SELECT number FROM outbox_store WHERE store = :store)
                          AND lane = :lane
                        """)
                .bind("store", stretch.store.value())
                .bind("lane", stretch.lane.text())
                .mapTo(Long.class)
                .findOne()
                .orElse(Long.MAX_VALUE - 1);
    }

    private static List<Digested> rows(Handle handle, LocalDate day, Stretch stretch) {
        Chain chain = new Chain();
        return handle.createQuery("""
                        SELECT sequence, text, digest
                        FROM outbox_event
                        WHERE store = (SELECT number FROM outbox_store WHERE store = :store)
                          AND lane = :lane
                          AND sequence BETWEEN :from AND :to
                          AND date(appended_at / 1000, 'unixepoch') = :day
                        ORDER BY sequence
                        """)
                .bind("store", stretch.store.value())
                .bind("lane", stretch.lane.text())
                .bind("from", stretch.from)
                .bind("to", stretch.to)
                .bind("day", day.toString())
                .map((row, context) -> {
                    byte[] digest = row.getBytes("digest");
                    return new Digested(
                            row.getLong("sequence"), digest == null ? chain.digest(row.getBytes("text")) : digest);
                })
                .list();
    }
}
