package org.doorstep.hub.booking.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.relay.contract.bookings.WhyNot;
import org.jdbi.v3.core.Handle;

/// What was decided about wishes that came as events. In the caller's transaction.
final class Decisions {
    /// Longer than a kiosk keeps an event and asks what became of it.
    private static final Duration KEPT = Duration.ofDays(400);

    private Decisions() {}

    /// The words are stored: add, never rename.
    enum What {
        BOOKED,
        LOST,
        REFUSED,
        CANCELLED
    }

    record Decided(What what, WhyNot why) {}

    static Optional<Decided> of(Handle handle, RequestId request) {
        return handle.createQuery("SELECT what, why FROM booking_decided WHERE request = :request")
                .bind("request", request.toString())
                .map((row, context) -> new Decided(
                        What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                        WhyNot.parse(row.getString("why"))))
                .findOne();
    }

    /// What was decided later stands: a cancelling comes after what it cancels.
    static void keep(Handle transaction, RequestId request, Decided decided, Instant now) {
        transaction
                .createUpdate("""
                        INSERT INTO booking_decided (request, what, why, at)
                        VALUES (:request, :what, :why, :at)
                        ON CONFLICT (request) DO UPDATE SET what = excluded.what, why = excluded.why
                        """)
                .bind("request", request.toString())
                .bind("what", decided.what.name().toLowerCase(Locale.ROOT))
                .bind("why", decided.why.text())
                .bind("at", now.toEpochMilli())
                .execute();
        transaction.execute(
                "DELETE FROM booking_decided WHERE at < ?", now.minus(KEPT).toEpochMilli());
    }
}
