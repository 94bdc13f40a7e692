package org.doorstep.relay.joining;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.doorstep.relay.contract.passes.Base45;

/// Which key a hub's server shows: SHA-256 over its SubjectPublicKeyInfo (as RFC 7469 pins keys),
/// in base45. Of the key and not of the certificate, so that a renewal leaves it as it was. No
/// secret.
public record Fingerprint(String text) {
    static final int CHARACTERS = 48;

    private static final int BYTES = 32;

    public Fingerprint {
        if (text.length() != CHARACTERS
                || Base45.decode(text).filter(bytes -> bytes.length == BYTES).isEmpty()) {
            throw new IllegalArgumentException("A fingerprint is 32 bytes in base45.");
        }
    }

    public static Fingerprint of(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return new Fingerprint(Base45.encode(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }

    public static Fingerprint of(X509Certificate certificate) {
        return of(certificate.getPublicKey());
    }

    /// Empty for any other text.
    public static Optional<Fingerprint> parse(String text) {
        try {
            return Optional.of(new Fingerprint(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return Base45.decode(text).orElseThrow();
    }

    @Override
    public String toString() {
        return text;
    }
}
