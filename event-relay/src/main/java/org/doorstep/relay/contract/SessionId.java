package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/// One occurrence of an activity: `cook-and-eat@2026-11-22T1800`, from the activity's name and the planned local date
/// and start. A kiosk that is away from its hub can name a session that both will recognise.
///
/// Somebody who comes when nothing is on, or does not say what for, is counted in that day's [#dropIn].
public record SessionId(ActivityId activity, LocalDate date, LocalTime start) {
    /// The activity that every hub has: being there.
    public static final ActivityId DROP_IN = new ActivityId("drop-in");

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
                    date(text.substring(at + 1, t)),
                    start(text.substring(t + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("A session is written activity@date'T'HHmm.", e);
        }
    }

    public boolean isDropIn() {
        return activity.equals(DROP_IN);
    }

    @Override
    @JsonValue
    public String toString() {
        int hour = start.getHour();
        int minute = start.getMinute();
        return activity + "@" + date + (hour < 10 ? "T0" : "T") + hour + (minute < 10 ? "0" : "") + minute;
    }

    /// By its digits: every event is read with one, and the general parser takes longer than the rest of it.
    private static LocalDate date(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return LocalDate.parse(text);
        }
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }

    private static LocalTime start(String text) {
        if (text.length() != 4) {
            throw new DateTimeException("A start is written HHmm.");
        }
        return LocalTime.of(number(text, 0, 2), number(text, 2, 4));
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("Not a digit.");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
