package org.doorstep.hub;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.doorstep.hub.passes.Erasing;
import org.doorstep.hub.privacy.Erases;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Lets go of a resident who does not come any more, as of one who leaves: by all their passes together.
final class LettingGo implements Erases {
    private final Erasing erasing;
    private final RandomGenerator random;

    LettingGo(Erasing erasing, RandomGenerator random) {
        this.erasing = erasing;
        this.random = random;
    }

    @Override
    public Map<Long, List<Long>> residents(Handle handle) {
        record Holding(long leader, long pass) {}
        Map<Long, List<Long>> residents = new HashMap<>();
        // Who has left has no keeper of that name any more; what stands in their place is nobody's.
        handle.createQuery("""
                        SELECT coalesce(resident_pass.leader, pass.id) AS leader, pass.id AS pass
                        FROM pass
                        JOIN keeper ON keeper.name = pass.name
                        LEFT JOIN resident_pass ON resident_pass.pass = pass.id
                        ORDER BY pass.id
                        """)
                .map((row, context) -> new Holding(row.getLong("leader"), row.getLong("pass")))
                .forEach(holding -> residents
                        .computeIfAbsent(holding.leader, _ -> new ArrayList<>())
                        .add(holding.pass));
        return residents;
    }

    @Override
    public void erase(Handle transaction, List<Long> passRows, Instant now) {
        try {
            // Nobody waits for this receipt; it says with the others, as a count, that somebody was let go.
            erasing.erase(Database.connection(transaction), passRows, Receipt.by(random), now);
        } catch (SQLException e) {
            throw new IllegalStateException("A resident could not be erased.", e);
        }
    }
}
