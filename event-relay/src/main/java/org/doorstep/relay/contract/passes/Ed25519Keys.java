package org.doorstep.relay.contract.passes;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The JDK's Ed25519 keys to and from the 32 bytes of RFC 8032, which is how they stand in files and settings.
///
/// A key made by `KeyPairGenerator.getInstance("Ed25519")` gives its 32 bytes to [#raw(PublicKey)] and
/// [#raw(PrivateKey)]. The fixed bytes put before them are the DER headings of RFC 8410.
public final class Ed25519Keys {
    public static final int BYTES = 32;

    private static final byte[] PUBLIC_HEADING = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE_HEADING = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519Keys() {}

    /// Throws IllegalArgumentException, in a sentence, for bytes that are no key.
    public static PublicKey publicKey(byte[] raw) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(headed(PUBLIC_HEADING, raw)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("These 32 bytes are not an Ed25519 public key.", e);
        }
    }

    /// Throws IllegalArgumentException, in a sentence, for bytes that are no key.
    public static PrivateKey privateKey(byte[] raw) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(headed(PRIVATE_HEADING, raw)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("These 32 bytes are not an Ed25519 private key.", e);
        }
    }

    public static byte[] raw(PublicKey key) {
        return tail(PUBLIC_HEADING, key.getEncoded());
    }

    public static byte[] raw(PrivateKey key) {
        return tail(PRIVATE_HEADING, key.getEncoded());
    }

    private static byte[] headed(byte[] heading, byte[] raw) {
        if (raw.length != BYTES) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes.");
        }
        byte[] all = Arrays.copyOf(heading, heading.length + BYTES);
        System.arraycopy(raw, 0, all, heading.length, BYTES);
        return all;
    }

    private static byte[] tail(byte[] heading, byte[] encoded) {
        if (encoded.length != heading.length + BYTES
                || !Arrays.equals(heading, 0, heading.length, encoded, 0, heading.length)) {
            throw new IllegalArgumentException("Not an Ed25519 key of the JDK's own encoding.");
        }
        return Arrays.copyOfRange(encoded, heading.length, encoded.length);
    }
}
