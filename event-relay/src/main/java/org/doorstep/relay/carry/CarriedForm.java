package org.doorstep.relay.carry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.hpke.HPKE;

/// The form of a carried file, version 1: this mark; the heading (four bytes of length, JSON); the encapsulated key
/// (32 bytes); frames; the signature (64 bytes).
///
/// A frame is its length (four bytes), 1 if it is the last, and so many bytes of ciphertext. All frames are the
/// messages of one HPKE context (RFC 9180, base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305), which numbers them, so
/// one that is left out, doubled or moved does not open; the heading's hash and the mark of the last are authenticated
/// with each. The signature is Ed25519 (RFC 8032) over [#SIGNED] and the SHA-256 of all that stands before it.
final class CarriedForm {
    static final byte[] MARK = "DOORSTEP CARRIED 1\n".getBytes(StandardCharsets.US_ASCII);

    /// What the marks of all versions begin with.
    static final byte[] ANY_MARK = "DOORSTEP CARRIED ".getBytes(StandardCharsets.US_ASCII);

    /// So that a signature on a file can never pass for one on something else, nor the other way.
    static final byte[] SIGNED = "doorstep carried file v1\n".getBytes(StandardCharsets.US_ASCII);

    static final byte[] SEALED = "doorstep carried file v1".getBytes(StandardCharsets.US_ASCII);

    static final int ENCAPSULATED_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;
    static final int TAG_BYTES = 16;

    /// The heading is some 250 bytes.
    static final int MOST_HEADING_BYTES = 2_000;

    /// A frame is held in memory as it was packed, unpacked and sealed: a few of these, on a machine of 48 MB.
    static final int MOST_FRAME_BYTES = 512 * 1024;

    /// More than a full outbox comes to (96 MB of texts, which pack to a third): what is longer is none of ours.
    static final long MOST_BYTES = 160_000_000;

    private CarriedForm() {}

    static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }

    /// What is authenticated with each frame beside its own bytes and its number.
    static byte[] beside(byte[] headingHash, boolean last) {
        byte[] all = Arrays.copyOf(headingHash, headingHash.length + 1);
        all[headingHash.length] = (byte) (last ? 1 : 0);
        return all;
    }
}
