package org.doorstep.hub.booking.recurring;

import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Frame;

/// The form of a series: a new one (`id` empty), or what another is from a date on. `dates` is what it
/// would come to, once that was asked; `mistakes` are words, by field.
public record SeriesFormPage(
        Frame frame,
        String id,
        String from,
        List<Choice> bookables,
        List<Choice> parties,
        List<Choice> often,
        List<Choice> weekdays,
        Map<String, String> fields,
        boolean inTerm,
        String found,
        List<Date> dates,
        Map<String, String> mistakes) {

    public record Choice(String value, String name, boolean chosen) {}

    public record Date(String when, String says, boolean good) {}

    public boolean isNew() {
        return id.isEmpty();
    }

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public String mistake(String name) {
        return mistakes.getOrDefault(name, "");
    }
}
