package org.doorstep.hub.booking.claims;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Statements of one connection, prepared once: preparing one costs as much as running it. For
/// whoever has the connection.
final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /// What one row says.
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    Statements(Connection connection) {
        this.connection = connection;
    }

    boolean areOf(Connection other) {
        return connection == other;
    }

    /// Everything that was asked so far.
    Set<String> asked() {
        return Set.copyOf(prepared.keySet());
    }

    int run(String sql, Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    <T> Optional<T> one(Reading<T> reading, String sql, Object... values) throws SQLException {
        try (ResultSet row = bound(sql, values).executeQuery()) {
            return row.next() ? Optional.of(reading.of(row)) : Optional.empty();
        }
    }

    long number(String sql, Object... values) throws SQLException {
        return one(row -> row.getLong(1), sql, values).orElseThrow();
    }

    PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case String text -> statement.setString(i + 1, text);
                default -> statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }
}
