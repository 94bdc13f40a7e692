package org.doorstep.hub.clock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;

/// Every start of every device, the last of them in memory, and written together by [#flush]. For the writer's
/// thread only.
final class BootBook {
    /// Every kiosk of a large hub, and a backlog's starts; each is a few hundred bytes.
    private static final int MOST_REMEMBERED = 256;

    private final LinkedHashMap<Key, Boot> boots = new LinkedHashMap<>(64, 0.75f, true);
    private final Set<Boot> changed = new LinkedHashSet<>();

    record Stream(String device, String store) {}

    record Key(Stream stream, String boot) {}

    /// One start of a device, as far as is known. Whoever changes it tells [#changed].
    static final class Boot {
        final long row;
        final Key key;
        private final List<Known> pairs;
        long firstSequence;
        long lastSequence;
        long lastUptimeMs;
        Optional<Known> first;

        private Boot(
                long row,
                Key key,
                long firstSequence,
                long lastSequence,
                long lastUptimeMs,
                Optional<Known> first,
                List<Known> pairs) {
            this.row = row;
            this.key = key;
            this.firstSequence = firstSequence;
            this.lastSequence = lastSequence;
            this.lastUptimeMs = lastUptimeMs;
            this.first = first;
            this.pairs = pairs;
        }

        List<Known> known() {
            List<Known> all = new ArrayList<>(pairs);
            first.ifPresent(all::add);
            return all;
        }

        boolean isKnown() {
            return first.isPresent() || !pairs.isEmpty();
        }
    }

    /// It is otherwise than it is written.
    void changed(Boot boot) {
        changed.add(boot);
    }

    /// The start of that name, of each store that the device had then, with what has been learnt of it since.
    List<Boot> again(Connection connection, DeviceId device, String bootId) throws SQLException {
        List<Boot> all = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT store FROM boot WHERE device = ? AND boot = ?")) {
            select.setString(1, device.value());
            select.setString(2, bootId);
            List<String> stores = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stores.add(row.getString(1));
                }
            }
            for (String store : stores) {
                Key key = new Key(new Stream(device.value(), store), bootId);
                boots.remove(key);
                all.add(find(connection, key).orElseThrow());
            }
        }
        return all;
    }

    /// Of which nothing is known but this event.
    Boot begin(Connection connection, Key key, Envelope event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO boot (device, store, boot, first_sequence, last_sequence, last_uptime_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                """)) {
            insert.setString(1, key.stream.device);
            insert.setString(2, key.stream.store);
            insert.setString(3, key.boot);
            insert.setLong(4, event.sequence());
            insert.setLong(5, event.sequence());
            insert.setLong(6, event.moment().uptimeMs());
            insert.executeUpdate();
        }
        return find(connection, key).orElseThrow();
    }

    Optional<Boot> inRow(Connection connection, long row) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT device, store, boot FROM boot WHERE id = ?")) {
            select.setLong(1, row);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? find(
                                connection,
                                new Key(new Stream(found.getString(1), found.getString(2)), found.getString(3)))
                        : Optional.empty();
            }
        }
    }

    Optional<Boot> find(Connection connection, Key key) throws SQLException {
        Boot remembered = boots.get(key);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, first_sequence, last_sequence, last_uptime_ms, known_uptime_ms, known_at, known_bound_ms
                FROM boot
                WHERE device = ? AND store = ? AND boot = ?
                """)) {
            select.setString(1, key.stream.device);
            select.setString(2, key.stream.store);
            select.setString(3, key.boot);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Boot boot = new Boot(
                        row.getLong(1),
                        key,
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(6) == null
                                ? Optional.empty()
                                : Optional.of(new Known(row.getLong(5), row.getLong(6), row.getLong(7))),
                        pairs(connection, key));
                boots.put(key, boot);
                return Optional.of(boot);
            }
        }
    }

    private static List<Known> pairs(Connection connection, Key key) throws SQLException {
        List<Known> pairs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT uptime_ms, at, bound_ms FROM time_pair WHERE device = ? AND boot = ?")) {
            select.setString(1, key.stream.device);
            select.setString(2, key.boot);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pairs.add(new Known(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return pairs;
    }

    private static final String IS_KNOWN = """
            (other.known_at IS NOT NULL
             OR EXISTS (SELECT 1 FROM time_pair p WHERE p.device = other.device AND p.boot = other.boot))
            """;

    /// The nearest start before or after whose time is known.
    Optional<Boot> neighbour(Connection connection, Boot boot, boolean after) throws SQLException {
        flush(connection);
        try (PreparedStatement select =
                connection.prepareStatement("""
                SELECT boot
                FROM boot other
                WHERE device = ? AND store = ? AND first_sequence %s ? AND %s
                ORDER BY first_sequence %s
                LIMIT 1
                """.formatted(after ? ">" : "<", IS_KNOWN, after ? "ASC" : "DESC"))) {
            select.setString(1, boot.key.stream.device);
            select.setString(2, boot.key.stream.store);
            select.setLong(3, boot.firstSequence);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? find(connection, new Key(boot.key.stream, row.getString(1))) : Optional.empty();
            }
        }
    }

    /// The unknown starts between this one and the next known one.
    static List<Long> unknownBeside(Connection connection, Boot boot, boolean after) throws SQLException {
        List<Long> rows = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("""
                SELECT id, %s AS known
                FROM boot other
                WHERE device = ? AND store = ? AND first_sequence %s ?
                ORDER BY first_sequence %s
                """.formatted(IS_KNOWN, after ? ">" : "<", after ? "ASC" : "DESC"))) {
            select.setString(1, boot.key.stream.device);
            select.setString(2, boot.key.stream.store);
            select.setLong(3, boot.firstSequence);
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && !row.getBoolean(2)) {
                    rows.add(row.getLong(1));
                }
            }
        }
        return rows;
    }

    void flush(Connection connection) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE boot
                SET first_sequence = ?, last_sequence = ?, last_uptime_ms = ?,
                    known_uptime_ms = ?, known_at = ?, known_bound_ms = ?
                WHERE id = ?
                """)) {
            for (Boot boot : changed) {
                update.setLong(1, boot.firstSequence);
                update.setLong(2, boot.lastSequence);
                update.setLong(3, boot.lastUptimeMs);
                update.setObject(4, boot.first.map(Known::uptimeMs).orElse(null));
                update.setObject(5, boot.first.map(Known::at).orElse(null));
                update.setObject(6, boot.first.map(Known::boundMs).orElse(null));
                update.setLong(7, boot.row);
                update.executeUpdate();
            }
        }
        changed.clear();
    }

    /// Lets go of the starts that nobody has spoken of for longest.
    void shrink() {
        while (boots.size() > MOST_REMEMBERED) {
            boots.pollFirstEntry();
        }
    }

    void forget() {
        boots.clear();
        changed.clear();
    }
}
