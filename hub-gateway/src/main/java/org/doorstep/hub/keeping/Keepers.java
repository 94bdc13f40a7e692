package org.doorstep.hub.keeping;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// The table of keepers, and those that were asked for lately. For the writer's thread only; told
/// to [#forget] when a transaction is undone.
final class Keepers {
    /// A busy hub's year, as [org.doorstep.hub.ingest.Projection]s remember passes.
    private static final int MOST_REMEMBERED = 20_000;

    private static final int KEY_BYTES = 32;

    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<String, Keeper.Standing> byName = bounded();
    private final Map<Long, Keeper> byId = bounded();

    Keepers(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    void forget() {
        byName.clear();
        byId.clear();
    }

    /// Whose name this is now.
    Optional<Keeper.Standing> standing(Connection connection, PassName name) throws SQLException {
        Keeper.Standing known = byName.get(name.name());
        if (known != null) {
            return Optional.of(known);
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, kind, name, key, surrogate FROM keeper WHERE name = ?")) {
            select.setString(1, name.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && remember(keeper(row)) instanceof Keeper.Standing standing
                        ? Optional.of(standing)
                        : Optional.empty();
            }
        }
    }

    Keeper.Standing make(Connection transaction, PassName name) throws SQLException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try (PreparedStatement insert = transaction.prepareStatement(
                "INSERT INTO keeper (kind, name, key, made_at) VALUES (?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, name.kind().stored());
            insert.setString(2, name.name());
            insert.setBytes(3, key);
            insert.setLong(4, clock.millis());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                Keeper.Standing made = new Keeper.Standing(row.getLong(1), name, aes(key));
                remember(made);
                return made;
            }
        }
    }

    /// Takes back what [#make] made for nothing.
    void unmake(Connection transaction, List<Long> made) throws SQLException {
        for (long id : made) {
            try (PreparedStatement delete = transaction.prepareStatement("DELETE FROM keeper WHERE id = ?")) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
            forget(id);
        }
    }

    Optional<Keeper> inRow(Connection connection, long id) throws SQLException {
        Keeper known = byId.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, kind, name, key, surrogate FROM keeper WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(remember(keeper(row))) : Optional.empty();
            }
        }
    }

    /// The row of somebody who has left, by what stands for them; made if this database never knew
    /// them.
    Keeper.Erased erased(Connection transaction, PassName surrogate, Instant at) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("""
                INSERT INTO keeper (kind, surrogate, made_at, erased_at)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (surrogate) DO NOTHING
                """)) {
            insert.setString(1, surrogate.kind().stored());
            insert.setString(2, surrogate.name());
            insert.setLong(3, at.toEpochMilli());
            insert.setLong(4, at.toEpochMilli());
            insert.executeUpdate();
        }
        try (PreparedStatement select = transaction.prepareStatement("SELECT id FROM keeper WHERE surrogate = ?")) {
            select.setString(1, surrogate.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Keeper.Erased(row.getLong(1), surrogate);
            }
        }
    }

    /// Whose surrogate this is: a kiosk that was told of it sends it in place of the name.
    Optional<Keeper.Erased> erased(Connection connection, PassName name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM keeper WHERE surrogate = ?")) {
            select.setString(1, name.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Keeper.Erased(row.getLong(1), name)) : Optional.empty();
            }
        }
    }

    boolean hasSurrogate(Connection connection, PassName surrogate) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM keeper WHERE surrogate = ?")) {
            select.setString(1, surrogate.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /// Destroys the name and the key; nothing in its boxes is readable ever after.
    void erase(Connection transaction, Keeper.Standing keeper, PassName surrogate) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement("""
                UPDATE keeper
                SET name = NULL, key = NULL, surrogate = ?, erased_at = ?
                WHERE id = ?
                """)) {
            update.setString(1, surrogate.name());
            update.setLong(2, clock.millis());
            update.setLong(3, keeper.id());
            update.executeUpdate();
        }
        byName.remove(keeper.name().name());
        forget(keeper.id());
    }

    /// Those that have a name and were made by then.
    List<Keeper.Standing> standing(Connection connection) throws SQLException {
        List<Keeper.Standing> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id, kind, name, key, surrogate FROM keeper WHERE name IS NOT NULL");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (keeper(row) instanceof Keeper.Standing standing) {
                    all.add(standing);
                }
            }
        }
        return all;
    }

    Instant madeAt(Connection connection, Keeper keeper) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT made_at FROM keeper WHERE id = ?")) {
            select.setLong(1, keeper.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Instant.ofEpochMilli(row.getLong(1));
            }
        }
    }

    private void forget(long id) {
        if (byId.remove(id) instanceof Keeper.Standing standing) {
            byName.remove(standing.name().name());
        }
    }

    private Keeper remember(Keeper keeper) {
        byId.put(keeper.id(), keeper);
        if (keeper instanceof Keeper.Standing standing) {
            byName.put(standing.name().name(), standing);
        }
        return keeper;
    }

    private static Keeper keeper(ResultSet row) throws SQLException {
        PassName.Kind kind = PassName.Kind.stored(row.getString("kind"));
        String surrogate = row.getString("surrogate");
        return surrogate == null
                ? new Keeper.Standing(
                        row.getLong("id"), new PassName(kind, row.getString("name")), aes(row.getBytes("key")))
                : new Keeper.Erased(row.getLong("id"), new PassName(kind, surrogate));
    }

    private static SecretKeySpec aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }
}
