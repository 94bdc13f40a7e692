package org.doorstep.system.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;

/// Certificates for a [TrialHouse] that was made with secrets, in the files that its programs and the
/// provisioning command read; Mosquitto's settings are made anew for them. To be made before
/// anything of the house is started.
public final class CertifiedHouse {
    private static final HubId HUB = new HubId(TrialHouse.HUB);

    private final TrialHouse house;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Root root;
    private final IssuingFiles issuing;

    public CertifiedHouse(TrialHouse house, InstantSource clock, SecureRandom random)
            throws IdentityException, IOException {
        this.house = house;
        this.clock = clock;
        this.random = random;
        KeyPair pair = EcKeys.random(random);
        this.root = new Root(pair.getPrivate(), Root.certificate("Trial", pair, clock.instant(), random));
        Path identity = Files.createDirectory(house.folder(Part.HUB).resolve("identity"));
        Path folder = Files.createDirectory(identity.resolve("issuing"));
        PublicKey key = IdentityFiles.key(folder, random);
        place(folder, List.of(root.issuing(new Holder.Issuing(HUB), key, clock.instant(), random)));
        this.issuing = new IssuingFiles(folder);
        issuing.begin(clock.instant(), random);
        Path server = Files.createDirectory(identity.resolve("server"));
        PublicKey answering = IdentityFiles.key(server, random);
        placeSigned(server, issuing.issuer().server(answering, List.of("127.0.0.1"), clock.instant(), random));
        Path gateway = Files.createDirectory(identity.resolve("gateway"));
        PublicKey calling = IdentityFiles.key(gateway, random);
        placeSigned(gateway, issuing.issuer().gateway(calling, clock.instant(), random));
        house.set(Part.HUB, "broker.identity", identity.toString());
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            enrol(new DeviceId(kiosk.folder()));
            house.set(
                    kiosk,
                    "broker.identity",
                    folder(new DeviceId(kiosk.folder())).toString());
        }
        if (house.plan().broker() == TrialHouse.Broker.MOSQUITTO) {
            house.makeBrokerAnew(List.of(house.folder(Part.KIOSK_1), house.folder(Part.KIOSK_2)));
        }
    }

    /// The first certificate of a device that the house has a folder for.
    public void enrol(DeviceId device) throws IdentityException, IOException {
        Path folder = Files.createDirectories(folder(device));
        place(folder, issuing.enrol(request(device, folder), clock.instant(), random));
    }

    /// A certificate with another serial for the device's key.
    public void renew(DeviceId device) throws IdentityException {
        Path folder = folder(device);
        place(folder, issuing.renew(request(device, folder), clock.instant(), random));
    }

    /// As the command does; a hub that is running sees it by itself.
    public void revoke(DeviceId device) throws IdentityException {
        issuing.revoke(device, clock.instant());
    }

    public Identity identity(DeviceId device) {
        return IdentityFiles.read(folder(device));
    }

    /// Who signs for hubs here: for those who play another hub of the same authority.
    public Root authority() {
        return root;
    }

    /// This hub's own signing key: for those who play a thief of it.
    public IssuingFiles issuing() {
        return issuing;
    }

    private Path folder(DeviceId device) {
        return house.folder(device).resolve("identity");
    }

    private SigningRequest request(DeviceId device, Path folder) throws IdentityException {
        return SigningRequest.read(IdentityFiles.request(folder, new Holder.Device(new Source(HUB, device)), random));
    }

    private void placeSigned(Path folder, X509Certificate certificate) {
        place(folder, List.of(certificate, issuing.issuer().certificate()));
    }

    private void place(Path folder, List<X509Certificate> chain) {
        IdentityFiles.place(folder, chain, root.certificate());
    }
}
