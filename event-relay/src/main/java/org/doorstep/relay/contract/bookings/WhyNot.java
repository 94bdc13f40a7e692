package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why something cannot be booked so. Each has a sentence at the kiosk that says what to do instead.
public enum WhyNot {
    CLOSED,
    TOO_SHORT,
    TOO_LONG,
    TOO_FAR_AHEAD,
    /// The time is over.
    OVER,
    /// Only staff book it.
    NOT_FOR_YOU,
    TOO_MANY_OPEN,
    TOO_MUCH_THIS_WEEK,
    FAIR_SHARE,
    CHILD_SAFETY,
    UNSAFE,
    NEEDS_INDUCTION,
    TOO_MANY_PEOPLE,
    /// The pass was stopped, or is none that this hub can know.
    NO_PASS,
    /// What this version has no word for.
    OTHER;

    /// As written on the wire: `too-long`.
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a later version may say is [#OTHER].
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static WhyNot parse(String text) {
        for (WhyNot why : values()) {
            if (why.text().equals(text)) {
                return why;
            }
        }
        return OTHER;
    }
}
