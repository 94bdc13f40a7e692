package org.doorstep.hub.booking.units;

import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Frame;

/// The form of one thing that can be booked: a new one, or one that is there. `mistakes` are words,
/// by field.
public record RoomPage(
        Frame frame,
        String id,
        String heading,
        String kind,
        Map<String, String> fields,
        Choices choices,
        List<Choice> units,
        List<Part> parts,
        boolean pool,
        boolean retired,
        List<Day> hours,
        List<String> madeOf,
        Map<String, String> mistakes) {

    public record Choice(String value, String name, boolean chosen) {}

    public record Choices(
            List<Choice> pictures,
            List<Choice> steps,
            List<Choice> shortest,
            List<Choice> longest,
            List<Choice> before,
            List<Choice> after,
            List<Choice> kiosks,
            List<Choice> made) {}

    /// What a kit may have in it; `most` is how many there are.
    public record Part(String field, String name, int most, String value) {}

    /// One weekday with its stretches.
    public record Day(int number, String name, List<Stretch> stretches, String mistake) {}

    public record Stretch(String field, String opens, String closes) {}

    public boolean isNew() {
        return id.isEmpty();
    }

    public boolean isPlace() {
        return kind.equals("place");
    }

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public boolean on(String name) {
        return !field(name).isEmpty();
    }

    public String mistake(String field) {
        return mistakes.getOrDefault(field, "");
    }
}
