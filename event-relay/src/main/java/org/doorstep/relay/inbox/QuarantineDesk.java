package org.doorstep.relay.inbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.StoreId;

/// Where the writer's thread sets texts aside. Seldom used, so it prepares its statements each time.
final class QuarantineDesk {
    /// A broken device repeats itself; a person looks at a few, and the counts say how many there were.
    private static final int MOST_CONFLICTS_A_DEVICE = 1_000;

    private final Connection connection;

    QuarantineDesk(Connection connection) {
        this.connection = connection;
    }

    void count(DeviceId device, Quarantine.Reason reason, Instant now) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO inbox_refusal (device, reason, times, last_at)
                VALUES (?, ?, 1, ?)
                ON CONFLICT (device, reason) DO UPDATE
                SET times = times + 1, last_at = excluded.last_at
                """)) {
            upsert.setString(1, device.value());
            upsert.setString(2, reason.name());
            upsert.setLong(3, now.toEpochMilli());
            upsert.executeUpdate();
        }
    }

    /// Keeps the text itself: its place belongs to another.
    void keep(Received received, StoreId store, long sequence, Quarantine.Reason reason) throws SQLException {
        count(received.device(), reason, received.at());
        if (conflictsOf(received.device()) < MOST_CONFLICTS_A_DEVICE) {
            insert(received, store, sequence, reason, null, received.text());
        }
    }

    /// Points to the row that keeps the text.
    void refer(Received received, StoreId store, long sequence, Quarantine.Reason reason, long position)
            throws SQLException {
        count(received.device(), reason, received.at());
        insert(received, store, sequence, reason, position, null);
    }

    private void insert(
            Received received, StoreId store, long sequence, Quarantine.Reason reason, Long position, byte[] text)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO inbox_quarantine
                  (device, store, lane, sequence, reason, received_at, position, text, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (device, store, lane, sequence, digest) DO UPDATE
                SET times = times + 1
                """)) {
            upsert.setString(1, received.device().value());
            upsert.setString(2, store.value());
            upsert.setString(3, received.lane().text());
            upsert.setLong(4, sequence);
            upsert.setString(5, reason.name());
            upsert.setLong(6, received.at().toEpochMilli());
            upsert.setObject(7, position);
            upsert.setBytes(8, text);
            upsert.setBytes(9, sha256(received.text()));
            upsert.executeUpdate();
        }
    }

    private long conflictsOf(DeviceId device) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT count(*) FROM inbox_quarantine WHERE device = ? AND position IS NULL")) {
            select.setString(1, device.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }
}
