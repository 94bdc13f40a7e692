package org.doorstep.hub.lookup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.doorstep.hub.keeping.Forgets;

/// Lets go of whom a look was at, once they have left: that somebody looked, and when, stays; of
/// whom and in which words does not.
///
/// By the time this is asked the pass goes by another name, so what is let go is every look at a
/// name that is nobody's any more. While everything is made again not every pass is back in its
/// table, but everybody who has not left is still in the keepers'.
public final class LooksLetGo implements Forgets {
    @Override
    public void forget(Connection transaction, Collection<Long> passes) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.executeUpdate("""
                    UPDATE look_up
                    SET pass = '', note = ''
                    WHERE pass <> ''
                      AND pass NOT IN (SELECT name FROM keeper WHERE name IS NOT NULL)
                      AND pass NOT IN (SELECT name FROM pass)
                    """);
        }
    }
}
