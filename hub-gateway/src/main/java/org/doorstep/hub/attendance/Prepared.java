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
    void use(Connection now) throws SQLException {
        if (connection != now) {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            statements.clear();
            connection = now;
        }
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
