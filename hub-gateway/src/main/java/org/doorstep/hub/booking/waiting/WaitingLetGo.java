package org.doorstep.hub.booking.waiting;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import org.doorstep.hub.keeping.Forgets;

/// Lets go of who waited, lost, or did not come, once they have left. That somebody did stays, and
/// is nobody's.
///
/// By the time this is asked the pass goes by another name, so what is let go is every name that is
/// nobody's any more, as for looks at people.
public final class WaitingLetGo implements Forgets {
    private static final String NOBODYS = """
            pass <> ''
              AND pass NOT IN (SELECT name FROM keeper WHERE name IS NOT NULL)
              AND pass NOT IN (SELECT name FROM pass)
            """;

    @Override
    public void forget(Connection transaction, Collection<Long> passes) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.executeUpdate("UPDATE waiting SET pass = '', title = '',"
                    + " state = CASE WHEN state IN ('waiting', 'offered') THEN 'left' ELSE state END WHERE " + NOBODYS);
            for (String table : List.of("clash", "no_show")) {
                statement.executeUpdate("UPDATE " + table + " SET pass = '' WHERE " + NOBODYS);
            }
        }
    }
}
