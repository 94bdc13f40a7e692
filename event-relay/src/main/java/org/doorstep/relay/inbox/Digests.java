package org.doorstep.relay.inbox;

import org.doorstep.relay.outbox.Chain;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The digests of rows that came before they were kept beside each text: an older database, or a copy of one.
final class Digests {
    /// A second or so for the writer, whom others may wait for.
    private static final int ROWS_AT_ONCE = 2_000;

    private record Undigested(long position, byte[] text) {}

    private Digests() {}

    /// Nothing to do but once in a database's life. Cut off in the middle, it goes on at the next start.
    static void fillIn(Database database) {
        int filled;
        do {
            filled = database.write(Digests::fillInSome);
        } while (filled == ROWS_AT_ONCE);
    }

    private static int fillInSome(Handle transaction) {
        Chain chain = new Chain();
        PreparedBatch batch =
                transaction.prepareBatch("UPDATE inbox_event SET digest = :digest WHERE position = :position");
        transaction
                .createQuery(
                        "SELECT position, text FROM inbox_event WHERE digest IS NULL ORDER BY position LIMIT :most")
                .bind("most", ROWS_AT_ONCE)
                .map((row, context) -> new Undigested(row.getLong("position"), row.getBytes("text")))
                .forEach(row -> batch.bind("position", row.position)
                        .bind("digest", chain.digest(row.text))
                        .add());
        return batch.size() == 0 ? 0 : batch.execute().length;
    }
}
