package org.doorstep.firmware.keys;

import java.util.Arrays;
import java.util.Base64;

/// A pair of keys on Curve25519 as both RFC 8032 (Ed25519) and RFC 7748 (X25519) write them: 32 bytes each, and the
/// name by which others call the public half. The arrays are not to be changed.
public record KeyPairBytes(String id, byte[] privateKey, byte[] publicKey) {
    public static final int BYTES = 32;

    public KeyPairBytes {
        if (!id.matches("[0-9a-f]{4}") || privateKey.length != BYTES || publicKey.length != BYTES) {
            throw new IllegalArgumentException("A key has a name of four hex digits, and halves of 32 bytes.");
        }
    }

    /// As settings name it: `id:base64url`.
    public String publicText() {
        return id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPairBytes that
                && id.equals(that.id)
                && Arrays.equals(privateKey, that.privateKey)
                && Arrays.equals(publicKey, that.publicKey);
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + Arrays.hashCode(publicKey);
    }

    /// So that no log line or message can show the private half.
    @Override
    public String toString() {
        return "key " + id;
    }
}
