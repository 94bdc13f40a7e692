package org.doorstep.hub.joining;

import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.broker.DoorFiles;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.Register;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.JoinAnswer;
import org.doorstep.relay.joining.JoinRequest;
import org.doorstep.relay.joining.RenewAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what is asked at the door: who joins by a code, and whose certificate is renewed. A
/// certificate is written down before it is handed out, and a device is registered only once it has
/// one. Safe for all threads.
public final class JoinDesk {
    /// The next certificate asked for again so soon is the one just made: its answer was lost. Else
    /// a device in a loop would fill the disk.
    static final Duration JUST_MADE = Duration.ofMinutes(10);

    private static final Duration DEVICE_LIFE = Duration.ofDays(90);
    private static final String NO_TIME =
            "this hub does not know the time. Confirm it on the page of uncertain times, or let it reach a time server.";
    private static final Logger LOG = LoggerFactory.getLogger(JoinDesk.class);

    private final HubId hub;
    private final IssuingFiles issuing;
    private final DoorFiles files;
    private final RegisteredDevices devices;
    private final Claims claims;
    private final Supplier<Map<String, String>> told;
    private final TurnedAway turnedAway;
    private final Supplier<Optional<Instant>> time;
    private final SecureRandom random;

    /// What was decided.
    sealed interface Answer<T> {
        record Yes<T>(T what) implements Answer<T> {}

        record No<T>(DoorRefusal why) implements Answer<T> {}
    }

    /// `told`: what every kiosk of this hub is told. `time` is empty while the hub does not know it: then it makes no
    /// certificate, which would be dated by a wrong clock, and refused once that is right.
    public JoinDesk(
            HubId hub,
            IssuingFiles issuing,
            DoorFiles files,
            RegisteredDevices devices,
            Claims claims,
            Supplier<Map<String, String>> told,
            TurnedAway turnedAway,
            Supplier<Optional<Instant>> time,
            SecureRandom random) {
        this.hub = hub;
        this.issuing = issuing;
        this.files = files;
        this.devices = devices;
        this.claims = claims;
        this.told = told;
        this.turnedAway = turnedAway;
        this.time = time;
        this.random = random;
    }

    Answer<JoinAnswer> join(JoinRequest request) {
        return claims.with(request.claim(), claim -> join(claim, request)).orElseGet(() -> no(DoorRefusal.NOT_KNOWN));
    }

    private Answer<JoinAnswer> join(Claim claim, JoinRequest request) {
        if (!claim.proof().isOfDevice(request)) {
            int before = claim.wrongTries();
            claim.triedWrongly(Claims.MOST_TRIES);
            int tries = claim.wrongTries();
            // The first, and then fewer and fewer: whoever tries on shall not fill the log.
            if (tries > before && Integer.bitCount(tries) == 1) {
                LOG.warn(
                        "The code for {} was tried wrongly ({} times by now).",
                        claim.place().id(),
                        tries);
            }
            return no(DoorRefusal.NOT_KNOWN);
        }
        return switch (claim.state()) {
            case OVER -> no(DoorRefusal.EXPIRED);
            case VOID, TAKEN_BACK -> no(DoorRefusal.VOID);
            case OPEN, JOINED -> joinProven(claim, request);
        };
    }

    private Answer<JoinAnswer> joinProven(Claim claim, JoinRequest request) {
        SigningRequest asked;
        try {
            asked = SigningRequest.read(request.certificateRequest());
        } catch (IdentityException e) {
            return no(DoorRefusal.UNREADABLE);
        }
        if (!asked.device().equals(request.claim().placeholder(hub))) {
            return no(DoorRefusal.UNREADABLE);
        }
        if (claim.given().isPresent()) {
            return claim.given().get().key().equals(asked.key()) ? answer(claim, request) : no(DoorRefusal.USED);
        }
        Optional<Instant> now = time.get();
        if (now.isEmpty()) {
            LOG.warn("{} could not join: {}", claim.place().id(), NO_TIME);
            return no(DoorRefusal.CANNOT);
        }
        try {
            Place place = claim.place();
            SigningRequest named = new SigningRequest(new Holder.Device(new Source(hub, place.id())), asked.key());
            RegisteredDevices.Standing before = devices.standing(place.id());
            if (before.shutOut().isPresent()) {
                devices.expect(place.id(), asked.key());
                issuing.revokeWhatIsLeft(place.id(), asked.key()::equals, now.get());
            }
            List<X509Certificate> chain = issuing.enrol(named, now.get(), random);
            Map<String, String> facts = Map.of("name", place.name(), CarryKey.REGISTERED_AS, request.carryKey());
            if (!devices.succeed(place.id(), facts, true, before.times())) {
                LOG.warn("{} was shut out while it joined, and is not let in.", place.id());
                issuing.revokeWhatIsLeft(place.id(), now.get());
                return no(DoorRefusal.CANNOT);
            }
            claim.joined(new Claim.Given(asked.key(), chain));
            LOG.info("{} joined, with certificate {}.", place.id(), Serial.of(chain.getFirst()));
            return answer(claim, request);
        } catch (IdentityException | KeyFileException e) {
            LOG.error("{} could not join.", claim.place().id(), e);
            return no(DoorRefusal.CANNOT);
        }
    }

    private Answer<JoinAnswer> answer(Claim claim, JoinRequest request) {
        Map<String, String> settings = new TreeMap<>(told.get());
        settings.put("device.id", claim.place().id().value());
        settings.put("device.name", claim.place().name());
        settings.put("device.profile", claim.place().profile().text());
        return new Answer.Yes<>(JoinAnswer.make(
                claim.proof(),
                request,
                Pem.text(claim.given().orElseThrow().chain()),
                Pem.text(issuing.issuer().root()),
                settings));
    }

    /// For the handshake: one of this hub's devices, its days over or not. Whether it is shut out
    /// is said in words, at [#renew].
    void check(List<X509Certificate> chain) throws CertificateException {
        if (device(chain).isEmpty()) {
            turnedAway.count(TurnedAway.NOBODY, TurnedAway.Why.FOREIGN);
            throw new CertificateException("This door is for the devices of this hub.");
        }
    }

    /// `shown`: the certificates on this connection.
    Answer<RenewAnswer> renew(List<X509Certificate> shown, String certificateRequest) {
        Optional<Holder.Device> device = shown.isEmpty() ? Optional.empty() : device(shown);
        if (device.isEmpty()) {
            turnedAway.count(TurnedAway.NOBODY, TurnedAway.Why.NO_CERTIFICATE);
            return no(DoorRefusal.NOT_RENEWABLE);
        }
        DeviceId id = device.get().source().device();
        if (files.revoked(Serial.of(shown.getFirst()))) {
            turnedAway.count(id.value(), TurnedAway.Why.REVOKED);
            return no(DoorRefusal.REVOKED);
        }
        if (!devices.has(id) || devices.shutOut(id).isPresent()) {
            turnedAway.count(id.value(), TurnedAway.Why.NOT_ENROLLED);
            return no(DoorRefusal.NOT_RENEWABLE);
        }
        return renew(device.get(), shown.getFirst(), certificateRequest);
    }

    private Answer<RenewAnswer> renew(Holder.Device device, X509Certificate present, String certificateRequest) {
        try {
            SigningRequest asked = SigningRequest.read(certificateRequest);
            if (!asked.device().equals(device) || !asked.key().equals(present.getPublicKey())) {
                turnedAway.count(device.commonName(), TurnedAway.Why.WRONG_NAME);
                return no(DoorRefusal.NOT_RENEWABLE);
            }
            Optional<Instant> now = time.get();
            if (now.isEmpty()) {
                LOG.warn("{} could not be renewed: {}", device.commonName(), NO_TIME);
                return no(DoorRefusal.CANNOT);
            }
            List<X509Certificate> chain = justMade(asked, now.get());
            if (chain.isEmpty()) {
                chain = issuing.renew(asked, now.get(), random);
                LOG.info("{} has its next certificate {}.", device.commonName(), Serial.of(chain.getFirst()));
            }
            return new Answer.Yes<>(new RenewAnswer(Pem.text(chain)));
        } catch (IdentityException e) {
            return no(refusal(device, e));
        } catch (KeyFileException e) {
            LOG.error("{} could not be renewed.", device.commonName(), e);
            return no(DoorRefusal.CANNOT);
        }
    }

    private DoorRefusal refusal(Holder.Device device, IdentityException e) {
        return switch (e.reason()) {
            case REVOKED -> DoorRefusal.REVOKED;
            case UNREADABLE, KEY_KIND, NAME -> DoorRefusal.UNREADABLE;
            case PROOF -> DoorRefusal.NOT_RENEWABLE;
            case EXPIRED, NOT_YET_VALID, SIGNATURE, NOT_ITS_TO_SIGN -> {
                LOG.error("{} could not be renewed: {}", device.commonName(), e.getMessage());
                yield DoorRefusal.CANNOT;
            }
        };
    }

    /// Empty if there is none. One that a wrong clock dated is none, and may even stand before this one.
    private List<X509Certificate> justMade(SigningRequest asked, Instant now) {
        return issuing.register(now).entries().stream()
                .filter(entry -> (entry.state() == Register.State.CURRENT || entry.state() == Register.State.REPLACED)
                        && entry.device().equals(asked.device())
                        && entry.certificate().getPublicKey().equals(asked.key())
                        && !entry.certificate().getNotBefore().toInstant().isAfter(now)
                        && !entry.until().isAfter(now.plus(DEVICE_LIFE))
                        && entry.until().isAfter(now.plus(DEVICE_LIFE).minus(JUST_MADE)))
                .findFirst()
                .map(entry -> List.of(entry.certificate(), issuing.issuer().certificate()))
                .orElseGet(List::of);
    }

    private Optional<Holder.Device> device(List<X509Certificate> chain) {
        return switch (new Trust(issuing.issuer().root()).verdict(chain, files.time())) {
            case Verdict.Trusted trusted
            when trusted.holder() instanceof Holder.Device device
                    && device.source().hub().equals(hub) -> Optional.of(device);
            case Verdict.OnlyForRenewal ended
            when ended.device().source().hub().equals(hub) -> Optional.of(ended.device());
            case Verdict.Trusted _, Verdict.OnlyForRenewal _, Verdict.Refused _ -> Optional.empty();
        };
    }

    private static <T> Answer<T> no(DoorRefusal why) {
        return new Answer.No<>(why);
    }
}
