package org.doorstep.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;

/// The adding of a row, with statements that are each prepared once for the writer's connection: somebody stands before
/// the screen while this is done, and on a small board preparing them took longer than what they do. For the writer's
/// thread only.
final class Appending {
    private final Chain chain = new Chain();
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private Connection connection;

    /// Where the next row of a lane goes: behind the last of the newest store.
    record Place(OutboxRows.Store store, OutboxRows.End end) {}

    Room room(Connection now) {
        try {
            PreparedStatement select = statement(now, OutboxRows.ROOM);
            Map<Lane, Long> waiting = new EnumMap<>(Lane.class);
            long bytes = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    waiting.put(Lane.parse(row.getString(1)), row.getLong(2));
                    bytes += row.getLong(3);
                }
            }
            return new Room(waiting, bytes);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    Place next(Connection now, Lane lane) {
        try {
            PreparedStatement select = statement(now, """
                    SELECT number, outbox_store.store, source, last, chain
                    FROM outbox_store
                    LEFT JOIN outbox_lane ON outbox_lane.store = number AND lane = ?
                    ORDER BY number DESC
                    LIMIT 1
                    """);
            select.setString(1, lane.text());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("The outbox has no store.");
                }
                byte[] last = row.getBytes(5);
                return new Place(
                        new OutboxRows.Store(
                                row.getLong(1), new StoreId(row.getString(2)), Source.parse(row.getString(3))),
                        last == null
                                ? new OutboxRows.End(0, Chain.nothing())
                                : new OutboxRows.End(row.getLong(4), last));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void add(Connection now, OutboxRows.Store store, Lane lane, long sequence, byte[] text, byte[] before, Instant at) {
        byte[] after = chain.after(before, text);
        try {
            PreparedStatement end = statement(now, """
                    INSERT INTO outbox_lane (store, lane, last, chain, bytes)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (store, lane) DO UPDATE
                    SET last = excluded.last, chain = excluded.chain, bytes = bytes + excluded.bytes
                    """);
            end.setLong(1, store.number());
            end.setString(2, lane.text());
            end.setLong(3, sequence);
            end.setBytes(4, after);
            end.setLong(5, text.length);
            end.executeUpdate();
            PreparedStatement row = statement(now, """
                    INSERT INTO outbox_event (store, lane, sequence, text, chain, appended_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """);
            row.setLong(1, store.number());
            row.setString(2, lane.text());
            row.setLong(3, sequence);
            row.setBytes(4, text);
            row.setBytes(5, after);
            row.setLong(6, at.toEpochMilli());
            row.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private PreparedStatement statement(Connection now, String sql) throws SQLException {
        if (connection != now) {
            forget();
            connection = now;
        }
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private void forget() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It says once more why it failed.
            }
        }
        statements.clear();
    }

    /// What the writer translates for its caller, who need not know SQL: a full disk is a full disk. A statement that
    /// has failed is of no more use with this driver.
    private IllegalStateException failed(SQLException e) {
        forget();
        return new IllegalStateException("The outbox would not take a row.", e);
    }
}
