package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.sealing.SealingKey;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("time")
class PassCheckTest {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 30);
    private static final PassId PASS = new PassId("00112233445566778899");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    private final KeyPair hub = pair();
    private final CardTokens cards = new CardTokens(
            new SealingKey("0001", new X25519PrivateKeyParameters(new SecureRandom()).generatePublicKey()),
            new SecureRandom());
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private Moment.Clock quality = Moment.Clock.SYNCED;
    private Database database;
    private PassCheck check;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(folder.resolve("kiosk.db"), "org/doorstep/kiosk/db");
        check = new PassCheck(
                cards,
                PassKeys.of("0001", hub.getPublic()),
                Slips.none(database, new HubId("millbrook")),
                clock(),
                AUCKLAND);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSignedPassIsAcceptedAsSigned() {
        assertThat(check.check(code(hub)))
                .isEqualTo(new Presented.Accepted(new Credential.Pass(PASS, "0001"), HubEvent.Assurance.SIGNED));
    }

    @Test
    void aCardIsAcceptedForItsNumberAloneAndTheNumberIsGone() {
        cards.tokenKey(new TokenKey(1, new byte[32]));

        Presented presented = check.check(new Reading.CardNumber(Reading.Width.FOUR, "00BC614E"));

        assertThat(presented).isInstanceOfSatisfying(Presented.Accepted.class, it -> {
            assertThat(it.assurance()).isEqualTo(HubEvent.Assurance.UID);
            assertThat(it.credential()).isInstanceOf(Credential.Token.class);
        });
        assertThat(presented.toString()).doesNotContain("BC614E");
    }

    /// The last day ends at the hub's midnight, which in Auckland is 11:00 UTC.
    @Test
    void aPassExpiresAtMidnightWhereTheHubIs() {
        now = Instant.parse("2026-11-30T10:59:59Z");
        assertThat(check.check(code(hub))).isInstanceOf(Presented.Accepted.class);
        now = Instant.parse("2026-11-30T11:00:00Z");
        assertThat(check.check(code(hub))).isEqualTo(new Presented.Refused(Presented.Refusal.EXPIRED));
    }

    @Test
    void aKioskThatDoesNotKnowTheTimeCallsNoPassExpired() {
        now = Instant.parse("2038-01-01T00:00:00Z");
        quality = Moment.Clock.UNKNOWN;

        assertThat(check.check(code(hub))).isInstanceOf(Presented.Accepted.class);
    }

    @Test
    void aForgedPassIsRefusedAndCounted() {
        check.check(code(pair()));
        check.check(code(pair()));

        assertThat(check.refused())
                .containsEntry(Presented.Refusal.FORGED, 2L)
                .containsEntry(Presented.Refusal.EXPIRED, 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/menu, WEB_ADDRESS",
        "HTTP://EXAMPLE.ORG, WEB_ADDRESS",
        "www.example.org, WEB_ADDRESS",
        "WIFI:S:hall;;, NOT_A_PASS",
        "DS1:ABC, DAMAGED"
    })
    void whatIsNoPassIsRefusedForWhatItIs(String text, Presented.Refusal refusal) {
        assertThat(check.check(Reading.Code.of(text))).isEqualTo(new Presented.Refused(refusal));
        assertThat(check.refused()).containsEntry(refusal, 1L);
    }

    @Test
    void fiveMegabytesAndControlCharactersAreRefusedLikeAnythingElse() {
        assertThat(check.check(Reading.Code.of("9".repeat(5_000_000))))
                .isEqualTo(new Presented.Refused(Presented.Refusal.NOT_A_PASS));
        assertThat(check.check(Reading.Code.of("\u0000\u001b[2J")))
                .isEqualTo(new Presented.Refused(Presented.Refusal.NOT_A_PASS));
        assertThat(check.check(Reading.Code.of(""))).isInstanceOf(Presented.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(Reading.Reason.class)
    void everySortOfGarbageIsRefusedAndCountedOnce(Reading.Reason reason) {
        assertThat(check.check(new Reading.Garbage(reason))).isInstanceOf(Presented.Refused.class);
        assertThat(check.refused().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1);
    }

    private static Reading code(KeyPair signer) {
        return new Reading.Code(PassCode.sign(PASS, LAST_DAY, "0001", signer.getPrivate()));
    }

    private DeviceClock clock() {
        return new DeviceClock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public Moment moment() {
                return new Moment("0f8fad5b-d9cb-469f-a165-70867728950e", 1000, quality, 500);
            }
        };
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
