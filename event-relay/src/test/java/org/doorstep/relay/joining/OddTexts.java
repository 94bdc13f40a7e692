package org.doorstep.relay.joining;

import java.util.Random;

/// Texts of the characters that matter, and of some that do not.
final class OddTexts {
    private static final String LETTERS = "0123456789ABCKPXZabz :-.[]$%*+/\u0000\n\u0130\u00df\u202e\ud83d";

    private OddTexts() {}

    static String of(Random chance, int longest) {
        StringBuilder text = new StringBuilder();
        int length = chance.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
