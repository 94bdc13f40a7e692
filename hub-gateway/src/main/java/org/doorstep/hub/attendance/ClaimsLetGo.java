package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import org.doorstep.hub.keeping.Forgets;

/// Lets go of why a visit was confirmed or not, once whose it was have left: a reason in somebody's
/// words may name them. That it counts stays.
public final class ClaimsLetGo implements Forgets {
    @Override
    public void forget(Connection transaction, Collection<Long> passes) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement("""
                UPDATE claim_decided
                SET reason = ''
                WHERE event IN (SELECT event FROM visit_claimed WHERE pass = ?)
                """)) {
            for (long pass : passes) {
                update.setLong(1, pass);
                update.executeUpdate();
            }
        }
    }
}
