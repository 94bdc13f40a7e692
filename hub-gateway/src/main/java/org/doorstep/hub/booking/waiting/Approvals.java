package org.doorstep.hub.booking.waiting;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.State;
import org.jdbi.v3.core.Handle;

/// A person's yes or no to what was asked for. It is kept free meanwhile; the claims look at it
/// again when the yes comes. Methods run in the caller's transaction.
public final class Approvals {
    private final ClaimBook claims;
    private final WaitingList waiting;

    public Approvals(ClaimBook claims, WaitingList waiting) {
        this.claims = claims;
        this.waiting = waiting;
    }

    /// Empty if it does not wait any more.
    public Optional<Claimed> approve(Handle transaction, BookingId booking, Instant now) throws SQLException {
        return waits(transaction, booking, now)
                ? Optional.of(claims.approve(transaction, booking, now))
                : Optional.empty();
    }

    /// Whoever waits for the same is asked in its place. False if it does not wait any more.
    public boolean refuse(Handle transaction, BookingId booking, String reason, Instant now) throws SQLException {
        boolean waits = waits(transaction, booking, now);
        if (waits) {
            claims.let(transaction, booking, Ending.REFUSED, reason, now);
            waiting.offer(transaction, now);
        }
        return waits;
    }

    private static boolean waits(Handle handle, BookingId id, Instant now) {
        Optional<Booking> booking = Bookings.find(handle, id);
        return booking.filter(one -> one.state() == State.ASKED && !one.isOver(now))
                .isPresent();
    }
}
