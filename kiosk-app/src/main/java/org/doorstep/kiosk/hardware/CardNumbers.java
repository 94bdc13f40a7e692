package org.doorstep.kiosk.hardware;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/// Writes a card's number the one way, whichever reader read it, and refuses numbers that are
/// nobody's.
///
/// The one way is the number's bytes as capital hex digits. A 125 kHz (EM4100) card has five bytes,
/// but most readers that type give only the last four, so those four are its number everywhere:
/// batches of cards share the first byte anyway. What cannot be known from the digits is said in
/// DESIGN.md, "Readers". All functions are pure.
public final class CardNumbers {

    /// What is known of the cards that a reader reads.
    public enum Chip {
        /// 125 kHz only, so that the rules for 13.56 MHz numbers do not apply.
        EM4100,
        /// Anything: a reader that types does not say.
        UNKNOWN
    }

    /// The longest thing a reader may type as a number: 20 digits, and room for spaces or colons
    /// between bytes.
    public static final int MOST_TYPED = 40;

    private static final BigInteger FOUR_BYTES = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger FIVE_BYTES = BigInteger.ONE.shiftLeft(40);
    private static final BigInteger SEVEN_BYTES = BigInteger.ONE.shiftLeft(56);

    private CardNumbers() {}

    /// A number as typed by a keyboard reader. Digits only: 10, 13 or 17 are decimal for 4, 5 or 7
    /// bytes; 8, 10, 14 or 20 digits are hex for 4, 5, 7 or 10 bytes. Ten digits that could be
    /// either are decimal, the common setting.
    ///
    /// The short Wiegand forms ("123,45678" or eight decimal digits of it) hold 24 bits, too few to
    /// tell 600 people apart surely: with a comma they are refused, without one they cannot be told
    /// from hex.
    public static Reading typed(String text, Chip chip) {
        if (text.length() > MOST_TYPED) {
            return new Reading.Garbage(Reading.Reason.TOO_LONG);
        }
        String digits = text.replaceAll("[ :-]", "").toUpperCase(Locale.ROOT);
        if (digits.matches("[0-9]{10}|[0-9]{13}|[0-9]{17}")) {
            BigInteger value = new BigInteger(digits);
            switch (digits.length()) {
                case 10 -> {
                    if (value.compareTo(FOUR_BYTES) < 0) {
                        return checked(Reading.Width.FOUR, hex(value, 8), chip);
                    }
                }
                case 13 -> {
                    if (value.compareTo(FIVE_BYTES) < 0) {
                        return checked(Reading.Width.FOUR, hex(value.mod(FOUR_BYTES), 8), Chip.EM4100);
                    }
                }
                default -> {
                    if (value.compareTo(SEVEN_BYTES) < 0) {
                        return checked(Reading.Width.SEVEN, hex(value, 14), chip);
                    }
                }
            }
        }
        if (!digits.matches("[0-9A-F]*")) {
            return new Reading.Garbage(Reading.Reason.NOT_A_CARD_NUMBER);
        }
        return switch (digits.length()) {
            case 8 -> checked(Reading.Width.FOUR, digits, chip);
            // Only an EM4100 has five bytes.
            case 10 -> checked(Reading.Width.FOUR, digits.substring(2), Chip.EM4100);
            case 14 -> checked(Reading.Width.SEVEN, digits, chip);
            case 20 -> checked(Reading.Width.TEN, digits, chip);
            default -> new Reading.Garbage(Reading.Reason.NOT_A_CARD_NUMBER);
        };
    }

    /// The five bytes of an EM4100 card.
    public static Reading em4100(byte[] five) {
        if (five.length != 5) {
            throw new IllegalArgumentException("An EM4100 card has five bytes.");
        }
        String digits = HexFormat.of().withUpperCase().formatHex(five, 1, 5);
        return checked(Reading.Width.FOUR, digits, Chip.EM4100);
    }

    /// The whole number of a 13.56 MHz card, as its reader got it by anticollision: 4, 7 or 10 bytes.
    public static Reading contactless(byte[] uid) {
        Reading.Width width =
                switch (uid.length) {
                    case 4 -> Reading.Width.FOUR;
                    case 7 -> Reading.Width.SEVEN;
                    case 10 -> Reading.Width.TEN;
                    default -> throw new IllegalArgumentException("A card's number has 4, 7 or 10 bytes.");
                };
        return checked(width, HexFormat.of().withUpperCase().formatHex(uid), Chip.UNKNOWN);
    }

    private static Reading checked(Reading.Width width, String digits, Chip chip) {
        if (digits.matches("0+|F+")) {
            return new Reading.Garbage(Reading.Reason.SHARED_BY_MANY);
        }
        if (width == Reading.Width.FOUR && chip == Chip.UNKNOWN) {
            if (changesEachTime(digits)) {
                return new Reading.Garbage(Reading.Reason.CHANGES_EACH_TIME);
            }
            if (sharedByMany(digits)) {
                return new Reading.Garbage(Reading.Reason.SHARED_BY_MANY);
            }
        }
        return new Reading.CardNumber(width, digits);
    }

    /// ISO/IEC 14443-3: a four-byte number whose first byte is 08 is random. Some cards do the same
    /// with 80.
    private static boolean changesEachTime(String digits) {
        return digits.startsWith("08") || digits.startsWith("80");
    }

    /// 01020304 is what some phones answer, in either order of bytes. A first byte of 88 is the
    /// cascade tag: the start of a longer number, cut off by a reader that does not ask for the
    /// rest, so that only two bytes tell cards apart.
    private static boolean sharedByMany(String digits) {
        return digits.equals("01020304") || digits.equals("04030201") || digits.startsWith("88");
    }

    private static String hex(BigInteger value, int digits) {
        String text = value.toString(16).toUpperCase(Locale.ROOT);
        return "0".repeat(digits - text.length()) + text;
    }
}
