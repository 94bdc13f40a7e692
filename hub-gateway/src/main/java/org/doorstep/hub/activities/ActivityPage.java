package org.doorstep.hub.activities;

import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Frame;

/// The form of one activity: a new one, or one that is there. `mistakes` are words, by field.
public record ActivityPage(
        Frame frame,
        String id,
        String heading,
        String title,
        String room,
        List<Choice> pictures,
        List<Times> times,
        String first,
        Map<String, String> mistakes) {

    public record Choice(String value, String name, boolean chosen) {}

    /// One line of times; empty text where it is not used.
    public record Times(
            int number, List<Choice> often, List<Choice> days, String starts, String ends, boolean inTerm) {}

    public boolean isNew() {
        return id.isEmpty();
    }

    public String mistake(String field) {
        return mistakes.getOrDefault(field, "");
    }
}
