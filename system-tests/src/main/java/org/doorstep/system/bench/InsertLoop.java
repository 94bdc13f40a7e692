package org.doorstep.system.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.outbox.Chain;
import org.doorstep.relay.store.Database;

/// The least that could be done with received events: one prepared INSERT each, with the inbox's columns and its unique
/// keys, so many a commit, and nothing looked at. What the real ingest is held against.
final class InsertLoop {
    private InsertLoop() {}

    /// Rows a second.
    static double run(Path file, List<Envelope> events, List<byte[]> texts, int rowsACommit) {
        try (Database database = Database.open(file)) {
            database.write(handle -> handle.execute("""
                    CREATE TABLE bare (
                      position INTEGER PRIMARY KEY,
                      stream INTEGER NOT NULL,
                      sequence INTEGER NOT NULL,
                      id BLOB UNIQUE,
                      state TEXT NOT NULL,
                      received_at INTEGER NOT NULL,
                      text BLOB NOT NULL,
                      chain BLOB,
                      UNIQUE (stream, sequence)
                    ) STRICT
                    """));
            long begun = System.nanoTime();
            for (int from = 0; from < texts.size(); from += rowsACommit) {
                int first = from;
                int end = Math.min(texts.size(), from + rowsACommit);
                database.write(handle -> {
                    try (PreparedStatement insert = Database.connection(handle).prepareStatement("""
                            INSERT INTO bare (stream, sequence, id, state, received_at, text, chain)
                            VALUES (1, ?, ?, 'projected', ?, ?, ?)
                            """)) {
                        byte[] chain = Chain.nothing();
                        for (int i = first; i < end; i++) {
                            Envelope event = events.get(i);
                            insert.setLong(1, event.sequence());
                            insert.setBytes(2, bytes(event.id().value()));
                            insert.setLong(3, event.time().toEpochMilli());
                            insert.setBytes(4, texts.get(i));
                            insert.setBytes(5, chain);
                            insert.executeUpdate();
                        }
                    }
                    return end;
                });
            }
            return texts.size() / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
