package org.doorstep.relay.contract;

/// The shared check on short text that travels.
public final class Text {
    private Text() {}

    public static void require(String what, String value, int least, int most) {
        if (value == null || value.length() < least || value.length() > most) {
            throw new IllegalArgumentException(
                    "A " + what + " has " + (least == most ? "" : least + " to ") + most + " characters.");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException("A " + what + " has no control characters.");
            }
        }
    }

    public static int requireCount(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(what + " are counted from 0 to " + most + ".");
        }
        return value;
    }
}
