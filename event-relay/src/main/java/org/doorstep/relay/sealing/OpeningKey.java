package org.doorstep.relay.sealing;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/// The private half of a [SealingKey]. Immutable; safe for all threads.
public final class OpeningKey {
    private static final int ENCAPSULATED_BYTES = 32;

    private final String id;
    private final AsymmetricCipherKeyPair pair;

    private OpeningKey(String id, AsymmetricCipherKeyPair pair) {
        this.id = id;
        this.pair = pair;
    }

    /// From the raw 32 bytes of each half (RFC 7748).
    public static OpeningKey of(String id, byte[] privateKey, byte[] publicKey) {
        return new OpeningKey(id, SealingKey.hpke().deserializePrivateKey(privateKey, publicKey));
    }

    /// A new one, that is nowhere but in memory.
    public static OpeningKey fresh(String id, SecureRandom random) {
        return new OpeningKey(id, SealingKey.pair(random));
    }

    public String id() {
        return id;
    }

    public SealingKey sealingKey() {
        return new SealingKey(id, (X25519PublicKeyParameters) pair.getPublic());
    }

    /// Empty for whatever was not sealed with this key for this purpose, beside these bytes. Never
    /// throws.
    public Optional<byte[]> open(byte[] purpose, byte[] beside, byte[] sealed) {
        if (sealed.length <= ENCAPSULATED_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(SealingKey.hpke()
                    .setupBaseR(Arrays.copyOf(sealed, ENCAPSULATED_BYTES), pair, purpose)
                    .open(beside, Arrays.copyOfRange(sealed, ENCAPSULATED_BYTES, sealed.length)));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
            // The last is what BouncyCastle says to an encapsulated key of small order.
            return Optional.empty();
        }
    }

    /// So that no log line or message can show the key.
    @Override
    public String toString() {
        return "opening key " + id;
    }
}
