package org.doorstep.hub.booking.calendar;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.web.Frame;

/// The form of a new booking. `mistakes` are words, by field; `refused` is why it could not be.
public record NewBookingPage(
        Frame frame,
        List<BookingPage.Choice> places,
        List<BookingPage.Choice> groups,
        Map<String, String> fields,
        Map<String, String> mistakes,
        Optional<BookingPage.Refused> refused,
        String request) {

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public String mistake(String name) {
        return mistakes.getOrDefault(name, "");
    }
}
