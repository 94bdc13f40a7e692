package org.doorstep.hub.booking.waiting;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// Somebody who wants what is taken. `first`: before all others, since they lost it in a clash.
/// `place` is theirs among those who want the same, 0 once they do not wait any more.
public record Waiting(
        long id,
        RequestId request,
        String code,
        BookableId bookable,
        int count,
        int people,
        Holder holder,
        String title,
        Times times,
        boolean first,
        Instant since,
        State state,
        Optional<Offer> offer,
        int place) {
    /// The words are stored: add, never rename.
    public enum State {
        WAITING,
        OFFERED,
        /// They said yes.
        TAKEN,
        DECLINED,
        /// They did not answer in time.
        LAPSED,
        /// Its time came and nobody had given it up.
        OVER,
        /// They do not want it any more, or have left.
        LEFT;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State stored(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        public boolean isOpen() {
            return this == WAITING || this == OFFERED;
        }
    }

    /// What is kept for them and until when they may say so; once they have, what they took.
    public record Offer(BookingId booking, Instant until) {}

    Waiting inPlace(int which) {
        return new Waiting(
                id, request, code, bookable, count, people, holder, title, times, first, since, state, offer, which);
    }
}
