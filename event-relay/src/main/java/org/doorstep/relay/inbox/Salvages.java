package org.doorstep.relay.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.AnyEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.jdbi.v3.core.Handle;

/// The devices' databases that broke, and what went with them. Safe for all threads.
public final class Salvages {
    private Salvages() {}

    /// One lane of a store that has ended. `saved` rows that were not here were issued again; `lost` are neither at the
    /// device nor here. `at` is by the device's clock.
    public record Salvaged(
            DeviceId device, StoreId store, Lane lane, long saved, long lost, Instant at, String reason) {}

    /// All of them, the latest first. Not what a device said after it was shut out, while nobody
    /// has said that it counts.
    public static List<Salvaged> all(Handle handle) {
        return handle.createQuery("""
                        SELECT device, store, lane, saved, lost, at, reason
                        FROM inbox_salvaged
                        WHERE NOT EXISTS (
                          SELECT 1
                          FROM inbox_aside
                          WHERE inbox_aside.position = inbox_salvaged.position AND verdict <> 'counts'
                        )
                        ORDER BY position DESC
                        """)
                .map((row, context) -> new Salvaged(
                        new DeviceId(row.getString("device")),
                        new StoreId(row.getString("store")),
                        Lane.parse(row.getString("lane")),
                        row.getLong("saved"),
                        row.getLong("lost"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("reason")))
                .list();
    }

    /// Of the rows that a device says it lost, those that are not here either; and those beyond the last that it still
    /// knew of, up to what it once said or sent.
    public static List<Ack.Range> lost(Connection connection, AnyEnvelope event, HubEvent.StoreSalvaged salvaged)
            throws SQLException {
        List<Ack.Range> claimed = new ArrayList<>(salvaged.lost());
        long spoken = number(connection, """
                SELECT coalesce(max(max(highest, stated)), 0)
                FROM inbox_stream
                WHERE device = ? AND store = ? AND lane = ?
                """, event, salvaged);
        if (spoken > salvaged.last()) {
            claimed.add(new Ack.Range(salvaged.last() + 1, spoken));
        }
        List<Ack.Range> lost = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT sequence
                FROM inbox_event
                JOIN inbox_stream ON number = stream
                WHERE device = ? AND store = ? AND lane = ? AND sequence BETWEEN ? AND ?
                ORDER BY sequence
                """)) {
            for (Ack.Range range : claimed) {
                bind(select, event, salvaged);
                select.setLong(4, range.from());
                select.setLong(5, range.to());
                addMissing(select, range, lost);
            }
        }
        return lost;
    }

    private static void addMissing(PreparedStatement select, Ack.Range range, List<Ack.Range> lost)
            throws SQLException {
        long next = range.from();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long here = row.getLong(1);
                if (here > next) {
                    lost.add(new Ack.Range(next, here - 1));
                }
                next = here + 1;
            }
        }
        if (next <= range.to()) {
            lost.add(new Ack.Range(next, range.to()));
        }
    }

    private static long number(Connection connection, String sql, AnyEnvelope event, HubEvent.StoreSalvaged salvaged)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, event, salvaged);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement select, AnyEnvelope event, HubEvent.StoreSalvaged salvaged)
            throws SQLException {
        select.setString(1, event.source().device().value());
        select.setString(2, salvaged.store().value());
        select.setString(3, event.lane().text());
    }
}
