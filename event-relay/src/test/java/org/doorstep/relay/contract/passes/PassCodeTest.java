package org.doorstep.relay.contract.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import org.doorstep.relay.contract.PassId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassCodeTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 30);
    private static final PassId PASS = new PassId("00112233445566778899");

    private final KeyPair hub = pair();
    private final PassKeys keys = PassKeys.of("00a1", hub.getPublic());
    private final String code = PassCode.sign(PASS, LAST_DAY, "00a1", hub.getPrivate());

    @Test
    void aSignedPassIsValidUntilTheEndOfItsLastDay() {
        assertThat(code).hasSize(PassCode.LENGTH).startsWith("DS1:");
        assertThat(PassCode.read(code, keys, LAST_DAY)).isEqualTo(new PassCode.Valid(PASS, "00a1", LAST_DAY));
        assertThat(PassCode.read(code, keys, LAST_DAY.plusDays(1)))
                .isEqualTo(new PassCode.Expired(PASS, "00a1", LAST_DAY));
    }

    /// A code once printed is in somebody's pocket: this one must be read for ever. It was made by another
    /// implementation (Python's cryptography 48, and base45 written for it).
    @Test
    void aPassPrintedLongAgoIsStillRead() {
        PassKeys kept = PassKeys.parse("00a1:A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg");

        assertThat(PassCode.read(
                        "DS1:Q30H00PE4XS8-.C4CH5B1KPG61V5OH%.9Y9LP074UKSTP*+S JD$VBVOTPF3A4JWRT4+5M2I966%HIN8BSFL9RR7JU%K3KUA7P3H 5E$RAXVH9V/J5UT2",
                        kept, LAST_DAY))
                .isEqualTo(new PassCode.Valid(PASS, "00a1", LAST_DAY));
    }

    @Test
    void aScannerThatTypesSmallLettersIsUnderstood() {
        assertThat(PassCode.read(code.toLowerCase(Locale.ROOT), keys, LAST_DAY)).isInstanceOf(PassCode.Valid.class);
    }

    @Test
    void aPassSignedWithAnotherKeyUnderOurNameIsForged() {
        String forged = PassCode.sign(PASS, LAST_DAY, "00a1", pair().getPrivate());

        assertThat(PassCode.read(forged, keys, LAST_DAY)).isEqualTo(new PassCode.Forged());
        assertThat(PassCode.read(forged, keys, LAST_DAY.plusDays(1))).isEqualTo(new PassCode.Forged());
    }

    @Test
    void aPassOfAnotherHubIsToldFromAForgedOne() {
        String others = PassCode.sign(PASS, LAST_DAY, "00b2", pair().getPrivate());

        assertThat(PassCode.read(others, keys, LAST_DAY)).isEqualTo(new PassCode.OtherHub("00b2"));
    }

    @Test
    void aHubThatChangesItsKeyReadsOldPassesAndNew() {
        KeyPair next = pair();
        PassKeys both =
                PassKeys.parse(PassKeys.text("00a1", hub.getPublic()) + ", " + PassKeys.text("00a2", next.getPublic()));

        assertThat(PassCode.read(code, both, LAST_DAY)).isInstanceOf(PassCode.Valid.class);
        assertThat(PassCode.read(PassCode.sign(PASS, LAST_DAY, "00a2", next.getPrivate()), both, LAST_DAY))
                .isInstanceOf(PassCode.Valid.class);
    }

    @Test
    void noOneChangedCharacterIsAValidPass() {
        Random random = new Random(1);
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        for (int i = 0; i < code.length(); i++) {
            char other = alphabet.charAt(random.nextInt(alphabet.length()));
            if (other != code.charAt(i)) {
                String changed = code.substring(0, i) + other + code.substring(i + 1);
                assertThat(PassCode.read(changed, keys, LAST_DAY)).isNotInstanceOf(PassCode.Valid.class);
            }
        }
    }

    @Test
    void aPassReadInPartOrWithMoreBehindItIsDamaged() {
        assertThat(PassCode.read(code.substring(0, 120), keys, LAST_DAY)).isEqualTo(new PassCode.Damaged());
        assertThat(PassCode.read("DS1:", keys, LAST_DAY)).isEqualTo(new PassCode.Damaged());
        assertThat(PassCode.read(code + "A", keys, LAST_DAY)).isEqualTo(new PassCode.Damaged());
        assertThat(PassCode.read("DS1:" + ":".repeat(117), keys, LAST_DAY)).isEqualTo(new PassCode.Damaged());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DS1", "DS2:ABC", "https://example.org/", "\u0000\u0007", "مرحبا", "4006381333931"})
    void anyOtherTextIsNoPass(String text) {
        assertThat(PassCode.read(text, keys, LAST_DAY)).isEqualTo(new PassCode.NotAPass());
    }

    @Test
    void fiveMegabytesAreNoPassAndCostNothing() {
        assertThat(PassCode.read("A".repeat(5_000_000), keys, LAST_DAY)).isEqualTo(new PassCode.NotAPass());
        assertThat(PassCode.read("DS1:" + "A".repeat(5_000_000), keys, LAST_DAY))
                .isEqualTo(new PassCode.Damaged());
    }

    @Test
    void theLastDayMustFitIntoTwoBytes() {
        assertThat(PassCode.read(PassCode.sign(PASS, PassCode.FURTHEST_DAY, "00a1", hub.getPrivate()), keys, LAST_DAY))
                .isEqualTo(new PassCode.Valid(PASS, "00a1", PassCode.FURTHEST_DAY));
        assertThatThrownBy(() -> PassCode.sign(PASS, PassCode.FURTHEST_DAY.plusDays(1), "00a1", hub.getPrivate()))
                .hasMessageContaining("last day");
        assertThatThrownBy(() -> PassCode.sign(PASS, LocalDate.of(2019, 12, 31), "00a1", hub.getPrivate()))
                .hasMessageContaining("last day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00a1", "xyz:AAAA", "00a1:AAAA", "00a1:????"})
    void badKeysInTheSettingsAreRefusedInASentence(String text) {
        assertThatThrownBy(() -> PassKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void keysComeBackFromTheirBytes() {
        assertThat(Ed25519Keys.publicKey(Ed25519Keys.raw(hub.getPublic()))).isEqualTo(hub.getPublic());
        assertThat(Ed25519Keys.privateKey(Ed25519Keys.raw(hub.getPrivate()))).isEqualTo(hub.getPrivate());
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
