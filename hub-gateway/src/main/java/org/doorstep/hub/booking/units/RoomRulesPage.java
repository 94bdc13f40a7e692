package org.doorstep.hub.booking.units;

import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Frame;

/// Rules that are about more than one room: when the hub is open, when it is closed, how much one
/// may have, and who may not be beside whom. `mistakes` are words, by field.
public record RoomRulesPage(
        Frame frame,
        boolean mayChange,
        List<RoomPage.Day> hours,
        List<Closed> closures,
        List<Together> apart,
        List<RoomPage.Choice> bookables,
        List<RoomPage.Choice> kinds,
        List<GoodDay> goodDays,
        Map<String, String> fields,
        Map<String, String> mistakes) {

    public record Closed(long id, String what, String when, String reason) {}

    public record Together(long id, String words, String reason) {}

    public record GoodDay(int number, String name, boolean on) {}

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public String mistake(String field) {
        return mistakes.getOrDefault(field, "");
    }
}
