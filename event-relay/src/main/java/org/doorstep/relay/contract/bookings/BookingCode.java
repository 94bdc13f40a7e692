package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Digits to read aloud: "Your code is 4821." It tells one booking from the others of these weeks
/// at the desk, and opens nothing by itself. A kiosk makes it of four; a hub that has run out of
/// those has up to six.
public record BookingCode(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{4,6}");

    /// No nought in front, which somebody would leave out in saying it.
    private static final int FIRST = 1000;

    private static final int BEYOND = 10_000;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BookingCode {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A booking's code has four to six digits.");
        }
    }

    public static BookingCode by(RandomGenerator random) {
        return new BookingCode(Integer.toString(random.nextInt(FIRST, BEYOND)));
    }

    @Override
    public String toString() {
        return value;
    }
}
