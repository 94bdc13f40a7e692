package org.doorstep.hub.booking.calendar;

import java.time.ZoneId;
import java.util.List;
import org.doorstep.hub.booking.claims.Free;

/// What is free instead, each ready for one press.
final class Alternatives {
    private Alternatives() {}

    static List<BookingPage.Other> of(List<Free> nearest, CalendarWords said, ZoneId zone) {
        return nearest.stream()
                .map(free -> new BookingPage.Other(
                        free.bookable().value(),
                        When.day(free.times(), zone),
                        When.starts(free.times(), zone),
                        When.until(free.times(), zone),
                        When.ends(free.times(), zone),
                        said.words()
                                .say(
                                        "bookings.free-then",
                                        said.catalogue().get(free.bookable()).title(),
                                        said.when(free.times()))))
                .toList();
    }
}
