package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// One occurrence of an activity: `cook-and-eat@2026-11-22T1800`, from the activity's name and the planned local date
/// and start. A kiosk that is away from its hub can name a session that both will recognise.
///
/// Somebody who comes when nothing is on, or does not say what for, is counted in that day's [#dropIn].
public record SessionId(ActivityId activity, LocalDate date, LocalTime start) {
    /// The activity that every hub has: being there.
    public static final ActivityId DROP_IN = new ActivityId("drop-in");

    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("HHmm");

    public SessionId {
        if (start.getSecond() != 0 || start.getNano() != 0) {
            throw new IllegalArgumentException("A session starts on a whole minute.");
        }
    }

    public static SessionId dropIn(LocalDate date) {
        return new SessionId(DROP_IN, date, LocalTime.MIDNIGHT);
    }

    /// Reads the text form; throws IllegalArgumentException if it is not one.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SessionId parse(String text) {
        int at = text.indexOf('@');
        int t = text.indexOf('T', at + 1);
        if (at < 0 || t < 0) {
            throw new IllegalArgumentException("A session is written activity@date'T'HHmm.");
        }
        try {
            return new SessionId(
                    new ActivityId(text.substring(0, at)),
                    LocalDate.parse(text.substring(at + 1, t)),
                    LocalTime.parse(text.substring(t + 1), START));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A session is written activity@date'T'HHmm.", e);
        }
    }

    public boolean isDropIn() {
        return activity.equals(DROP_IN);
    }

    @Override
    @JsonValue
    public String toString() {
        return activity + "@" + date + "T" + START.format(start);
    }
}
