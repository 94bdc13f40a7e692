package org.doorstep.hub.activities;

import java.util.List;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.relay.contract.ActivityId;

/// Something that is on, again and again. `picture` names an icon of the kiosk's own set.
public record Activity(ActivityId id, Details details, List<Rule> times) {
    public static final int MOST_TITLE = 80;

    /// What people are told about it.
    public record Details(String title, String room, String picture) {
        public Details {
            if (title.isBlank() || title.length() > MOST_TITLE || room.length() > MOST_TITLE) {
                throw new IllegalArgumentException(
                        "A title has 1 to " + MOST_TITLE + " characters, a room at most as many.");
            }
            if (!picture.matches("[a-z0-9-]{1,32}")) {
                throw new IllegalArgumentException("A picture is named with 1 to 32 of a-z, 0-9 and hyphen.");
            }
        }
    }

    public Activity {
        times = List.copyOf(times);
        if (times.stream().anyMatch(rule -> rule.until() instanceof Rule.Until.Times)) {
            throw new IllegalArgumentException("An activity ends on a date, or goes on.");
        }
    }
}
