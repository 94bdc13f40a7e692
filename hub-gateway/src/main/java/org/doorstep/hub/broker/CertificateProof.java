package org.doorstep.hub.broker;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.core.remoting.CertificateUtil;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;

/// The certificate that the caller showed. It is judged when the connection is made, and again when
/// the first packet comes: a caller who goes on with an earlier connection's keys (TLS resumption)
/// is not looked at by Java.
final class CertificateProof implements Proof {
    private final HubId hub;
    private final BrokerDoor.Certificates door;

    CertificateProof(HubId hub, BrokerDoor.Certificates door) {
        this.hub = hub;
        this.door = door;
    }

    /// What was found of a chain.
    private sealed interface Judged {
        record Admitted(Caller caller) implements Judged {}

        record Refused(String name, TurnedAway.Why why) implements Judged {}
    }

    /// For the handshake: nobody foreign gets as far as to send a packet.
    void check(List<X509Certificate> chain) throws CertificateException {
        if (judge(chain) instanceof Judged.Refused refused) {
            door.turnedAway().count(refused.name, refused.why);
            throw new CertificateException("Turned away: " + refused.why);
        }
    }

    /// Whether a connection that stands would be let in now. Its signatures were found good when it
    /// was made, and are not looked at again: this is asked every second of everyone.
    boolean stillAdmits(RemotingConnection connection) {
        List<X509Certificate> chain = chainOf(connection);
        if (chain.isEmpty()) {
            return false;
        }
        X509Certificate own = chain.getFirst();
        CheckedAt time = door.time().get();
        Instant passed = time.known() && time.own().isAfter(time.floor()) ? time.own() : time.floor();
        try {
            return !passed.isAfter(own.getNotAfter().toInstant())
                    && judge(Holder.of(own), Serial.of(own)) instanceof Judged.Admitted;
        } catch (IdentityException e) {
            return false;
        }
    }

    @Override
    public Optional<Caller> atConnect(String userName, RemotingConnection connection) {
        List<X509Certificate> chain = chainOf(connection);
        Judged judged =
                chain.isEmpty() ? new Judged.Refused(TurnedAway.NOBODY, TurnedAway.Why.NO_CERTIFICATE) : judge(chain);
        return switch (judged) {
            case Judged.Admitted admitted
            when userName == null || userName.equals(admitted.caller.getName()) -> Optional.of(admitted.caller);
            case Judged.Admitted admitted -> refuse(admitted.caller.getName(), TurnedAway.Why.WRONG_NAME);
            case Judged.Refused refused -> refuse(refused.name, refused.why);
        };
    }

    /// Artemis asks this again and again while the connection stands, and keeps the answer for some
    /// seconds.
    @Override
    public Optional<Caller> prove(String userName, String secret, RemotingConnection connection) {
        List<X509Certificate> chain = chainOf(connection);
        return !chain.isEmpty() && judge(chain) instanceof Judged.Admitted admitted
                ? Optional.of(admitted.caller)
                : Optional.empty();
    }

    private Optional<Caller> refuse(String name, TurnedAway.Why why) {
        door.turnedAway().count(name, why);
        return Optional.empty();
    }

    private Judged judge(List<X509Certificate> chain) {
        Trust trust = new Trust(door.own().get().root());
        return switch (trust.verdict(chain, door.time().get())) {
            case Verdict.Trusted trusted -> judge(trusted.holder(), trusted.serial());
            case Verdict.OnlyForRenewal expired ->
                new Judged.Refused(expired.device().commonName(), TurnedAway.Why.EXPIRED);
            case Verdict.Refused refused -> new Judged.Refused(TurnedAway.NOBODY, why(refused.reason()));
        };
    }

    private static TurnedAway.Why why(IdentityException.Reason reason) {
        return switch (reason) {
            case NAME -> TurnedAway.Why.WRONG_NAME;
            case EXPIRED -> TurnedAway.Why.EXPIRED;
            case NOT_YET_VALID -> TurnedAway.Why.NOT_YET_VALID;
            case REVOKED -> TurnedAway.Why.REVOKED;
            case UNREADABLE, KEY_KIND, PROOF, SIGNATURE, NOT_ITS_TO_SIGN -> TurnedAway.Why.FOREIGN;
        };
    }

    private Judged judge(Holder holder, Serial serial) {
        // The signature was good, so the name is of the strict alphabet.
        String name = holder.commonName();
        if (!holder.hub().filter(hub::equals).isPresent()) {
            return new Judged.Refused(name, TurnedAway.Why.WRONG_HUB);
        }
        if (door.revoked().test(serial)) {
            return new Judged.Refused(name, TurnedAway.Why.REVOKED);
        }
        return switch (holder) {
            case Holder.Gateway _ -> new Judged.Admitted(new Caller.Gateway());
            case Holder.Device device -> enrolled(device.source().device());
            case Holder.HubServer _, Holder.Issuing _, Holder.Area _ ->
                new Judged.Refused(name, TurnedAway.Why.WRONG_NAME);
        };
    }

    private Judged enrolled(DeviceId device) {
        return door.devices().admits(device)
                ? new Judged.Admitted(new Caller.Device(device))
                : new Judged.Refused(device.value(), TurnedAway.Why.NOT_ENROLLED);
    }

    private static List<X509Certificate> chainOf(RemotingConnection connection) {
        X509Certificate[] shown = CertificateUtil.getCertsFromConnection(connection);
        return shown == null ? List.of() : List.of(shown);
    }
}
