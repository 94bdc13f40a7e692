package org.doorstep.hub.booking.phone;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Words;

/// Times and states of bookings in a resident's words.
record PhoneWords(Words words) {
    private static final int HOUR = 60;
    private static final int DAY = 1440;

    /// "Tuesday 24 November, 15:30 to 17:00"
    String when(Times times) {
        LocalDate first = words.date(times.starts());
        LocalDate last = words.date(times.ends());
        return first.equals(last)
                ? words.say("phone.span", words.day(first), words.time(times.starts()), words.time(times.ends()))
                : words.say(
                        "phone.span.days",
                        words.day(first),
                        words.time(times.starts()),
                        words.day(last),
                        words.time(times.ends()));
    }

    String length(Duration length) {
        long minutes = length.toMinutes();
        if (minutes % DAY == 0) {
            return words.say("phone.length.days", minutes / DAY);
        }
        return minutes % HOUR == 0
                ? words.say("phone.length.hours", minutes / HOUR)
                : minutes < HOUR
                        ? words.say("phone.length.minutes", minutes)
                        : words.say("phone.length.hours-and", minutes / HOUR, minutes % HOUR);
    }

    String day(LocalDate day, Instant now) {
        LocalDate today = words.date(now);
        if (day.equals(today)) {
            return words.say("phone.today", words.day(day));
        }
        return day.equals(today.plusDays(1)) ? words.say("phone.tomorrow", words.day(day)) : words.day(day);
    }

    String how(State state) {
        return switch (state) {
            case BOOKED -> words.say("phone.how.booked");
            case ASKED -> words.say("phone.how.asked");
            case HELD -> words.say("phone.how.held");
            case CANCELLED, REFUSED, LOST, RELEASED -> words.say("phone.how.over");
        };
    }
}
