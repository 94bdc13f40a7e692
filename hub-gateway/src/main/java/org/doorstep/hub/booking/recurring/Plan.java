package org.doorstep.hub.booking.recurring;

import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.rhythm.Rule;

/// What is to be booked again and again, for a group or for the hub itself; `people` is 0 if nobody
/// said how many.
public record Plan(BookableId bookable, int count, int people, Holder holder, String title, Rule rule) {
    public static final int MOST_TITLE = 80;

    public Plan {
        if (holder instanceof Holder.Resident) {
            throw new IllegalArgumentException("A series is a group's or the hub's own, and no person's.");
        }
        if (title.length() > MOST_TITLE) {
            throw new IllegalArgumentException("A title has at most " + MOST_TITLE + " characters.");
        }
    }

    Plan by(Rule other) {
        return new Plan(bookable, count, people, holder, title, other);
    }
}
