package org.doorstep.hub.passes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.hub.keeping.Seals;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.sealing.OpeningKeys;

/// Opens what kiosks sealed to this hub: words that residents said, and card numbers, of which it
/// makes the tokens that the kiosks would have made. The number itself goes no further than one call
/// of [#token]. Safe for all threads.
public final class SealedCards implements Seals {
    private static final byte[] CARD = TokenKey.CONTEXT.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORDS = ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII);

    private final OpeningKeys sealingKeys;
    private final TokenKey tokenKey;

    public SealedCards(List<KeyPairBytes> sealingKeys, TokenKey tokenKey) {
        this(openingKeys(sealingKeys), tokenKey);
    }

    public SealedCards(OpeningKeys sealingKeys, TokenKey tokenKey) {
        this.sealingKeys = sealingKeys;
        this.tokenKey = tokenKey;
    }

    /// The keys of a hub's folder, as they open.
    public static OpeningKeys openingKeys(List<KeyPairBytes> pairs) {
        return OpeningKeys.of(pairs.stream()
                .map(pair -> OpeningKey.of(pair.id(), pair.privateKey(), pair.publicKey()))
                .toList());
    }

    /// Empty if it was not sealed to this hub, or not by a kiosk: no key has its id, or it does not
    /// open, or what is inside is no card's text.
    @Override
    public Optional<Credential.Token> token(Credential.Sealed sealed) {
        try {
            return opened(sealed.sealed(), sealed.key(), CARD)
                    .map(SealedCards::card)
                    .map(tokenKey::token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> words(String sealed, String key) {
        try {
            return key.equals(OPENED) ? Optional.of(Base64.getUrlDecoder().decode(sealed)) : opened(sealed, key, WORDS);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> opened(String sealed, String key, byte[] purpose) {
        byte[] all = Base64.getUrlDecoder().decode(sealed);
        return sealingKeys.find(key).flatMap(found -> found.open(purpose, new byte[0], all));
    }

    /// The kiosk fills up with zeros, so that all sealed cards are of one length.
    private static String card(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII).replaceAll("\0+$", "");
    }
}
