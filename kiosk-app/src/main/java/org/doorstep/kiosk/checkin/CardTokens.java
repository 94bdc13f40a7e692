package org.doorstep.kiosk.checkin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.sealing.SealingKey;

/// Turns a card's number into what may be kept and sent: a token once the hub has told this kiosk
/// its key since it started, sealed to the hub until then (HPKE base mode, RFC 9180). Safe for all
/// threads.
///
/// The key is in memory only: a kiosk that is carried off holds nothing that its tokens could be
/// guessed with. What is sealed always has the same length, so that the length tells no kind of
/// card.
public final class CardTokens {
    /// The longest card text, `10:` and 20 digits, and one more.
    private static final int SEALED_TEXT_BYTES = 24;

    private final Supplier<SealingKey> sealingKey;
    private final SecureRandom random;
    private volatile Optional<TokenKey> tokenKey = Optional.empty();

    public CardTokens(SealingKey sealingKey, SecureRandom random) {
        this(() -> sealingKey, random);
    }

    /// `sealingKey` is asked for each card, since the hub changes it.
    public CardTokens(Supplier<SealingKey> sealingKey, SecureRandom random) {
        this.sealingKey = sealingKey;
        this.random = random;
    }

    /// The hub has said which key to make tokens with.
    public void tokenKey(TokenKey key) {
        tokenKey = Optional.of(key);
    }

    public boolean hasTokenKey() {
        return tokenKey.isPresent();
    }

    /// Of the key that the hub has told; empty until it has.
    Optional<Integer> keyVersion() {
        return tokenKey.map(TokenKey::version);
    }

    Credential of(Reading.CardNumber card) {
        return tokenKey.<Credential>map(key -> key.token(card.text())).orElseGet(() -> seal(card.text()));
    }

    private Credential.Sealed seal(String card) {
        byte[] text = ByteBuffer.allocate(SEALED_TEXT_BYTES)
                .put(card.getBytes(StandardCharsets.US_ASCII))
                .array();
        byte[] purpose = TokenKey.CONTEXT.getBytes(StandardCharsets.US_ASCII);
        SealingKey key = sealingKey.get();
        byte[] all = key.seal(purpose, new byte[0], text, random);
        return new Credential.Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(all), key.id());
    }
}
