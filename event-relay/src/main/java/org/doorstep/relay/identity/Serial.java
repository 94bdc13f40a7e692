package org.doorstep.relay.identity;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

/// A certificate's serial number: 128 random bits, written as 32 hex digits. By it one certificate
/// is shut out and the next of the same device let in.
public record Serial(BigInteger value) implements Comparable<Serial> {
    private static final int BITS = 128;
    private static final int DIGITS = BITS / 4;

    public Serial {
        if (value.signum() < 1 || value.bitLength() > BITS) {
            throw new IllegalArgumentException("A serial number is above 0 and has at most 128 bits.");
        }
    }

    public static Serial random(SecureRandom random) {
        return new Serial(new BigInteger(BITS, random).max(BigInteger.ONE));
    }

    /// Throws IllegalArgumentException for a certificate that was not numbered here.
    public static Serial of(X509Certificate certificate) {
        return new Serial(certificate.getSerialNumber());
    }

    /// As it is written in a list; throws IllegalArgumentException, in a sentence, for anything else.
    public static Serial parse(String text) {
        if (!text.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new IllegalArgumentException("A serial number is " + DIGITS + " of 0-9 and a-f.");
        }
        return new Serial(new BigInteger(text, 16));
    }

    @Override
    public int compareTo(Serial other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        String digits = value.toString(16);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
