package org.doorstep.hub.keeping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// One value under its keeper's key, as it stands in a kept text: `box1.17.v.` and base64url of
/// nonce and ciphertext (AES-256-GCM, the keeper's number and the kind bound in). Of somebody who
/// has left there is nothing after the last point. For one thread.
final class Box {
    /// Bytes that begin a box in a text.
    static final byte[] MARK = "box1.".getBytes(StandardCharsets.US_ASCII);

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /// So many nonces are drawn at once: asking the kernel for each took longer than the sealing.
    private static final int NONCES_AT_ONCE = 256;

    private final SecureRandom random;
    private final Cipher cipher;
    private final ByteBuffer nonces = ByteBuffer.allocate(NONCE_BYTES * NONCES_AT_ONCE);

    /// What is inside: a pass's or card's value, or words that somebody said.
    enum Kind {
        VALUE('v'),
        WORDS('w');

        final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /// A box found in a text, from its first byte to behind its last.
    record Found(int from, int to, long keeper, Kind kind, byte[] sealed) {}

    Box(SecureRandom random) {
        this.random = random;
        nonces.limit(0);
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM.", e);
        }
    }

    byte[] seal(Keeper keeper, Kind kind, byte[] value) {
        String head = head(keeper.id(), kind);
        return switch (keeper) {
            case Keeper.Erased erased -> head.getBytes(StandardCharsets.US_ASCII);
            case Keeper.Standing standing -> {
                byte[] nonce = nonce();
                try {
                    cipher.init(Cipher.ENCRYPT_MODE, standing.key(), new GCMParameterSpec(TAG_BITS, nonce));
                    cipher.updateAAD(head.getBytes(StandardCharsets.US_ASCII));
                    byte[] sealed = cipher.doFinal(value);
                    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
                    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
                    yield (head + Base64.getUrlEncoder().withoutPadding().encodeToString(all))
                            .getBytes(StandardCharsets.US_ASCII);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("Every Java has AES-GCM.", e);
                }
            }
        };
    }

    /// Empty if it is none of this key's.
    Optional<byte[]> open(Keeper.Standing keeper, Found box) {
        if (box.sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, keeper.key(), new GCMParameterSpec(TAG_BITS, box.sealed, 0, NONCE_BYTES));
            cipher.updateAAD(head(keeper.id(), box.kind).getBytes(StandardCharsets.US_ASCII));
            return Optional.of(cipher.doFinal(box.sealed, NONCE_BYTES, box.sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// The next box in a text, at `from` or later.
    static Optional<Found> next(byte[] text, int from) {
        for (int at = Bytes.indexOf(text, MARK, from); at >= 0; at = Bytes.indexOf(text, MARK, at + 1)) {
            Optional<Found> found = at(text, at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> at(byte[] text, int from) {
        int number = from + MARK.length;
        int point = number;
        while (point < text.length && text[point] >= '0' && text[point] <= '9') {
            point++;
        }
        boolean formed = point > number
                && point - number <= 18
                && point + 2 < text.length
                && text[point] == '.'
                && text[point + 2] == '.';
        if (!formed) {
            return Optional.empty();
        }
        int to = point + 3;
        while (to < text.length && isBase64(text[to])) {
            to++;
        }
        for (Kind kind : Kind.values()) {
            if (kind.letter == text[point + 1]) {
                return sealed(text, from, number, point, to, kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> sealed(byte[] text, int from, int number, int point, int to, Kind kind) {
        try {
            return Optional.of(new Found(
                    from,
                    to,
                    Long.parseLong(new String(text, number, point - number, StandardCharsets.US_ASCII)),
                    kind,
                    Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, point + 3, to))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isBase64(byte letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '-'
                || letter == '_';
    }

    private static String head(long keeper, Kind kind) {
        return "box1." + keeper + "." + kind.letter + ".";
    }

    private byte[] nonce() {
        if (!nonces.hasRemaining()) {
            random.nextBytes(nonces.array());
            nonces.clear();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.get(nonce);
        return nonce;
    }
}
