package org.doorstep.relay.joining;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The code by which a new device joins: eleven symbols of Crockford's base 32, written
/// `K3P-7XQF-2M9A`. The first three name the claim; the other eight (40 bits) are its secret, and
/// stand nowhere but in the hub's memory, on the manager's screen, and for a moment in the device.
public record JoiningCode(ClaimName claim, String secret) {
    public static final int SYMBOLS = 11;

    /// Without I, L, O and U.
    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int SECRET_SYMBOLS = SYMBOLS - ClaimName.SYMBOLS;
    private static final int GROUP = 4;
    private static final Pattern SECRET = Pattern.compile("[" + ALPHABET + "]{" + SECRET_SYMBOLS + "}");

    /// With a hyphen or blank between any two symbols it is still a code; longer text is not looked
    /// at.
    private static final int MOST_TYPED = 40;

    public JoiningCode {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("A code's secret is " + SECRET_SYMBOLS + " of its alphabet.");
        }
    }

    public static JoiningCode random(SecureRandom random) {
        StringBuilder symbols = new StringBuilder(SYMBOLS);
        for (int i = 0; i < SYMBOLS; i++) {
            symbols.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return ofSymbols(symbols.toString());
    }

    /// As a person types it: small letters, blanks and hyphens anywhere, O for 0, I and L for 1.
    /// Never throws, and is empty for all else.
    public static Optional<JoiningCode> parse(String typed) {
        if (typed.length() > MOST_TYPED) {
            return Optional.empty();
        }
        String symbols = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return isCode(symbols) ? Optional.of(ofSymbols(symbols)) : Optional.empty();
    }

    /// As it is shown.
    public String text() {
        return claim + "-" + secret.substring(0, GROUP) + "-" + secret.substring(GROUP);
    }

    String symbols() {
        return claim.value() + secret;
    }

    static boolean isCode(String symbols) {
        return symbols.length() == SYMBOLS && symbols.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    static JoiningCode ofSymbols(String symbols) {
        return new JoiningCode(
                new ClaimName(symbols.substring(0, ClaimName.SYMBOLS)), symbols.substring(ClaimName.SYMBOLS));
    }

    /// Says which claim, never its secret.
    @Override
    public String toString() {
        return claim + "-(secret)";
    }
}
