package org.doorstep.hub.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.SessionId;

/// Where a person has put what had no sure time. Kept, and not projected: a rebuild reads it again. For the
/// writer's thread only.
final class ByHand {
    private final Prepared prepared;
    private Optional<Map<String, SessionId>> placed = Optional.empty();

    ByHand(Prepared prepared) {
        this.prepared = prepared;
    }

    Optional<SessionId> session(String event) throws SQLException {
        if (placed.isEmpty()) {
            placed = Optional.of(read());
        }
        return Optional.ofNullable(placed.get().get(event));
    }

    void forget() {
        placed = Optional.empty();
    }

    private Map<String, SessionId> read() throws SQLException {
        Map<String, SessionId> all = new HashMap<>();
        PreparedStatement select = prepared.statement("SELECT event, session FROM placed_by_hand");
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.put(row.getString(1), SessionId.parse(row.getString(2)));
            }
        }
        return all;
    }
}
