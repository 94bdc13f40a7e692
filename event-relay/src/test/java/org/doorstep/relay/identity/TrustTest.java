package org.doorstep.relay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.IdentityException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Instant EPOCH = Instant.EPOCH;
    private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");

    private SomeAuthority millbrook;
    private Issuer fold;
    private Trust trust;
    private Identity kiosk;

    @BeforeEach
    void anAuthorityAHubAndAKiosk() throws IdentityException {
        millbrook = new SomeAuthority(NOW);
        fold = millbrook.hub("fold", NOW);
        trust = millbrook.trust();
        kiosk = millbrook.device(fold, "/hub/fold/device/kiosk-1", NOW);
    }

    @Test
    void eachOfOursIsKnownByWhoItIs() throws IdentityException {
        assertThat(trusted(kiosk)).isEqualTo(new Holder.Device(Source.parse("/hub/fold/device/kiosk-1")));
        assertThat(trusted(millbrook.server(fold, NOW))).isEqualTo(new Holder.HubServer(new HubId("fold")));
        assertThat(trusted(millbrook.gateway(fold, NOW))).isEqualTo(new Holder.Gateway(new HubId("fold")));
        KeyPair area = EcKeys.random(millbrook.random);
        X509Certificate own = millbrook.root.area(area.getPublic(), List.of("area.example.org"), NOW, millbrook.random);
        assertThat(trusted(new Identity(area.getPrivate(), List.of(own), millbrook.root.certificate())))
                .isEqualTo(new Holder.Area());
    }

    @Test
    void aChainThatBringsTheAuthorityAlongIsNoWorseForIt() {
        List<X509Certificate> chain =
                List.of(kiosk.chain().get(0), kiosk.chain().get(1), trust.root());
        assertThat(trust.verdict(chain, sure(NOW))).isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void anotherAuthoritysDeviceOfTheSameNameIsRefused() throws IdentityException {
        SomeAuthority stranger = new SomeAuthority(NOW);
        Identity twin = stranger.device(stranger.hub("fold", NOW), "/hub/fold/device/kiosk-1", NOW);
        assertThat(reason(twin.chain(), sure(NOW))).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(List.of(twin.chain().get(0), kiosk.chain().get(1)), sure(NOW)))
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aHubsKeyMakesNobodyOfAnotherHub() throws IdentityException {
        SigningRequest request = SigningRequest.read(SigningRequest.make(
                new Holder.Device(Source.parse("/hub/weir/device/kiosk-1")), EcKeys.random(millbrook.random)));
        assertThatThrownBy(() -> fold.device(request, NOW, millbrook.random))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("another hub");

        Issuer weir = millbrook.hub("weir", NOW);
        Identity theirs = millbrook.device(weir, "/hub/weir/device/kiosk-1", NOW);
        assertThat(reason(List.of(theirs.chain().get(0), fold.certificate()), sure(NOW)))
                .isEqualTo(Reason.NOT_ITS_TO_SIGN);
    }

    @Test
    void aDevicesKeyMakesNobody() throws IdentityException {
        CertificateForm.Signer signer = CertificateForm.Signer.of(kiosk.certificate(), kiosk.key());
        X509Certificate made = CertificateForm.end(
                signer,
                new Holder.Device(Source.parse("/hub/fold/device/kiosk-2")),
                EcKeys.random(millbrook.random).getPublic(),
                List.of(),
                new CertificateForm.Validity(NOW, NOW.plus(Duration.ofDays(1))),
                Serial.random(millbrook.random));
        assertThat(reason(List.of(made, kiosk.certificate()), sure(NOW))).isEqualTo(Reason.NOT_ITS_TO_SIGN);
        assertThat(reason(List.of(made, kiosk.certificate(), fold.certificate()), sure(NOW)))
                .isEqualTo(Reason.NOT_ITS_TO_SIGN);
    }

    @Test
    void noChainAndTooLongAOneAreRefusedAndNotThrown() {
        assertThat(reason(List.of(), sure(NOW))).isEqualTo(Reason.UNREADABLE);
        X509Certificate own = kiosk.certificate();
        assertThat(reason(List.of(own, own, own, own), sure(NOW))).isEqualTo(Reason.UNREADABLE);
        assertThat(reason(List.of(trust.root()), sure(NOW))).isEqualTo(Reason.NAME);
    }

    @Test
    void aCertificateLastsNinetyDaysAndIsRenewableForAYearAfterwards() {
        assertThat(at(Duration.ofDays(89))).isInstanceOf(Verdict.Trusted.class);
        assertThat(at(Duration.ofDays(91))).isInstanceOf(Verdict.OnlyForRenewal.class);
        assertThat(at(Duration.ofDays(90 + 364))).isInstanceOf(Verdict.OnlyForRenewal.class);
        assertThat(at(Duration.ofDays(90 + 366))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void onlyADeviceComesBackFromACupboard() throws IdentityException {
        Identity server = millbrook.server(fold, NOW);
        assertThat(reason(server.chain(), sure(NOW.plus(Duration.ofDays(731))))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void whatTheSignersDaysDoNotCoverIsNotCovered() throws IdentityException {
        Instant late = NOW.plus(Duration.ofDays(5 * 365 - 10));
        Identity lastOne = millbrook.device(fold, "/hub/fold/device/kiosk-2", late);
        assertThat(lastOne.certificate().getNotAfter())
                .isEqualTo(fold.certificate().getNotAfter());
        assertThat(reason(lastOne.chain(), sure(NOW.plus(Duration.ofDays(5 * 365 + 1)))))
                .isEqualTo(Reason.EXPIRED);
        assertThatThrownBy(() -> millbrook.device(fold, "/hub/fold/device/kiosk-3", FAR))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("clock");
        assertThatThrownBy(() -> millbrook.device(fold, "/hub/fold/device/kiosk-3", EPOCH))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("Set the clock");
    }

    @Test
    void aMachineThatWakesIn1970OrIn2099WithoutKnowingTheTimeKnowsItsHubAllTheSame() throws IdentityException {
        List<X509Certificate> hub = millbrook.server(fold, NOW).chain();
        assertThat(trust.verdict(hub, unsure(EPOCH, EPOCH))).isInstanceOf(Verdict.Trusted.class);
        assertThat(trust.verdict(hub, unsure(FAR, EPOCH))).isInstanceOf(Verdict.Trusted.class);
        assertThat(trust.verdict(hub, unsure(FAR, NOW))).isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void aMachineThatWakesIn1970StillRefusesWhatEndedBeforeATimeThatWasSignedToIt() throws IdentityException {
        Instant later = NOW.plus(Duration.ofDays(1000));
        List<X509Certificate> old = millbrook.server(fold, NOW).chain();
        assertThat(reason(old, unsure(EPOCH, later))).isEqualTo(Reason.EXPIRED);
        assertThat(reason(old, sure(EPOCH, later))).isEqualTo(Reason.EXPIRED);
        assertThat(trust.verdict(millbrook.server(fold, later).chain(), unsure(EPOCH, later)))
                .isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void aMachineThatIsSureOfAWrongTimeRefusesAndSaysSo() {
        assertThat(reason(kiosk.chain(), sure(EPOCH, EPOCH))).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(reason(kiosk.chain(), sure(FAR, NOW))).isEqualTo(Reason.EXPIRED);
        assertThat(trust.verdict(kiosk.chain(), sure(EPOCH, NOW))).isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void whatWasSignedRaisesTheFloorAndAHubThatWokeIn2099DoesNot() {
        RevokedList list = new RevokedList(1, NOW.plusSeconds(60), new java.util.TreeMap<>());
        RevokedList mad = new RevokedList(2, FAR, new java.util.TreeMap<>());
        Instant firstDay = kiosk.certificate().getNotBefore().toInstant();
        assertThat(CheckedAt.floor(kiosk.chain(), fold.certificate(), RevokedList.EMPTY))
                .isEqualTo(firstDay);
        assertThat(CheckedAt.floor(kiosk.chain(), fold.certificate(), list)).isEqualTo(NOW.plusSeconds(60));
        assertThat(CheckedAt.floor(kiosk.chain(), fold.certificate(), mad)).isEqualTo(firstDay);
    }

    @Test
    void nothingSaysAKey() {
        String key = Pem.text(kiosk.key()).lines().toList().get(1);
        assertThat(kiosk + " " + fold + " " + millbrook.root)
                .doesNotContain(key)
                .contains("kiosk-1", "issuing");
    }

    private Verdict at(Duration later) {
        return trust.verdict(kiosk.chain(), sure(NOW.plus(later)));
    }

    private Holder trusted(Identity identity) {
        return switch (trust.verdict(identity.chain(), sure(NOW))) {
            case Verdict.Trusted trusted -> trusted.holder();
            case Verdict other -> throw new AssertionError(other);
        };
    }

    private Reason reason(List<X509Certificate> chain, CheckedAt time) {
        return switch (trust.verdict(chain, time)) {
            case Verdict.Refused refused -> refused.reason();
            case Verdict other -> throw new AssertionError(other);
        };
    }

    private static CheckedAt sure(Instant own) {
        return sure(own, EPOCH);
    }

    private static CheckedAt sure(Instant own, Instant floor) {
        return new CheckedAt(own, true, floor);
    }

    private static CheckedAt unsure(Instant own, Instant floor) {
        return new CheckedAt(own, false, floor);
    }
}
