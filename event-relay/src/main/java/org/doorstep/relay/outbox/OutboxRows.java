package org.doorstep.relay.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.jdbi.v3.core.Handle;

/// The outbox's tables. Every call runs in the transaction that it is given.
final class OutboxRows {
    /// By lane: how many rows the hub has not acknowledged, and the bytes of all kept texts.
    static final String ROOM = """
            SELECT lane, sum(last - max(floor, iif(parted IS NULL, through, reissued))) AS waiting,
                   sum(bytes) AS bytes
            FROM outbox_lane
            GROUP BY lane
            """;

    private final RandomGenerator random;

    /// A store of this database; `number` counts them in the order they began.
    record Store(long number, StoreId id, Source source) {}

    /// Where a lane's rows end.
    record End(long last, byte[] chain) {}

    record Row(long sequence, byte[] text) {}

    /// `digest` is of what was sent; it is null while that is what stands here.
    record Chained(long sequence, byte[] text, byte[] chain, byte[] digest) {}

    /// All that is known of one lane of one store. `parted` is -1 unless the hub was found to hold other rows there.
    record Stream(
            Store store,
            Lane lane,
            long last,
            byte[] chain,
            long floor,
            byte[] floorChain,
            long through,
            long safe,
            long centre,
            long parted,
            long reissued) {

        StreamKey key() {
            return new StreamKey(store.id(), lane);
        }

        boolean hasParted() {
            return parted >= 0;
        }
    }

    OutboxRows(RandomGenerator random) {
        this.random = random;
    }

    Store storeFor(Handle handle, Source source, Instant now) {
        Optional<Store> newest = newest(handle);
        if (newest.isPresent() && newest.get().source().equals(source)) {
            return newest.get();
        }
        return begin(handle, source, now, newest.isPresent() ? "the device was given another name" : "first start");
    }

    Store begin(Handle handle, Source source, Instant now, String why) {
        handle.createUpdate("""
                        INSERT INTO outbox_store (store, source, began_at, why)
                        VALUES (:store, :source, :now, :why)
                        """)
                .bind("store", StoreId.random(random).value())
                .bind("source", source.toString())
                .bind("now", now.toEpochMilli())
                .bind("why", why)
                .execute();
        return current(handle);
    }

    Store current(Handle handle) {
        return newest(handle).orElseThrow(() -> new IllegalStateException("The outbox has no store."));
    }

    private Optional<Store> newest(Handle handle) {
        return handle.createQuery("""
                        SELECT number, store, source
                        FROM outbox_store
                        ORDER BY number DESC
                        LIMIT 1
                        """).map((row, context) -> store(row)).findOne();
    }

    /// The newest first.
    List<StoreId> stores(Handle handle, int most) {
        return handle.createQuery("SELECT store FROM outbox_store ORDER BY number DESC LIMIT :most")
                .bind("most", most)
                .map((row, context) -> new StoreId(row.getString("store")))
                .list();
    }

    End end(Handle handle, Store store, Lane lane) {
        return handle.createQuery("""
                        SELECT last, chain
                        FROM outbox_lane
                        WHERE store = :store AND lane = :lane
                        """)
                .bind("store", store.number())
                .bind("lane", lane.text())
                .map((row, context) -> new End(row.getLong("last"), row.getBytes("chain")))
                .findOne()
                .orElseGet(() -> new End(0, Chain.nothing()));
    }

    /// Every lane that has a row, the lanes of earlier stores first.
    List<Stream> streams(Handle handle) {
        return handle.createQuery("""
                        SELECT number, outbox_store.store, source, lane, last, chain, floor, floor_chain, through, safe,
                               centre, coalesce(parted, -1) AS parted, reissued
                        FROM outbox_lane
                        JOIN outbox_store ON outbox_store.number = outbox_lane.store
                        ORDER BY number, lane
                        """)
                .map((row, context) -> new Stream(
                        store(row),
                        Lane.parse(row.getString("lane")),
                        row.getLong("last"),
                        row.getBytes("chain"),
                        row.getLong("floor"),
                        row.getBytes("floor_chain"),
                        row.getLong("through"),
                        row.getLong("safe"),
                        row.getLong("centre"),
                        row.getLong("parted"),
                        row.getLong("reissued")))
                .list();
    }

    /// Kept rows with a sequence above `after`, in order.
    List<Row> rowsAfter(Handle handle, Stream stream, long after, int most) {
        return handle.createQuery("""
                        SELECT sequence, text
                        FROM outbox_event
                        WHERE store = :store AND lane = :lane AND sequence > :after
                        ORDER BY sequence
                        LIMIT :most
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> new Row(row.getLong("sequence"), row.getBytes("text")))
                .list();
    }

    /// As [#rowsAfter], with the chain that each row has beside it.
    List<Chained> chainedAfter(Handle handle, Stream stream, long after, int most) {
        return handle.createQuery("""
                        SELECT sequence, text, chain, digest
                        FROM outbox_event
                        WHERE store = :store AND lane = :lane AND sequence > :after
                        ORDER BY sequence
                        LIMIT :most
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> new Chained(
                        row.getLong("sequence"), row.getBytes("text"), row.getBytes("chain"), row.getBytes("digest")))
                .list();
    }

    Room room(Handle handle) {
        Map<Lane, Long> waiting = new EnumMap<>(Lane.class);
        AtomicLong bytes = new AtomicLong();
        handle.createQuery(ROOM)
                .map((row, context) -> {
                    waiting.put(Lane.parse(row.getString("lane")), row.getLong("waiting"));
                    return row.getLong("bytes");
                })
                .forEach(bytes::addAndGet);
        return new Room(waiting, bytes.get());
    }

    List<Damage> damages(Handle handle) {
        return handle.createQuery("SELECT * FROM outbox_damage ORDER BY at DESC")
                .map((row, context) -> new Damage(
                        row.getString("name"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("fault"),
                        row.getLong("unsent"),
                        row.getLong("saved")))
                .list();
    }

    void note(Handle handle, Damage damage) {
        handle.createUpdate("""
                        INSERT INTO outbox_damage (name, at, fault, unsent, saved)
                        VALUES (:name, :at, :fault, :unsent, :saved)
                        """)
                .bind("name", damage.name())
                .bind("at", damage.at().toEpochMilli())
                .bind("fault", damage.fault())
                .bind("unsent", damage.unsent())
                .bind("saved", damage.saved())
                .execute();
    }

    /// Our chain at this sequence, if it is still known: of a kept row, of the last forgotten one, or before the first.
    Optional<byte[]> chainAt(Handle handle, Stream stream, long sequence) {
        if (sequence == stream.floor()) {
            return Optional.of(stream.floorChain());
        }
        return handle.createQuery("""
                        SELECT chain
                        FROM outbox_event
                        WHERE store = :store AND lane = :lane AND sequence = :sequence
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("sequence", sequence)
                .map((row, context) -> row.getBytes("chain"))
                .findOne();
    }

    /// When the row was written, by the wall clock of that time.
    Optional<Instant> appendedAt(Handle handle, Stream stream, long sequence) {
        return handle.createQuery("""
                        SELECT appended_at
                        FROM outbox_event
                        WHERE store = :store AND lane = :lane AND sequence = :sequence
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("sequence", sequence)
                .map((row, context) -> Instant.ofEpochMilli(row.getLong("appended_at")))
                .findOne();
    }

    /// The last of the first `most` kept rows that was written before `then`; 0 if none was.
    long lastBefore(Handle handle, Stream stream, Instant then, int most) {
        return handle.createQuery("""
                        SELECT coalesce(max(sequence), 0)
                        FROM (
                          SELECT sequence, appended_at
                          FROM outbox_event
                          WHERE store = :store AND lane = :lane AND sequence > :floor
                          ORDER BY sequence
                          LIMIT :most
                        )
                        WHERE appended_at < :then
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("floor", stream.floor())
                .bind("most", most)
                .bind("then", then.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    /// Records how far the hub has this lane. Lower than before is allowed, since a hub can be restored, but never
    /// lower than what is still here.
    void mark(Handle handle, Stream stream, long through, long safe, long centre) {
        handle.createUpdate("""
                        UPDATE outbox_lane
                        SET through = max(floor, :through),
                            safe = min(:safe, max(floor, :through)),
                            centre = min(:centre, max(floor, :through))
                        WHERE store = :store AND lane = :lane
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("through", through)
                .bind("safe", safe)
                .bind("centre", centre)
                .execute();
    }

    void part(Handle handle, Stream stream, long at) {
        handle.createUpdate("""
                        UPDATE outbox_lane
                        SET parted = :at
                        WHERE store = :store AND lane = :lane
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("at", at)
                .execute();
    }

    void reissued(Handle handle, Stream stream, long through) {
        handle.createUpdate("""
                        UPDATE outbox_lane
                        SET reissued = :through
                        WHERE store = :store AND lane = :lane
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("through", through)
                .execute();
    }

    /// The incarnation of the hub that was heard last.
    Optional<String> incarnation(Handle handle) {
        return handle.createQuery("SELECT incarnation FROM outbox_hub")
                .mapTo(String.class)
                .findOne();
    }

    void heard(Handle handle, String incarnation) {
        handle.createUpdate("""
                        INSERT INTO outbox_hub (only, incarnation)
                        VALUES (1, :incarnation)
                        ON CONFLICT (only) DO UPDATE SET incarnation = excluded.incarnation
                        """).bind("incarnation", incarnation).execute();
    }

    /// Deletes the acknowledged rows up to `through`, and keeps the chain there.
    void forget(Handle handle, Stream stream, long through) {
        byte[] chain = chainAt(handle, stream, through)
                .orElseThrow(() -> new IllegalArgumentException("Only a row that is here can be forgotten."));
        handle.createUpdate("""
                        UPDATE outbox_lane
                        SET floor = :through, floor_chain = :chain,
                            bytes = bytes - (
                              SELECT coalesce(sum(length(text)), 0)
                              FROM outbox_event
                              WHERE store = :store AND lane = :lane AND sequence <= :through
                            )
                        WHERE store = :store AND lane = :lane
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("through", through)
                .bind("chain", chain)
                .execute();
        handle.createUpdate("""
                        DELETE FROM outbox_event
                        WHERE store = :store AND lane = :lane AND sequence <= :through
                        """)
                .bind("store", stream.store().number())
                .bind("lane", stream.lane().text())
                .bind("through", through)
                .execute();
    }

    private static Store store(ResultSet row) throws SQLException {
        return new Store(
                row.getLong("number"), new StoreId(row.getString("store")), Source.parse(row.getString("source")));
    }
}
