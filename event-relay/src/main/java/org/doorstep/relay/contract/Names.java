package org.doorstep.relay.contract;

import java.util.regex.Pattern;

/// The one strict alphabet for names that travel.
public final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private Names() {}

    public static void require(String what, String value) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A " + what + " name is 1 to 32 of a-z, 0-9 and hyphen, beginning with a letter or digit.");
        }
    }
}
