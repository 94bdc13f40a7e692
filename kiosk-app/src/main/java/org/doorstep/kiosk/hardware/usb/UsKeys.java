package org.doorstep.kiosk.hardware.usb;

import java.util.Optional;

/// The characters of a US keyboard by Linux key code (linux/input-event-codes.h), which is what readers that type
/// are set to when they leave the factory.
final class UsKeys {
    static final int TAB = 15;
    static final int ENTER = 28;
    static final int LEFT_CTRL = 29;
    static final int J = 36;
    static final int LEFT_SHIFT = 42;
    static final int M = 50;
    static final int RIGHT_SHIFT = 54;
    static final int LEFT_ALT = 56;
    static final int CAPS_LOCK = 58;
    static final int NUM_LOCK = 69;
    static final int SCROLL_LOCK = 70;
    static final int KEYPAD_ENTER = 96;
    static final int RIGHT_CTRL = 97;
    static final int RIGHT_ALT = 100;
    static final int LINE_FEED = 101;
    static final int LEFT_META = 125;
    static final int RIGHT_META = 126;

    private static final int CODES = 128;
    private static final char[] PLAIN = new char[CODES];
    private static final char[] SHIFTED = new char[CODES];

    static {
        row(2, "1234567890-=", "!@#$%^&*()_+");
        row(16, "qwertyuiop[]", "QWERTYUIOP{}");
        row(30, "asdfghjkl;'`", "ASDFGHJKL:\"~");
        row(43, "\\zxcvbnm,./", "|ZXCVBNM<>?");
        row(57, " ", " ");
        row(55, "*", "*");
        row(71, "789-456+1230.", "789-456+1230.");
        row(98, "/", "/");
    }

    private UsKeys() {}

    /// Empty for a key that types no character.
    static Optional<Character> character(int code, boolean shift, boolean capsLock) {
        if (code >= CODES || PLAIN[code] == 0) {
            return Optional.empty();
        }
        boolean letter = Character.isLetter(PLAIN[code]);
        return Optional.of(shift ^ (letter && capsLock) ? SHIFTED[code] : PLAIN[code]);
    }

    private static void row(int first, String plain, String shifted) {
        for (int i = 0; i < plain.length(); i++) {
            PLAIN[first + i] = plain.charAt(i);
            SHIFTED[first + i] = shifted.charAt(i);
        }
    }
}
