package org.doorstep.relay.contract;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What is kept of a PIN: from it the PIN is found by trying them all, and each try takes a while
/// (PBKDF2 with HMAC-SHA-512). `salt` and `hash` are base64url. A million PINs of six digits are a
/// day's work for one machine, so it is told to nobody but kiosks, which keep it in memory alone.
public record PinHash(int rounds, String salt, String hash) {
    /// What is asked of a PIN that somebody types while others wait: easy to say, and not one of
    /// ten thousand.
    public static final String FORM = "[0-9]{6,12}";

    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";

    /// OWASP's figure for this function (Password Storage Cheat Sheet, 2023): about a second on a
    /// small board.
    private static final int ROUNDS = 210_000;

    /// More would hold up whoever checks it for minutes.
    private static final int MOST_ROUNDS = 2_000_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    public PinHash {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("A PIN is hashed in 1 to " + MOST_ROUNDS + " rounds.");
        }
        if (bytes(salt).length != SALT_BYTES || bytes(hash).length * Byte.SIZE != HASH_BITS) {
            throw new IllegalArgumentException("That is no hash of a PIN.");
        }
    }

    /// Takes a part of a second.
    public static PinHash of(String pin, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PinHash(ROUNDS, text(salt), text(derive(pin, salt, ROUNDS)));
    }

    /// Takes a part of a second, whether it fits or not.
    public boolean fits(String pin) {
        return MessageDigest.isEqual(derive(pin, bytes(salt), rounds), bytes(hash));
    }

    /// It belongs in no log.
    @Override
    public String toString() {
        return "a PIN's hash";
    }

    private static byte[] derive(String pin, byte[] salt, int rounds) {
        try {
            return SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(new PBEKeySpec(pin.toCharArray(), salt, rounds, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
        }
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
