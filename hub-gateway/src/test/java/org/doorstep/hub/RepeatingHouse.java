package org.doorstep.hub;

import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Role;

/// A hall that can be halved, a choir, and a school's autumn, for tests of the pages of what comes
/// back.
final class RepeatingHouse {
    static final String TERMS = """
            what,name,first,last
            term,Autumn term,2026-09-02,2026-12-18
            closed,Training day,2026-12-08,2026-12-08
            """;

    private RepeatingHouse() {}

    static void fill(TestHub hub) {
        hub.database.write(handle -> {
            handle.execute("INSERT INTO unit (id, name) VALUES (1, 'Stage side'), (2, 'Garden side')");
            for (String id : List.of("hall-a", "hall")) {
                handle.execute("""
                        INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes,
                          longest_minutes, ahead_days, who)
                        VALUES (?, 'place', ?, 'all', 30, 30, 480, 60, 'anybody')
                        """, id, id.equals("hall") ? "Whole hall" : "Hall A");
            }
            handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES ('hall-a', 1), ('hall', 1), ('hall', 2)");
            for (DayOfWeek day : DayOfWeek.values()) {
                handle.execute(
                        "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, 540, 1320)",
                        day.getValue());
            }
            return handle.execute("INSERT INTO party (id, name, kind) VALUES (4, 'Choir', 'community')");
        });
    }

    /// With a term of singing and a season's plan, as a manager would have made them.
    static void booked(TestHub hub) {
        fill(hub);
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        manager.postFrom("/school-terms", "/school-terms", Map.of("text", TERMS));
        manager.postFrom("/series/new", "/series/new", form("make", "2026-11-24"));
        manager.postFrom("/series/1", "/series/1/skip", Map.of("day", "2026-12-01", "why", "Concert"));
        manager.postFrom(
                "/seasons",
                "/seasons",
                Map.of("name", "Winter", "first", "2026-11-24", "last", "2026-12-18", "term", "yes"));
        Map<String, String> wish = new HashMap<>(Map.of("party", "4", "number", "1"));
        wish.putAll(Map.of("bookable1", "hall", "weekday1", "4", "starts1", "19:00", "ends1", "21:00"));
        manager.postFrom("/seasons/1", "/seasons/1/wish", wish);
        manager.postFrom("/seasons/1", "/seasons/1/propose", Map.of());
    }

    static Map<String, String> form(String what, String first) {
        Map<String, String> form = new HashMap<>();
        form.put("do", what);
        form.put("bookable", "hall");
        form.put("party", "4");
        form.put("title", "Singing");
        form.put("weekday", "2");
        form.put("often", "EVERY_WEEK");
        form.put("starts", "19:00");
        form.put("ends", "21:00");
        form.put("term", "yes");
        form.put("first", first);
        return form;
    }
}
