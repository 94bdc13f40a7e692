package org.doorstep.relay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.Test;

class RevokedListTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    private final SomeAuthority millbrook = authority();

    @Test
    void aListIsReadAsItWasSigned() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        Serial lost = Serial.random(millbrook.random);
        RevokedList list = RevokedList.EMPTY.with(lost, NOW);
        RevokedList read = RevokedList.read(fold.sign(list, NOW), fold.certificate());
        assertThat(read.number()).isEqualTo(list.number());
        assertThat(read.serials()).isEqualTo(list.serials());
        assertThat(read.contains(lost)).isTrue();
        assertThat(read.contains(Serial.random(millbrook.random))).isFalse();
    }

    @Test
    void itsDateIsADayThatHasCertainlyPassed() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        Instant later = NOW.plus(Duration.ofDays(30));
        RevokedList read = RevokedList.read(fold.sign(RevokedList.EMPTY, later), fold.certificate());
        assertThat(read.signedAt()).isEqualTo(later.minus(Issuer.BACKDATED));
    }

    @Test
    void noListIsSignedByAClockThatIsOutsideOfTheIssuingKeysDays() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        for (Instant wrong : List.of(Instant.EPOCH, NOW.plus(Duration.ofDays(10_000)))) {
            assertThatThrownBy(() -> fold.sign(RevokedList.EMPTY, wrong))
                    .isInstanceOf(IdentityException.class)
                    .hasMessageContaining("Set the clock");
        }
    }

    @Test
    void aListSignedTwoYearsAheadByMistakeShutsNobodyElseOut() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        Identity stays = millbrook.device(fold, "/hub/fold/device/kiosk-1", NOW);
        List<X509Certificate> own = millbrook.server(fold, NOW).chain();
        Instant ahead = NOW.plus(Duration.ofDays(730));
        RevokedList mistaken = RevokedList.read(
                fold.sign(RevokedList.EMPTY.with(Serial.random(millbrook.random), ahead), ahead), fold.certificate());
        CheckedAt known = CheckedAt.of(new Fixed(NOW, 0), own, fold.certificate(), mistaken);
        assertThat(millbrook.trust().verdict(stays.chain(), known)).isInstanceOf(Verdict.Trusted.class);
        CheckedAt unknown = CheckedAt.of(new Fixed(NOW, Moment.UNBOUNDED), own, fold.certificate(), mistaken);
        assertThat(unknown.floor()).isEqualTo(mistaken.signedAt());
    }

    @Test
    void anotherHubsListIsNoListForThisOne() throws IdentityException {
        Issuer fold = millbrook.hub("fold", NOW);
        Issuer weir = millbrook.hub("weir", NOW);
        assertThatThrownBy(() -> RevokedList.read(weir.sign(RevokedList.EMPTY, NOW), fold.certificate()))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("another hub's");
    }

    @Test
    void anEarlierListAndOneThatLacksSomebodyTakeNobodysPlace() {
        Serial lost = Serial.random(millbrook.random);
        RevokedList one = RevokedList.EMPTY.with(lost, NOW);
        RevokedList two = one.with(Serial.random(millbrook.random), NOW);
        assertThat(two.supersedes(one)).isTrue();
        assertThat(one.supersedes(two)).isFalse();
        assertThat(new RevokedList(9, NOW, new java.util.TreeMap<>()).supersedes(two))
                .isFalse();
        assertThat(two.with(lost, NOW.plusSeconds(9)).serials().get(lost)).isEqualTo(NOW);
    }

    private record Fixed(Instant instant, int boundMs) implements DeviceClock {
        @Override
        public Moment moment() {
            return new Moment("a-boot", 60_000, Moment.Clock.UNKNOWN, boundMs);
        }
    }

    private static SomeAuthority authority() {
        try {
            return new SomeAuthority(NOW);
        } catch (IdentityException e) {
            throw new AssertionError(e);
        }
    }
}
