package org.doorstep.relay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.IdentityException.Reason;
import org.doorstep.relay.identity.Register.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final String KIOSK = "/hub/fold/device/kiosk-1";

    private final List<X509Certificate> issued = new ArrayList<>();
    private RevokedList revoked = RevokedList.EMPTY;

    private SomeAuthority millbrook;
    private Issuer fold;
    private KeyPair key;
    private SigningRequest request;

    @BeforeEach
    void aHubAndAKiosksRequest() throws IdentityException {
        millbrook = new SomeAuthority(NOW);
        fold = millbrook.hub("fold", NOW);
        key = EcKeys.random(millbrook.random);
        request = request(key);
    }

    @Test
    void aNewDeviceIsEnrolledAndMayAskAgainWithTheSameKey() throws Exception {
        at(NOW).requireMayEnrol(request);
        issue(NOW);
        assertThatCode(() -> at(NOW).requireMayEnrol(request)).doesNotThrowAnyException();
    }

    @Test
    void anotherKeyDoesNotGetTheNameOfADeviceThatIsStillOneOfUs() throws Exception {
        issue(NOW);
        SigningRequest clone = request(EcKeys.random(millbrook.random));
        assertThat(refusedEnrolment(clone, NOW)).isEqualTo(Reason.PROOF);
        assertThat(refusedEnrolment(clone, NOW.plus(Duration.ofDays(120)))).isEqualTo(Reason.PROOF);
        assertThat(refusedRenewal(clone, NOW)).isEqualTo(Reason.PROOF);
    }

    @Test
    void aSuccessorIsEnrolledAfterTheFirstWasShutOutAndTheFirstNeverAgain() throws Exception {
        issue(NOW);
        shutOut();
        SigningRequest successor = request(EcKeys.random(millbrook.random));
        at(NOW).requireMayEnrol(successor);
        assertThat(refusedEnrolment(request, NOW)).isEqualTo(Reason.REVOKED);
        assertThat(refusedRenewal(request, NOW)).isEqualTo(Reason.REVOKED);
    }

    @Test
    void aDeviceFromACupboardIsRenewedForAYearAndNotAfterwards() throws Exception {
        issue(NOW);
        at(NOW.plus(Duration.ofDays(90 + 364))).requireMayRenew(request);
        assertThat(refusedRenewal(request, NOW.plus(Duration.ofDays(90 + 366)))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void whoWasNeverEnrolledIsNotRenewed() {
        assertThat(refusedRenewal(request, NOW)).isEqualTo(Reason.PROOF);
    }

    @Test
    void eachCertificateHasOneStateAndShuttingADeviceOutTakesThemAll() throws Exception {
        issue(NOW);
        Instant later = NOW.plus(Duration.ofDays(60));
        issue(later);
        assertThat(states(later)).containsExactly(State.CURRENT, State.REPLACED);
        assertThat(states(later.plus(Duration.ofDays(91)))).containsExactly(State.ENDED, State.REPLACED);
        assertThat(states(later.plus(Duration.ofDays(91 + 365)))).containsExactly(State.OVER, State.REPLACED);
        shutOut();
        assertThat(states(later)).containsExactly(State.REVOKED, State.REVOKED);
    }

    @Test
    void aSealedKeyIsOpenedByItsPhraseAlone() throws Exception {
        String sealed = SealedKey.seal(key.getPrivate(), "ABCD-EFGH", millbrook.random);
        assertThat(EcKeys.belong(SealedKey.open(sealed, "ABCD-EFGH"), key.getPublic()))
                .isTrue();
        assertThatThrownBy(() -> SealedKey.open(sealed, "ABCD-EFGJ"))
                .isInstanceOf(IdentityException.class)
                .hasNoCause();
    }

    private void issue(Instant when) throws IdentityException {
        issued.add(fold.device(request, when, millbrook.random));
    }

    private void shutOut() throws IdentityException {
        for (Serial serial : at(NOW).toShutOut(new DeviceId("kiosk-1"))) {
            revoked = revoked.with(serial, NOW);
        }
    }

    private Register at(Instant when) {
        return Register.of(issued, revoked, when);
    }

    private List<State> states(Instant when) {
        return at(when).entries().stream().map(Register.Entry::state).toList();
    }

    private static SigningRequest request(KeyPair pair) throws IdentityException {
        return SigningRequest.read(SigningRequest.make(new Holder.Device(Source.parse(KIOSK)), pair));
    }

    private Reason refusedEnrolment(SigningRequest asked, Instant when) {
        try {
            at(when).requireMayEnrol(asked);
            throw new AssertionError("enrolled");
        } catch (IdentityException e) {
            return e.reason();
        }
    }

    private Reason refusedRenewal(SigningRequest asked, Instant when) {
        try {
            at(when).requireMayRenew(asked);
            throw new AssertionError("renewed");
        } catch (IdentityException e) {
            return e.reason();
        }
    }
}
