package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.sealing.SealingKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTokensTest {
    private static final HPKE HPKE_BASE =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    private static final Reading.CardNumber CARD = new Reading.CardNumber(Reading.Width.FOUR, "00BC614E");

    private final AsymmetricCipherKeyPair hub = HPKE_BASE.generatePrivateKey();
    private final SealingKey sealingKey = SealingKey.parse("0001:"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(HPKE_BASE.serializePublicKey(hub.getPublic())));
    private final CardTokens cards = new CardTokens(sealingKey, new SecureRandom());

    @Test
    void withTheHubsKeyACardIsTheSameTokenEveryTime() {
        TokenKey key = new TokenKey(1, new byte[32]);
        cards.tokenKey(key);

        assertThat(cards.of(CARD)).isEqualTo(key.token("4:00BC614E")).isEqualTo(cards.of(CARD));
    }

    @Test
    void withoutTheKeyACardIsSealedSoThatOnlyTheHubCanOpenIt() throws Exception {
        Credential.Sealed sealed = (Credential.Sealed) cards.of(CARD);

        byte[] all = Base64.getUrlDecoder().decode(sealed.sealed());
        byte[] text = HPKE_BASE
                .setupBaseR(Arrays.copyOf(all, 32), hub, TokenKey.CONTEXT.getBytes(StandardCharsets.US_ASCII))
                .open(new byte[0], Arrays.copyOfRange(all, 32, all.length));
        assertThat(new String(text, StandardCharsets.US_ASCII).replace("\0", ""))
                .isEqualTo("4:00BC614E");
        assertThat(sealed.key()).isEqualTo("0001");
    }

    @Test
    void aSealedCardTellsNeitherByItsTextNorByItsLengthWhoseItIs() {
        Credential.Sealed first = (Credential.Sealed) cards.of(CARD);
        Credential.Sealed again = (Credential.Sealed) cards.of(CARD);
        Credential.Sealed longer =
                (Credential.Sealed) cards.of(new Reading.CardNumber(Reading.Width.TEN, "0102030405060708090A"));

        assertThat(first.sealed()).isNotEqualTo(again.sealed());
        assertThat(first.sealed()).hasSameSizeAs(longer.sealed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0001", ":AAAA", "0001:AAAA", "0001:????", "an-id-of-twenty-chars:AAAA"})
    void aBadSealingKeyInTheSettingsIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> SealingKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }
}
