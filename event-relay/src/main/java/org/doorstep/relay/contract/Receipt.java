package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What somebody who left takes with them, to ask by afterwards whether it was done: eight of
/// Crockford's 32 letters (no I, L, O or U), made by chance on the kiosk at the touch. It says
/// nothing about whose it is.
public record Receipt(@JsonValue String value) {
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// 40 bits: a hub in which ten thousand left has one chance in 20,000 that two have the same.
    private static final int LENGTH = 8;

    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LENGTH + "}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Receipt {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A receipt is eight digits and capital letters, without I, L, O and U.");
        }
    }

    public static Receipt by(RandomGenerator random) {
        StringBuilder letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new Receipt(letters.toString());
    }

    /// As somebody may write it: with blanks or hyphens, in small letters, O for 0 and I or L for 1.
    public static Receipt typed(String text) {
        return new Receipt(text.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1'));
    }

    /// As it is shown: `7K3M 9QAZ`.
    @Override
    public String toString() {
        return value.substring(0, LENGTH / 2) + " " + value.substring(LENGTH / 2);
    }
}
