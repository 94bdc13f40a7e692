package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Statements of the writer's connection, each prepared once: this is the path that every event takes. For the
/// writer's thread only.
final class Prepared {
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private Connection connection;

    /// All that follows is done on this connection.
    void use(Connection now) {
        if (connection != now) {
            forget();
            connection = now;
        }
    }

    /// A statement that has failed, on a full disk for one, is of no more use with this driver: all are prepared anew.
    void forget() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It says once more why it failed.
            }
        }
        statements.clear();
    }

    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }
}
