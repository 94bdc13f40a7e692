package org.doorstep.firmware.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.KeyAgreement;

/// The secret that opens a hub's second copies, as it stands on a printed sheet: seven groups of four letters and
/// digits, of which the last twelve bits check the others. It is kept on paper and nowhere else.
///
/// The letters are Crockford's base 32, so that O and 0, I, L and 1 may be read either way.
public final class RecoverySheet {
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int SECRET_BYTES = 16;
    private static final int CHECK_BITS = 12;
    private static final int LETTER_BITS = 5;
    private static final int GROUP = 4;
    private static final int LENGTH = (SECRET_BYTES * 8 + CHECK_BITS) / LETTER_BITS;

    private final byte[] secret;

    private RecoverySheet(byte[] secret) {
        this.secret = secret;
    }

    public static RecoverySheet random(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new RecoverySheet(secret);
    }

    /// Throws IllegalArgumentException, with a sentence for whoever typed it, if this is no sheet's text.
    public static RecoverySheet parse(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (letters.length() != LENGTH) {
            throw new IllegalArgumentException("A recovery sheet has " + LENGTH + " letters and digits; these are "
                    + letters.length() + ". Read them again.");
        }
        BigInteger value = BigInteger.ZERO;
        for (char letter : letters.toCharArray()) {
            int digit = LETTERS.indexOf(letter);
            if (digit < 0) {
                throw new IllegalArgumentException("The letter " + letter + " is on no recovery sheet. Read it again.");
            }
            value = value.shiftLeft(LETTER_BITS).or(BigInteger.valueOf(digit));
        }
        byte[] secret = bytes(value.shiftRight(CHECK_BITS));
        if (check(secret) != (value.intValue() & ((1 << CHECK_BITS) - 1))) {
            throw new IllegalArgumentException("One of the letters is not as on the sheet. Read them again.");
        }
        return new RecoverySheet(secret);
    }

    /// As it is printed.
    public String text() {
        BigInteger value = new BigInteger(1, secret).shiftLeft(CHECK_BITS).or(BigInteger.valueOf(check(secret)));
        StringBuilder text = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text.append(LETTERS.charAt(value.shiftRight(i * LETTER_BITS).intValue() & (LETTERS.length() - 1)));
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
        }
        return text.toString();
    }

    /// The pair that it stands for: what is sealed to the public half, this sheet opens.
    public KeyPairBytes pair() {
        byte[] privateKey = derived("doorstep recovery key v1");
        byte[] publicKey = publicOf(privateKey);
        return new KeyPairBytes(HexFormat.of().formatHex(sha256(publicKey), 0, 2), privateKey, publicKey);
    }

    /// What the hub keeps of it: enough to make copies that this sheet opens, not enough to open one.
    public RecoveryKey key() {
        KeyPairBytes pair = pair();
        return new RecoveryKey(pair.id(), pair.publicKey(), derived("doorstep recovery proof v1"));
    }

    /// So that no log line or message can show it.
    @Override
    public String toString() {
        return "a recovery sheet";
    }

    private byte[] derived(String purpose) {
        byte[] name = purpose.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(name, name.length + secret.length);
        System.arraycopy(secret, 0, all, name.length, secret.length);
        return sha256(all);
    }

    private static int check(byte[] secret) {
        byte[] digest = sha256(secret);
        return (Byte.toUnsignedInt(digest[0]) << 4) | (Byte.toUnsignedInt(digest[1]) >> 4);
    }

    private static byte[] bytes(BigInteger value) {
        byte[] bytes = new byte[SECRET_BYTES];
        byte[] all = value.toByteArray();
        int length = Math.min(all.length, SECRET_BYTES);
        System.arraycopy(all, all.length - length, bytes, SECRET_BYTES - length, length);
        return bytes;
    }

    /// RFC 7748: the public half is the private one times the base point, whose u is 9.
    private static byte[] publicOf(byte[] privateKey) {
        try {
            KeyFactory factory = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
            agreement.doPhase(
                    factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9))),
                    true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java since 11 has X25519.", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
