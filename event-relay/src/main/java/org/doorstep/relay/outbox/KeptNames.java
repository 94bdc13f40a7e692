package org.doorstep.relay.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.NamesIn;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.jdbi.v3.core.Handle;

/// Whose names stand in the rows that this device still keeps though the hub has them, and the
/// replacing of those whose holders have left. A row keeps its place, its length and its chain, and
/// the digest of what was sent; only the name in it becomes what the hub counts it under. Safe for
/// all threads.
public final class KeptNames {
    /// A row has two names at most: somebody's two passes.
    private static final int ROWS_AT_ONCE = PrivateRequest.Kept.MOST / 2;

    private static final byte[] LEFT = "resident.left".getBytes(StandardCharsets.US_ASCII);

    private final Outbox outbox;
    private final Chain chain = new Chain();
    private final Map<Long, Long> lookedThrough = new HashMap<>();
    private final Set<PassName> leftHere = new LinkedHashSet<>();
    private Place reached = Place.BEFORE_ALL;

    private record Place(long store, String lane, long sequence) {
        private static final Place BEFORE_ALL = new Place(0, "", 0);
    }

    private record Row(Place place, byte[] text, byte[] digest) {}

    public KeptNames(Outbox outbox) {
        this.outbox = outbox;
    }

    /// The names in the next stretch of rows that are acknowledged; after the last it begins again.
    /// May be empty.
    public synchronized List<PassName> next() {
        Place from = reached;
        List<Row> rows = outbox.database().read(handle -> after(handle, from));
        reached = rows.size() < ROWS_AT_ONCE ? Place.BEFORE_ALL : rows.getLast().place;
        Set<PassName> names = new LinkedHashSet<>();
        for (Row row : rows) {
            try {
                names.addAll(NamesIn.of(Wire.readAny(row.text).data()).names());
            } catch (WireException e) {
                // It was sent, and the hub has set it aside.
            }
        }
        return List.copyOf(names);
    }

    /// True if [#next] has reached the last row, and begins again.
    public synchronized boolean atTheEnd() {
        return reached.equals(Place.BEFORE_ALL);
    }

    /// What was asked about before may have become another answer: [#next] begins again.
    public synchronized void beginAgain() {
        reached = Place.BEFORE_ALL;
    }

    /// The names of those who left at this very device and have every row acknowledged: they need not
    /// wait until [#next] comes to them. They are told until [#asked].
    public synchronized List<PassName> leftHere() {
        outbox.database().read(handle -> {
            lookForLeavings(handle);
            return null;
        });
        return leftHere.isEmpty()
                ? List.of()
                : outbox.database().read(handle -> leftHere.stream()
                        .filter(name -> !waits(handle, name))
                        .limit(PrivateRequest.Kept.MOST)
                        .toList());
    }

    /// The hub has answered about these.
    public synchronized void asked(List<PassName> names) {
        leftHere.removeAll(names);
    }

    /// Each row is looked at once. One whose name is replaced already has a digest.
    private void lookForLeavings(Handle handle) {
        Map<Long, Long> last = handle.createQuery("SELECT store, last FROM outbox_lane WHERE lane = :lane")
                .bind("lane", Lane.MEMBER.text())
                .reduceRows(new HashMap<>(), (all, row) -> {
                    all.put(row.getColumn("store", Long.class), row.getColumn("last", Long.class));
                    return all;
                });
        last.forEach((store, end) -> {
            long from = lookedThrough.getOrDefault(store, 0L);
            if (end > from) {
                handle.createQuery("""
                                SELECT text FROM outbox_event
                                WHERE store = :store AND lane = :lane AND sequence > :from AND sequence <= :end
                                  AND digest IS NULL AND instr(text, :type) > 0
                                """)
                        .bind("store", store)
                        .bind("lane", Lane.MEMBER.text())
                        .bind("from", from)
                        .bind("end", end)
                        .bind("type", LEFT)
                        .mapTo(byte[].class)
                        .forEach(this::noteLeaving);
                lookedThrough.put(store, end);
            }
        });
    }

    private void noteLeaving(byte[] text) {
        try {
            if (Wire.readAny(text).data() instanceof HubEvent.ResidentLeft left) {
                leftHere.addAll(NamesIn.of(left).names());
            }
        } catch (WireException e) {
            // It was sent, and the hub has set it aside.
        }
    }

    /// Whether the hub still lacks a row with that name. A lane that has parted is sent again elsewhere.
    private static boolean waits(Handle handle, PassName name) {
        return handle.createQuery("""
                        SELECT EXISTS (
                          SELECT 1
                          FROM outbox_lane
                          JOIN outbox_event USING (store, lane)
                          WHERE parted IS NULL AND sequence > through AND instr(text, :value) > 0)
                        """)
                .bind("value", name.value().getBytes(StandardCharsets.US_ASCII))
                .mapTo(Boolean.class)
                .one();
    }

    /// Replaces each of these in every acknowledged row that was written before its holder left. How
    /// many rows that were.
    public synchronized int replace(List<PrivateReply.Gone> gone) {
        if (gone.isEmpty()) {
            return 0;
        }
        int rows = outbox.database().write(transaction -> {
            int changed = 0;
            for (PrivateReply.Gone one : gone) {
                for (Row row : with(transaction, one)) {
                    change(transaction, row, one);
                    changed++;
                }
            }
            return changed;
        });
        if (rows > 0) {
            // Else the names stand in the log until it is written over.
            outbox.database().cutLog();
        }
        return rows;
    }

    private void change(Handle transaction, Row row, PrivateReply.Gone gone) {
        transaction
                .createUpdate("""
                        UPDATE outbox_event
                        SET text = :text, digest = :digest
                        WHERE store = :store AND lane = :lane AND sequence = :sequence
                        """)
                .bind("text", Wire.renamed(row.text, gone.pass(), gone.by()))
                .bind("digest", row.digest == null ? chain.digest(row.text) : row.digest)
                .bind("store", row.place.store)
                .bind("lane", row.place.lane)
                .bind("sequence", row.place.sequence)
                .execute();
    }

    private static List<Row> with(Handle handle, PrivateReply.Gone gone) {
        return handle.createQuery("""
                        SELECT outbox_event.store AS store, lane, sequence, text, digest
                        FROM outbox_event
                        JOIN outbox_lane USING (store, lane)
                        WHERE sequence <= through AND appended_at <= :until AND instr(text, :value) > 0
                        """)
                .bind("until", gone.until().toEpochMilli())
                .bind("value", gone.pass().value().getBytes(StandardCharsets.US_ASCII))
                .map((row, context) -> row(row))
                .list();
    }

    private static List<Row> after(Handle handle, Place place) {
        return handle.createQuery("""
                        SELECT outbox_event.store AS store, lane, sequence, text, digest
                        FROM outbox_event
                        JOIN outbox_lane USING (store, lane)
                        WHERE sequence <= through AND (store, lane, sequence) > (:store, :lane, :sequence)
                        ORDER BY store, lane, sequence
                        LIMIT :most
                        """)
                .bind("store", place.store)
                .bind("lane", place.lane)
                .bind("sequence", place.sequence)
                .bind("most", ROWS_AT_ONCE)
                .map((row, context) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Place(row.getLong("store"), row.getString("lane"), row.getLong("sequence")),
                row.getBytes("text"),
                row.getBytes("digest"));
    }
}
