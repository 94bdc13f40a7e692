package org.doorstep.hub.booking.claims;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import org.doorstep.hub.keeping.Forgets;

/// Cancels what was still to come of whoever has left, so that it is free for others; the table
/// itself takes the name of a pass out of every booking when it goes. What is past stays, as
/// nobody's. So does a tool that is in their hands: it is booked in their name until it is back.
public final class BookingsLetGo implements Forgets {
    /// As long as the longest booking: what has not ended began no earlier.
    private static final int LONGEST_MINUTES = 31 * 1440;

    private final InstantSource clock;

    public BookingsLetGo(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void forget(Connection transaction, Collection<Long> passes) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement("""
                UPDATE booking
                SET state = 'cancelled', held_until = 0
                WHERE pass = '' AND party IS NULL AND starts > ?1 - ?2 AND ends > ?1
                  AND (origin IN ('kiosk', 'lease', 'web') OR origin = 'staff' AND starts > ?1)
                  AND state IN ('asked', 'held', 'booked')
                """)) {
            update.setLong(1, clock.instant().getEpochSecond() / 60);
            update.setLong(2, LONGEST_MINUTES);
            update.executeUpdate();
        }
    }
}
