package org.doorstep.hub.residents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Stops passes that were lost, and lets another stand in their place: decisions of people at the
/// hub, kept, and not to be made again from events. Safe for all threads.
public final class LostPasses {
    private final PassesMoved counting;

    public LostPasses(PassesMoved counting) {
        this.counting = counting;
    }

    /// From `at` on, nothing shown with the passes in these rows is their resident's; what was
    /// counted of them before stays. `instead`, if there is one, is that resident's from now on, and
    /// always was. A pass that was stopped before stays as it was.
    public void stop(Handle transaction, Collection<Long> rows, Optional<PassName> instead, Instant at, String byName) {
        Connection connection = Database.connection(transaction);
        try {
            for (String name : names(connection, rows)) {
                Residents.stop(
                        connection,
                        name,
                        at,
                        byName,
                        instead.map(PassName::text).orElse(""));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not write down that a pass was lost.", e);
        }
        counting.passesMoved(transaction, rows);
    }

    private static List<String> names(Connection connection, Collection<Long> rows) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT name FROM pass WHERE id = ?")) {
            for (long row : rows) {
                select.setLong(1, row);
                try (ResultSet found = select.executeQuery()) {
                    if (found.next()) {
                        names.add(found.getString(1));
                    }
                }
            }
        }
        return names;
    }
}
