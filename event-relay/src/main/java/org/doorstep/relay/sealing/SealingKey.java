package org.doorstep.relay.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/// A public key to seal with: what is sealed with it, only who holds its [OpeningKey] can open.
/// HPKE base mode (RFC 9180: X25519, HKDF-SHA-256, ChaCha20-Poly1305). It says nothing of who
/// sealed.
///
/// Its text, in the setting `sealing.key`, is `id:key`: an id of 1 to 16 characters, the 32 bytes
/// of an X25519 public key (RFC 7748) as base64url without padding.
public record SealingKey(String id, X25519PublicKeyParameters key) {
    private static final int MOST_ID_CHARACTERS = 16;

    /// Throws IllegalArgumentException with a sentence that says what is wrong with the text.
    public static SealingKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon > MOST_ID_CHARACTERS) {
            throw new IllegalArgumentException("A sealing key is id:key, its id of 1 to 16 characters.");
        }
        return of(text.substring(0, colon), Base64.getUrlDecoder().decode(text.substring(colon + 1)));
    }

    /// Throws IllegalArgumentException if there are not 32 bytes.
    public static SealingKey of(String id, byte[] raw) {
        if (raw.length != X25519PublicKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("A sealing key has 32 bytes.");
        }
        return new SealingKey(id, new X25519PublicKeyParameters(raw));
    }

    /// As [#parse] reads it.
    public String text() {
        return id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw());
    }

    public byte[] raw() {
        return key.getEncoded();
    }

    /// The encapsulated key (32 bytes), then the ciphertext: 48 bytes more than `text`. `purpose`
    /// and `beside` are not in it, and who opens must give the same: `purpose` so that what is
    /// sealed for one thing is never taken for another, `beside` for what else it belongs to.
    public byte[] seal(byte[] purpose, byte[] beside, byte[] text, SecureRandom random) {
        try {
            HPKEContextWithEncapsulation context = hpke().setupBaseS(key, purpose, pair(random));
            byte[] sealed = context.seal(beside, text);
            byte[] encapsulated = context.getEncapsulation();
            return ByteBuffer.allocate(encapsulated.length + sealed.length)
                    .put(encapsulated)
                    .put(sealed)
                    .array();
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Something could not be sealed, which sealing never says.", e);
        }
    }

    static AsymmetricCipherKeyPair pair(SecureRandom random) {
        X25519KeyPairGenerator generator = new X25519KeyPairGenerator();
        generator.init(new X25519KeyGenerationParameters(random));
        return generator.generateKeyPair();
    }

    static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }
}
