package org.doorstep.relay.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;

/// The statements of one receiving, each prepared once. Plain JDBC: this is the path that every
/// event takes.
final class ReceivingSql {
    /// An acknowledgement is one small message; what it leaves out the sender sends again, and that
    /// is harmless.
    private static final int MOST_HELD_ROWS = 2_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /// What is kept of a text: it may be boxed, and the digest is of what came.
    record Keeping(byte[] text, boolean boxed, byte[] digest) {}

    record Lost(long sequence, long first, long last) {}

    record Held(long sequence, byte[] digest, boolean chained) {}

    ReceivingSql(Connection connection) {
        this.connection = connection;
    }

    long lastPosition() throws SQLException {
        return number(statement("SELECT coalesce(max(position), 0) FROM inbox_event"));
    }

    /// False if the place or the id is taken.
    boolean insert(
            long position,
            Stream stream,
            long sequence,
            byte[] id,
            String state,
            Received received,
            Keeping keeping,
            byte[] chain)
            throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO inbox_event (position, stream, sequence, id, state, received_at, text, boxed, digest, chain)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """);
        insert.setLong(1, position);
        insert.setLong(2, stream.number);
        insert.setLong(3, sequence);
        insert.setBytes(4, id);
        insert.setString(5, state);
        insert.setLong(6, received.at().toEpochMilli());
        insert.setBytes(7, keeping.text);
        insert.setInt(8, keeping.boxed ? 1 : 0);
        insert.setBytes(9, keeping.digest);
        insert.setBytes(10, chain);
        return insert.executeUpdate() == 1;
    }

    /// The digest of the text at a place, or null if the place is empty.
    byte[] digestAt(Stream stream, long sequence) throws SQLException {
        PreparedStatement select = statement("SELECT digest FROM inbox_event WHERE stream = ? AND sequence = ?");
        select.setLong(1, stream.number);
        select.setLong(2, sequence);
        return bytes(select);
    }

    byte[] textOf(byte[] id) throws SQLException {
        PreparedStatement select = statement("SELECT text FROM inbox_event WHERE id = ?");
        select.setBytes(1, id);
        return bytes(select);
    }

    void unprojected(long position, String why) throws SQLException {
        PreparedStatement update =
                statement("UPDATE inbox_event SET state = 'unprojected', note = ? WHERE position = ?");
        update.setString(1, why);
        update.setLong(2, position);
        update.executeUpdate();
    }

    void aside(long position, Stream stream, Instant at) throws SQLException {
        PreparedStatement insert = statement("INSERT INTO inbox_aside (position, fence, lane, at) VALUES (?, ?, ?, ?)");
        insert.setLong(1, position);
        insert.setLong(2, stream.fence);
        insert.setString(3, stream.lane.text());
        insert.setLong(4, at.toEpochMilli());
        insert.executeUpdate();
    }

    void lost(Stream stream, long sequence, HubEvent.RangeLost lost) throws SQLException {
        PreparedStatement insert =
                statement("INSERT INTO inbox_lost (stream, sequence, first, last) VALUES (?, ?, ?, ?)");
        insert.setLong(1, stream.number);
        insert.setLong(2, sequence);
        insert.setLong(3, lost.from());
        insert.setLong(4, lost.to());
        insert.executeUpdate();
    }

    void salvaged(long position, AnyEnvelope event, Instant at, HubEvent.StoreSalvaged salvaged) throws SQLException {
        PreparedStatement insert = statement("""
                INSERT INTO inbox_salvaged (position, device, store, lane, last, saved, lost, at, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setLong(1, position);
        insert.setString(2, event.source().device().value());
        insert.setString(3, salvaged.store().value());
        insert.setString(4, event.lane().text());
        insert.setLong(5, salvaged.last());
        insert.setLong(6, salvaged.saved());
        insert.setLong(
                7,
                Salvages.lost(connection, event, salvaged).stream()
                        .mapToLong(Ack.Range::size)
                        .sum());
        insert.setLong(8, at.toEpochMilli());
        insert.setString(9, salvaged.reason());
        insert.executeUpdate();
    }

    boolean hasLost(Stream stream) throws SQLException {
        PreparedStatement select = statement("SELECT EXISTS (SELECT 1 FROM inbox_lost WHERE stream = ? AND last > ?)");
        select.setLong(1, stream.number);
        select.setLong(2, stream.through);
        return number(select) == 1;
    }

    List<Lost> losses(Stream stream) throws SQLException {
        PreparedStatement select = statement("SELECT sequence, first, last FROM inbox_lost WHERE stream = ?");
        select.setLong(1, stream.number);
        List<Lost> losses = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                losses.add(new Lost(row.getLong(1), row.getLong(2), row.getLong(3)));
            }
        }
        return losses;
    }

    List<Held> rowsFrom(Stream stream, long from, int most) throws SQLException {
        PreparedStatement select = statement("""
                SELECT sequence, digest, chain IS NOT NULL
                FROM inbox_event
                WHERE stream = ? AND sequence >= ?
                ORDER BY sequence
                LIMIT ?
                """);
        select.setLong(1, stream.number);
        select.setLong(2, from);
        select.setInt(3, most);
        List<Held> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Held(row.getLong(1), row.getBytes(2), row.getBoolean(3)));
            }
        }
        return rows;
    }

    void setChain(Stream stream, long sequence, byte[] chain) throws SQLException {
        PreparedStatement update = statement("UPDATE inbox_event SET chain = ? WHERE stream = ? AND sequence = ?");
        update.setBytes(1, chain);
        update.setLong(2, stream.number);
        update.setLong(3, sequence);
        update.executeUpdate();
    }

    /// The ranges held beyond the mark.
    List<Ack.Range> held(Stream stream) throws SQLException {
        PreparedStatement select = statement(
                "SELECT sequence FROM inbox_event WHERE stream = ? AND sequence > ? ORDER BY sequence LIMIT ?");
        select.setLong(1, stream.number);
        select.setLong(2, stream.through);
        select.setInt(3, MOST_HELD_ROWS);
        List<Long> sequences = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                sequences.add(row.getLong(1));
            }
        }
        return Acks.ranges(sequences);
    }

    /// The stream's row, made if it is the first of its kind; null if the device has as many as
    /// it may. Those behind a fence are counted by themselves, fence by fence: what a stolen
    /// kiosk used up is not missing to its successor.
    Stream stream(DeviceId device, StoreId store, Lane lane, Instant now) throws SQLException {
        Stream known = find(device, store, lane);
        if (known != null) {
            return known;
        }
        PreparedStatement count = statement("""
                SELECT count(*)
                FROM inbox_stream
                LEFT JOIN inbox_fenced_store AS fenced
                  ON fenced.device = inbox_stream.device AND fenced.store = inbox_stream.store
                WHERE inbox_stream.device = ?1
                  AND fence IS (SELECT fence FROM inbox_fenced_store WHERE device = ?1 AND store = ?2)
                """);
        count.setString(1, device.value());
        count.setString(2, store.value());
        if (number(count) >= Inbox.MOST_STREAMS_A_DEVICE) {
            return null;
        }
        PreparedStatement insert = statement("""
                INSERT INTO inbox_stream (device, store, lane, began_at, heard_at)
                VALUES (?, ?, ?, ?, ?)
                """);
        insert.setString(1, device.value());
        insert.setString(2, store.value());
        insert.setString(3, lane.text());
        insert.setLong(4, now.toEpochMilli());
        insert.setLong(5, now.toEpochMilli());
        insert.executeUpdate();
        return find(device, store, lane);
    }

    void writeBack(Stream stream, Instant now) throws SQLException {
        PreparedStatement update = statement("""
                UPDATE inbox_stream
                SET through = ?, chain = ?, highest = ?, heard_at = ?
                WHERE number = ?
                """);
        update.setLong(1, stream.through);
        update.setBytes(2, stream.chain);
        update.setLong(3, stream.highest);
        update.setLong(4, now.toEpochMilli());
        update.setLong(5, stream.number);
        update.executeUpdate();
    }

    void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    private Stream find(DeviceId device, StoreId store, Lane lane) throws SQLException {
        PreparedStatement select = statement("""
                SELECT number, through, chain, highest, safe, centre,
                       coalesce(
                         (SELECT fence
                          FROM inbox_fenced_store AS fenced
                          WHERE fenced.device = inbox_stream.device AND fenced.store = inbox_stream.store),
                         (SELECT number
                          FROM inbox_fence AS fence
                          WHERE fence.device = inbox_stream.device AND fence.succeeded_at IS NULL),
                         0)
                FROM inbox_stream
                WHERE device = ? AND store = ? AND lane = ?
                """);
        select.setString(1, device.value());
        select.setString(2, store.value());
        select.setString(3, lane.text());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new Stream(
                            row.getLong(1),
                            device,
                            store,
                            lane,
                            row.getLong(2),
                            row.getBytes(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7))
                    : null;
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static byte[] bytes(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }
}
