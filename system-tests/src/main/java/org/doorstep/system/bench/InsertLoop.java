package org.doorstep.system.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.outbox.Chain;
import org.doorstep.relay.store.Database;

/// The least that could be done with received events: prepared INSERTs with the columns and keys of the hub's
/// tables, so many events a commit, and nothing looked at. What the real ingest is held against.
final class InsertLoop {
    /// Which of the rows that the ingest leaves behind.
    enum Rows {
        INBOX,
        INBOX_TAPS_AND_VISITS
    }

    private static final String TABLES = """
            CREATE TABLE bare_event (
              position INTEGER PRIMARY KEY,
              stream INTEGER NOT NULL,
              sequence INTEGER NOT NULL,
              id BLOB UNIQUE,
              state TEXT NOT NULL,
              received_at INTEGER NOT NULL,
              text BLOB NOT NULL,
              chain BLOB,
              UNIQUE (stream, sequence)
            ) STRICT;
            CREATE TABLE bare_tap (
              event TEXT NOT NULL PRIMARY KEY,
              pass INTEGER NOT NULL,
              session INTEGER NOT NULL,
              at INTEGER NOT NULL,
              raw_at INTEGER NOT NULL,
              unsure INTEGER NOT NULL,
              device TEXT NOT NULL,
              shown_session TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX bare_tap_by_visit ON bare_tap (pass, session);
            CREATE INDEX bare_tap_by_time ON bare_tap (at);
            CREATE TABLE bare_visit (
              session INTEGER NOT NULL,
              pass INTEGER NOT NULL,
              day TEXT NOT NULL,
              arrived_at INTEGER NOT NULL,
              left_at INTEGER NOT NULL,
              leaving TEXT NOT NULL,
              PRIMARY KEY (session, pass)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX bare_visit_by_pass ON bare_visit (pass, day);
            CREATE INDEX bare_visit_by_day ON bare_visit (day);
            """;

    private InsertLoop() {}

    /// Events a second.
    static double run(Path file, Rows rows, List<Envelope> events, List<byte[]> texts, int rowsACommit) {
        try (Database database = Database.open(file)) {
            database.write(handle -> {
                handle.createScript(TABLES).execute();
                return rows;
            });
            long begun = System.nanoTime();
            for (int from = 0; from < texts.size(); from += rowsACommit) {
                int first = from;
                int end = Math.min(texts.size(), from + rowsACommit);
                database.write(handle -> {
                    Connection connection = Database.connection(handle);
                    insertEvents(connection, events, texts, first, end);
                    if (rows == Rows.INBOX_TAPS_AND_VISITS) {
                        insertTapsAndVisits(connection, events, first, end);
                    }
                    return end;
                });
            }
            return texts.size() / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void insertEvents(
            Connection connection, List<Envelope> events, List<byte[]> texts, int first, int end) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO bare_event (stream, sequence, id, state, received_at, text, chain)
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
    }

    private static void insertTapsAndVisits(Connection connection, List<Envelope> events, int first, int end)
            throws SQLException {
        try (PreparedStatement tap = connection.prepareStatement("""
                        INSERT INTO bare_tap (event, pass, session, at, raw_at, unsure, device, shown_session)
                        VALUES (?, ?, ?, ?, ?, 0, ?, ?)
                        """);
                PreparedStatement visit = connection.prepareStatement("""
                        INSERT OR REPLACE INTO bare_visit (session, pass, day, arrived_at, left_at, leaving)
                        VALUES (?, ?, ?, ?, ?, 'assumed')
                        """)) {
            for (int i = first; i < end; i++) {
                Envelope event = events.get(i);
                if (event.data()
                        instanceof HubEvent.TapRecorded(var credential, var assurance, var shown, var session)) {
                    long pass = credential.hashCode();
                    long day = session.date().toEpochDay();
                    long at = event.time().toEpochMilli();
                    tap.setString(1, event.id().toString());
                    tap.setLong(2, pass);
                    tap.setLong(3, day);
                    tap.setLong(4, at);
                    tap.setLong(5, at);
                    tap.setString(6, event.source().device().value());
                    tap.setString(7, session.toString());
                    tap.executeUpdate();
                    visit.setLong(1, day);
                    visit.setLong(2, pass);
                    visit.setString(3, session.date().toString());
                    visit.setLong(4, at);
                    visit.setLong(5, at);
                    visit.executeUpdate();
                }
            }
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
