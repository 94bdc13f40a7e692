package org.doorstep.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Makes the secrets of links and sessions, and the hashes of them that are kept.
final class Secrets {
    /// 256 bits: beyond guessing, so a plain hash of it is safe to keep.
    private static final int BYTES = 32;

    private final RandomGenerator random;

    Secrets(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return text(bytes(BYTES));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /// The token of a session's forms: made from the session's secret, so it needs no place of its own, and tells
    /// nothing about it.
    static String csrf(String session) {
        return text(sha256("doorstep-csrf-v1" + session));
    }

    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
