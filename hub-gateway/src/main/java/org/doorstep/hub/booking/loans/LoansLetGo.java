package org.doorstep.hub.booking.loans;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.doorstep.hub.keeping.Forgets;

/// Lets go of what somebody was shown, and of what was said here of tools they had, once they have
/// left: as for looks at people, every name that is nobody's any more.
public final class LoansLetGo implements Forgets {
    @Override
    public void forget(Connection transaction, Collection<Long> passes) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            for (String column : new String[] {"pass", "buddy"}) {
                statement.executeUpdate("DELETE FROM inducted WHERE " + nobodys(column));
            }
            statement.executeUpdate("UPDATE tool_said SET pass = '', note = '' WHERE " + nobodys("pass"));
        }
    }

    private static String nobodys(String column) {
        return """
                %1$s <> ''
                  AND %1$s NOT IN (SELECT name FROM keeper WHERE name IS NOT NULL)
                  AND %1$s NOT IN (SELECT name FROM pass)
                """.formatted(column);
    }
}
