package org.doorstep.hub.booking.recurring;

import java.time.DayOfWeek;
import java.time.LocalTime;
import org.doorstep.hub.booking.units.BookableId;

/// A place at a time of the week, on one day from the first to before the second.
public record Slot(BookableId place, DayOfWeek day, LocalTime starts, LocalTime ends) {
    public Slot {
        if (!ends.isAfter(starts)) {
            throw new IllegalArgumentException("A slot ends after it begins, on the same day.");
        }
    }

    int startsMinute() {
        return starts.toSecondOfDay() / 60;
    }

    int endsMinute() {
        return ends.toSecondOfDay() / 60;
    }

    int minutes() {
        return endsMinute() - startsMinute();
    }

    Slot on(DayOfWeek other, int fromMinute) {
        return new Slot(
                place,
                other,
                LocalTime.ofSecondOfDay(fromMinute * 60L),
                LocalTime.ofSecondOfDay((fromMinute + minutes()) * 60L));
    }
}
