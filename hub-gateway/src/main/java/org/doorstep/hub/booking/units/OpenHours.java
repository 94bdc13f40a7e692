package org.doorstep.hub.booking.units;

import java.time.DayOfWeek;

/// One stretch of a weekday at which something can be booked, in local minutes of that day; past
/// 1440 is the next day.
public record OpenHours(DayOfWeek weekday, int opens, int closes) {
    private static final int DAY = 1440;

    public OpenHours {
        if (opens < 0 || opens >= DAY || closes <= opens || closes > 2 * DAY) {
            throw new IllegalArgumentException(
                    "Open hours begin on their day and end after that, the next day at most.");
        }
    }
}
