package org.doorstep.kiosk.wishes;

import java.util.Optional;
import org.doorstep.relay.contract.passes.PassCode;

/// Wishes written into the text of a pass, outside of what the hub signed. All functions are pure.
///
/// The text of a pass is capital letters and figures, and whoever reads one reads small letters as
/// capitals ([PassCode#read]). So wishes are in which of its letters are small: the first two say
/// that there are wishes (`dS`), and the next 32 carry [Wishes#bytes] and eight bits that tell a
/// scanner's own way with capitals from wishes. A reader that knows nothing of this, and one of an
/// older program, takes the pass as ever. The code of such a text has 41 modules a side where that
/// of a plain pass has 37.
public final class InPass {
    private static final int DATA_BITS = Wishes.BYTES * Byte.SIZE;
    private static final int CHECK_BITS = 8;

    /// x^8 + x^2 + x + 1, of CRC-8: it sees every one and every two letters that were read wrong.
    private static final int CHECK = 0x07;

    private static final int BITS = DATA_BITS + CHECK_BITS;

    /// Of the prefix, `DS1:`: small and capital where there are wishes, and the other way round
    /// where the scanner types as with its capitals locked.
    private static final String MARK = "dS";

    private static final String TURNED_MARK = "Ds";

    private InPass() {}

    /// That pass with these wishes, whatever was written there before. With no wishes it is the
    /// plain text. Empty for what is not the text of a pass, and for a pass with too few letters
    /// (one in a million million).
    public static Optional<String> write(String pass, Wishes wishes) {
        String plain = plain(pass);
        if (!looksLikeOne(plain)) {
            return Optional.empty();
        }
        if (wishes.wishNothing()) {
            return Optional.of(plain);
        }
        int bits = bits(wishes.bytes());
        StringBuilder written = new StringBuilder(MARK);
        int bit = BITS;
        for (int at = MARK.length(); at < plain.length(); at++) {
            char letter = plain.charAt(at);
            boolean small = bit > 0 && isLetter(letter) && (bits >> --bit & 1) == 1;
            written.append(small ? Character.toLowerCase(letter) : letter);
        }
        return bit > 0 ? Optional.empty() : Optional.of(written.toString());
    }

    /// What that text wishes; empty for the text of a pass without wishes, and for any other text.
    public static Optional<Wishes> read(String text) {
        if (!looksLikeOne(plain(text))) {
            return Optional.empty();
        }
        return switch (text.substring(0, MARK.length())) {
            case MARK -> marked(text);
            case TURNED_MARK -> marked(turned(text));
            default -> Optional.empty();
        };
    }

    /// The text of that pass without wishes: two texts of one pass are the same text.
    public static String plain(String pass) {
        StringBuilder plain = new StringBuilder(pass.length());
        pass.chars().forEach(letter -> plain.append((char) (letter >= 'a' && letter <= 'z' ? letter - 32 : letter)));
        return plain.toString();
    }

    private static Optional<Wishes> marked(String text) {
        int bits = 0;
        int read = 0;
        for (int at = MARK.length(); at < text.length(); at++) {
            char letter = text.charAt(at);
            if (isLetter(letter) && read < BITS) {
                bits = bits << 1 | (Character.isLowerCase(letter) ? 1 : 0);
                read++;
            } else if (Character.isLowerCase(letter)) {
                return Optional.empty();
            }
        }
        byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8)};
        return read == BITS && bits == bits(bytes) ? Wishes.read(bytes) : Optional.empty();
    }

    private static int bits(byte[] bytes) {
        int data = (bytes[0] & 0xff) << 16 | (bytes[1] & 0xff) << 8 | bytes[2] & 0xff;
        int check = data;
        for (int bit = DATA_BITS - 1; bit >= 0; bit--) {
            boolean over = (check >> DATA_BITS - 1 & 1) == 1;
            check = (check << 1) & (1 << DATA_BITS) - 1;
            check ^= over ? CHECK << DATA_BITS - CHECK_BITS : 0;
        }
        return data << CHECK_BITS | check >> DATA_BITS - CHECK_BITS;
    }

    private static String turned(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        text.chars()
                .forEach(letter -> turned.append((char)
                        (Character.isLowerCase(letter)
                                ? Character.toUpperCase(letter)
                                : Character.toLowerCase(letter))));
        return turned.toString();
    }

    private static boolean looksLikeOne(String plain) {
        return plain.length() == PassCode.LENGTH && plain.startsWith(PassCode.PREFIX);
    }

    private static boolean isLetter(char character) {
        return character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z';
    }
}
