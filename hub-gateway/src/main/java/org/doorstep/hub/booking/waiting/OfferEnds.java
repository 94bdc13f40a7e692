package org.doorstep.hub.booking.waiting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;

/// Until when an offer stands: the end of the next day on which what is offered is open, so that
/// whoever comes by only when the hub is open has had a whole day to say yes; and never longer than
/// until it would begin.
final class OfferEnds {
    /// A hub that is closed for longer than a fortnight has nobody who could answer, and others
    /// wait behind.
    private static final int MOST_DAYS = 14;

    private OfferEnds() {}

    static Instant of(Catalogue catalogue, BookableId bookable, Instant now, Instant begins, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (int ahead = 1; ahead <= MOST_DAYS; ahead++) {
            LocalDate day = today.plusDays(ahead);
            List<Times> open = catalogue.open(bookable, Catalogue.days(day, day.plusDays(1), zone), zone);
            if (!open.isEmpty()) {
                return earlier(open.getLast().ends(), begins);
            }
        }
        return earlier(now.plus(MOST_DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES), begins);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
