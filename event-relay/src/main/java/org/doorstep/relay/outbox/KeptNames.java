package org.doorstep.relay.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.doorstep.relay.contract.NamesIn;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PrivateReply;
import org.doorstep.relay.contract.PrivateRequest;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.jdbi.v3.core.Handle;

/// Whose names stand in the rows that this device still keeps though the hub has them, and the
/// replacing of those whose holders have left. A row keeps its place, its length and its chain, and
/// the digest of what was sent; only the name in it becomes what the hub counts it under. Safe for
/// all threads.
public final class KeptNames {
    /// A row has two names at most: somebody's two passes.
    private static final int ROWS_AT_ONCE = PrivateRequest.Kept.MOST / 2;

    private final Outbox outbox;
    private final Chain chain = new Chain();
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
