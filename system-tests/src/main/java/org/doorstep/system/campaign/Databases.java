package org.doorstep.system.campaign;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Copies of a database that is in use.
final class Databases {
    private Databases() {}

    /// One moment's state, as `sqlite3 FILE "VACUUM INTO 'COPY'"` leaves it; there is no file at `to` yet.
    static void copy(Path from, Path to) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:file:" + from.toAbsolutePath() + "?mode=ro");
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, to.toString());
            copy.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not copy " + from + " to " + to + ".", e);
        }
    }
}
