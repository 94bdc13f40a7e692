package org.doorstep.hub.passes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.TokenKey;

/// Opens the card numbers that kiosks sealed to this hub (HPKE base mode, RFC 9180) and makes the tokens that the
/// kiosks would have made. The number itself goes no further than one call of [#token]. Safe for all threads.
public final class SealedCards {
    private static final int ENCAPSULATED_BYTES = 32;

    private final Map<String, KeyPairBytes> sealingKeys;
    private final TokenKey tokenKey;

    public SealedCards(List<KeyPairBytes> sealingKeys, TokenKey tokenKey) {
        this.sealingKeys = sealingKeys.stream().collect(Collectors.toMap(KeyPairBytes::id, Function.identity()));
        this.tokenKey = tokenKey;
    }

    /// Empty if it was not sealed to this hub, or not by a kiosk: no key has its id, or it does not open, or what
    /// is inside is no card's text.
    public Optional<Credential.Token> token(Credential.Sealed sealed) {
        KeyPairBytes key = sealingKeys.get(sealed.key());
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tokenKey.token(open(Base64.getUrlDecoder().decode(sealed.sealed()), key)));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
            // The last is what BouncyCastle says to an encapsulated key of small order.
            return Optional.empty();
        }
    }

    private static String open(byte[] all, KeyPairBytes key) throws InvalidCipherTextException {
        if (all.length <= ENCAPSULATED_BYTES) {
            throw new IllegalArgumentException("Too short to hold anything.");
        }
        HPKE hpke = new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
        AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(key.privateKey(), key.publicKey());
        byte[] info = TokenKey.CONTEXT.getBytes(StandardCharsets.US_ASCII);
        byte[] text = hpke.setupBaseR(Arrays.copyOf(all, ENCAPSULATED_BYTES), pair, info)
                .open(new byte[0], Arrays.copyOfRange(all, ENCAPSULATED_BYTES, all.length));
        // The kiosk fills up with zeros, so that all sealed cards are of one length.
        return new String(text, StandardCharsets.US_ASCII).replaceAll("\0+$", "");
    }
}
