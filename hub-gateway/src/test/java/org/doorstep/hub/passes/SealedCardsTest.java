package org.doorstep.hub.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.talk.TokenKey;
import org.junit.jupiter.api.Test;

class SealedCardsTest {
    private static final HPKE HPKE_BASE =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);

    private final TokenKey tokenKey = new TokenKey(3, new byte[32]);
    private final KeyPairBytes ours = pair("0001");
    private final SealedCards cards = new SealedCards(List.of(ours, pair("0002")), tokenKey);

    @Test
    void aSealedCardBecomesTheTokenThatAKioskWithTheKeyWouldHaveMade() throws Exception {
        assertThat(cards.token(sealed("4:00BC614E", ours))).contains(tokenKey.token("4:00BC614E"));
        assertThat(cards.token(sealed("10:0102030405060708090A", ours)))
                .contains(tokenKey.token("10:0102030405060708090A"));
    }

    /// Sealed by another implementation of RFC 9180 (Python's cryptography 48), so that kiosk and hub cannot be
    /// wrong in the same way, and kept, so that they cannot change together.
    @Test
    void whatWasSealedElsewhereAndLongAgoIsStillOpened() {
        KeyPairBytes kept = new KeyPairBytes(
                "0001",
                HexFormat.of().parseHex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"),
                HexFormat.of().parseHex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"));
        Credential.Sealed sealed = new Credential.Sealed(KEPT, "0001");

        assertThat(new SealedCards(List.of(kept), tokenKey).token(sealed)).contains(tokenKey.token("4:00BC614E"));
    }

    private static final String KEPT =
            "7PhbAzXwDmi8ErxtrmZo_ObtWXIjFtZvYK01L-OLMD00QqRhw1e9AAucxRQn-iWdfvmfqcbg6Zdt9mRKMa4h9qRXpXXzP1vo";

    @Test
    void aCardSealedToAnotherHubIsNotOurs() throws Exception {
        assertThat(cards.token(sealed("4:00BC614E", pair("0001")))).isEmpty();
        assertThat(cards.token(sealed("4:00BC614E", pair("0009")))).isEmpty();
    }

    @Test
    void oneChangedByteAnywhereIsNoCard() throws Exception {
        byte[] good = Base64.getUrlDecoder().decode(sealed("4:00BC614E", ours).sealed());
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertThat(cards.token(credential(changed, "0001"))).isEmpty();
        }
    }

    @Test
    void whatIsNoCardInsideOrNoBase64OrTooShortIsNoCard() throws Exception {
        assertThat(cards.token(sealed("4:00bc614e", ours))).isEmpty();
        assertThat(cards.token(sealed("", ours))).isEmpty();
        assertThat(cards.token(new Credential.Sealed("?".repeat(80), "0001"))).isEmpty();
        assertThat(cards.token(credential(new byte[48], "0001"))).isEmpty();
        assertThat(cards.token(credential(new byte[100], "0001"))).isEmpty();
    }

    private static Credential.Sealed sealed(String text, KeyPairBytes to) throws Exception {
        byte[] padded = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 24);
        HPKEContextWithEncapsulation context = HPKE_BASE.setupBaseS(
                HPKE_BASE.deserializePublicKey(to.publicKey()), TokenKey.CONTEXT.getBytes(StandardCharsets.US_ASCII));
        byte[] sealed = context.seal(new byte[0], padded);
        byte[] all = Arrays.copyOf(context.getEncapsulation(), 32 + sealed.length);
        System.arraycopy(sealed, 0, all, 32, sealed.length);
        return credential(all, to.id());
    }

    private static Credential.Sealed credential(byte[] bytes, String key) {
        return new Credential.Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), key);
    }

    private static KeyPairBytes pair(String id) {
        AsymmetricCipherKeyPair pair = HPKE_BASE.deriveKeyPair(new SecureRandom().generateSeed(32));
        return new KeyPairBytes(
                id, HPKE_BASE.serializePrivateKey(pair.getPrivate()), HPKE_BASE.serializePublicKey(pair.getPublic()));
    }
}
