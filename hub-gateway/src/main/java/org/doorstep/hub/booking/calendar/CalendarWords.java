package org.doorstep.hub.booking.calendar;

import java.time.Instant;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Words;

/// A booking in words: whose it is as far as everybody who works here may know, and when.
record CalendarWords(Words words, Catalogue catalogue, Instant now) {

    /// What a group calls it, else the group, else that it is a resident's: never who.
    String label(Booking booking) {
        return booking.title().isEmpty() ? holder(booking.holder()) : booking.title();
    }

    String holder(Holder holder) {
        return switch (holder) {
            case Holder.Resident resident -> words.say("bookings.resident");
            case Holder.Party group ->
                catalogue.party(group.id()).map(Party::name).orElseGet(() -> words.say("bookings.nobody"));
            case Holder.Nobody nobody -> words.say("bookings.nobody");
        };
    }

    String what(Booking booking) {
        String title = catalogue.get(booking.bookable()).title();
        return booking.count() > 1 ? words.say("bookings.so-many", booking.count(), title) : title;
    }

    /// Tuesday 24 November, 15:30–17:00
    String when(Times times) {
        boolean oneDay =
                words.date(times.starts()).equals(words.date(times.ends().minusSeconds(1)));
        return oneDay
                ? words.say(
                        "bookings.when",
                        words.day(words.date(times.starts())),
                        words.time(times.starts()),
                        words.time(times.ends()))
                : words.say(
                        "bookings.when.days",
                        words.day(words.date(times.starts())),
                        words.time(times.starts()),
                        words.day(words.date(times.ends())),
                        words.time(times.ends()));
    }

    Entry entry(CalendarQuery.Taken taken, boolean pool) {
        if (taken.booking().isEmpty()) {
            return new Entry(
                    0,
                    words.say("bookings.leased"),
                    hours(taken.claimed()),
                    "leased",
                    words.say("bookings.leased.what"),
                    pool ? taken.units() : 0,
                    "",
                    "");
        }
        Booking booking = taken.booking().getFirst();
        return new Entry(
                booking.id().value(),
                label(booking),
                hours(booking.times()),
                booking.state().name().toLowerCase(java.util.Locale.ROOT),
                booking.state() == State.BOOKED ? "" : state(booking),
                pool ? taken.units() : 0,
                words.date(booking.times().starts()).toString(),
                words.time(booking.times().starts()));
    }

    String state(Booking booking) {
        return words.of("bookings.state", booking.state());
    }

    private String hours(Times times) {
        boolean oneDay =
                words.date(times.starts()).equals(words.date(times.ends().minusSeconds(1)));
        return oneDay
                ? words.say("bookings.hours", words.time(times.starts()), words.time(times.ends()))
                : words.say(
                        "bookings.hours.days",
                        words.shortDay(words.date(times.starts())),
                        words.time(times.starts()),
                        words.shortDay(words.date(times.ends())),
                        words.time(times.ends()));
    }
}
