package org.doorstep.system.trial;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The hub's database as an auditor reads it: read-only, beside the running hub, without any of the hub's own code. For
/// one thread.
///
/// What a proof holds against the pages must not come from what draws the pages.
public final class HubBooks implements AutoCloseable {
    private final Connection connection;

    /// `hub` is the hub's data folder, with its database in it.
    public HubBooks(Path hub) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:sqlite:file:" + hub.resolve("hub.db").toAbsolutePath() + "?mode=ro");
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
        }
    }

    /// Events kept, each once.
    public long events() throws SQLException {
        return number("SELECT count(*) FROM inbox_event");
    }

    public long taps() throws SQLException {
        return number("SELECT count(*) FROM tap");
    }

    /// The event ids of every tap.
    public List<String> tapIds() throws SQLException {
        return texts("SELECT event FROM tap");
    }

    public long visits() throws SQLException {
        return number("SELECT count(*) FROM visit");
    }

    public List<String> guestIds() throws SQLException {
        return texts("SELECT event FROM guest");
    }

    /// Events that are kept and not counted, because their projection failed.
    public long unprojected() throws SQLException {
        return number("SELECT count(*) FROM inbox_event WHERE state = 'unprojected'");
    }

    public long quarantined() throws SQLException {
        return number("SELECT count(*) FROM inbox_quarantine");
    }

    /// Any other question with one number for an answer.
    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Any other question with a list of texts for an answer.
    public List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    /// Any other question with rows for an answer, each value as text.
    public List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(row.getString(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
