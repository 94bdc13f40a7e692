package org.doorstep.relay.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// The texts that are kept and still hold something personal outside of a box: those of before
/// there were boxes, those whose seal could not be opened, those of a type that was not known, and
/// what nobody could read.
final class Boxing {
    private static final int ROWS_AT_ONCE = 500;

    private final Boxes boxes;

    private record Row(long position, byte[] text) {}

    Boxing(Boxes boxes) {
        this.boxes = boxes;
    }

    /// Boxes what can be boxed now. Cut off in the middle, it goes on at the next start.
    void rest(Database database) {
        long position = 0;
        while (position >= 0) {
            long after = position;
            position = database.write(handle -> some(handle, after));
        }
    }

    /// The position of the last that was looked at; -1 after the last of all.
    private long some(Handle handle, long after) throws SQLException {
        List<Row> rows = handle.createQuery("""
                        SELECT position, text
                        FROM inbox_event
                        WHERE boxed = 0
                          AND state IN ('projected', 'unprojected', 'unknown', 'again')
                          AND position > :after
                        ORDER BY position
                        LIMIT :most
                        """)
                .bind("after", after)
                .bind("most", ROWS_AT_ONCE)
                .map((row, context) -> new Row(row.getLong("position"), row.getBytes("text")))
                .list();
        Connection connection = Database.connection(handle);
        for (Row row : rows) {
            byte[] opened = boxes.open(connection, row.text);
            Optional<AnyEnvelope> event = event(opened);
            if (event.isPresent()) {
                keep(connection, row.position, boxes.box(connection, event.get(), opened));
            }
        }
        return rows.size() < ROWS_AT_ONCE ? -1 : rows.getLast().position;
    }

    private static void keep(Connection connection, long position, Boxes.Boxed boxed) throws SQLException {
        if (!boxed.whole()) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE inbox_event SET text = ?, boxed = 1 WHERE position = ?")) {
            update.setBytes(1, boxed.text());
            update.setLong(2, position);
            update.executeUpdate();
        }
    }

    /// Empties the texts that nobody could read and that have one of these in them. Their digests
    /// stay.
    static void forget(Connection connection, Collection<byte[]> values) throws SQLException {
        for (byte[] value : values) {
            try (PreparedStatement update = connection.prepareStatement("""
                            UPDATE inbox_event
                            SET text = x'', boxed = 1
                            WHERE boxed = 0 AND state = 'unreadable' AND instr(text, ?) > 0
                            """);
                    PreparedStatement aside = connection.prepareStatement("""
                            UPDATE inbox_quarantine
                            SET text = x''
                            WHERE text IS NOT NULL AND instr(text, ?) > 0
                            """)) {
                update.setBytes(1, value);
                update.executeUpdate();
                aside.setBytes(1, value);
                aside.executeUpdate();
            }
        }
    }

    private static Optional<AnyEnvelope> event(byte[] text) {
        try {
            return Optional.of(Wire.readAny(text));
        } catch (WireException e) {
            return Optional.empty();
        }
    }
}
