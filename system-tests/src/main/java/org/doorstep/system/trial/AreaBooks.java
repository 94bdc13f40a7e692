package org.doorstep.system.trial;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The area's database as an auditor reads it: read-only, beside the running server, on SQLite. For one thread.
public final class AreaBooks implements AutoCloseable {
    private final Connection connection;

    /// `area` is the area's data folder.
    public AreaBooks(Path area) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:sqlite:file:" + area.resolve("area.db").toAbsolutePath() + "?mode=ro");
    }

    /// The newest word on each cell of one figure and period: `activity date` to the value, empty for suppressed.
    public Map<String, Optional<Integer>> figures(String figure, String period) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT activity, starts, value
                FROM figure
                WHERE figure = ? AND period = ?
                """)) {
            select.setString(1, figure);
            select.setString(2, period);
            Map<String, Optional<Integer>> figures = new TreeMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int value = row.getInt("value");
                    Optional<Integer> said = row.wasNull() ? Optional.empty() : Optional.of(value);
                    figures.put(row.getString("activity") + " " + row.getString("starts"), said);
                }
            }
            return figures;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
