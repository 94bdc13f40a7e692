package org.doorstep.provisioning.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A password that no person has to remember: 32 random bytes as 43 characters of base64url. Whoever must check it
/// holds only its SHA-256; a random secret of this length needs no salt and no slow hash.
public record Secret(String text) {
    private static final int BYTES = 32;

    public Secret {
        if (text.length() != 43) {
            throw new IllegalArgumentException("A secret has 43 characters.");
        }
    }

    static Secret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Over the characters as they are sent, in lower-case hex.
    public String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /// So that no log line or message can show one.
    @Override
    public String toString() {
        return "(secret)";
    }
}
