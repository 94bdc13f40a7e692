package org.doorstep.hub.residents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import org.doorstep.hub.keeping.Forgets;

/// Lets go of picture phrases and of the names of lost passes, once whose they were have left. That
/// a pass was stopped stays, under the name by chance that it goes by now, so that everything made
/// again counts the same.
public final class LostLetGo implements Forgets {
    private static final List<String> RENAMED = List.of("""
            UPDATE pass_added_undone
            SET reason = ''
            WHERE event IN (SELECT event FROM pass_added WHERE pass = ?1 OR added = ?1)
            """, """
            UPDATE lost_pass
            SET name = (SELECT pass.name FROM pass WHERE pass.id = lost_pass.row), by_name = ''
            WHERE row = ?
            """, """
            UPDATE lost_pass
            SET instead = (SELECT pass.name FROM pass WHERE pass.id = lost_pass.instead_row)
            WHERE instead_row = ?
            """);

    @Override
    public void forget(Connection transaction, Collection<Long> passes) throws SQLException {
        for (String sql : RENAMED) {
            try (PreparedStatement update = transaction.prepareStatement(sql)) {
                for (long pass : passes) {
                    update.setLong(1, pass);
                    update.executeUpdate();
                }
            }
        }
        try (Statement statement = transaction.createStatement()) {
            for (String column : List.of("name", "instead")) {
                statement.executeUpdate("""
                        UPDATE lost_pass_undone
                        SET %1$s = '', reason = ''
                        WHERE %1$s <> ''
                          AND %1$s NOT IN (SELECT name FROM keeper WHERE name IS NOT NULL)
                          AND %1$s NOT IN (SELECT name FROM pass)
                        """.formatted(column));
            }
            // While everything is made again not every pass is back, but every keeper is there.
            statement.executeUpdate("""
                    DELETE FROM picture_phrase
                    WHERE name NOT IN (SELECT name FROM keeper WHERE name IS NOT NULL)
                      AND name NOT IN (SELECT name FROM pass)
                    """);
        }
    }
}
