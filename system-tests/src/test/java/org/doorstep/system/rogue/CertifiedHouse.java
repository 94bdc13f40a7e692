package org.doorstep.system.rogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// Certificates for a house that was made with secrets, in the files that its programs read.
final class CertifiedHouse {
    private static final HubId HUB = new HubId(TrialHouse.HUB);

    private final SecureRandom random = new SecureRandom();
    private final Instant now = Instant.now();
    private final TrialHouse house;
    private final Path identity;
    private final Issuer issuer;
    private RevokedList revoked = RevokedList.EMPTY;

    CertifiedHouse(TrialHouse house) throws IdentityException, IOException {
        this.house = house;
        this.identity = Files.createDirectory(house.folder(Part.HUB).resolve("identity"));
        KeyPair pair = EcKeys.random(random);
        Root root = new Root(pair.getPrivate(), Root.certificate("Trial", pair, now, random));
        Path issuing = Files.createDirectory(identity.resolve("issuing"));
        PublicKey key = IdentityFiles.key(issuing, random);
        IdentityFiles.place(
                issuing, List.of(root.issuing(new Holder.Issuing(HUB), key, now, random)), root.certificate());
        this.issuer = new Issuer(IdentityFiles.read(issuing));
        WholeFile.replace(issuing.resolve("anchor.pem"), Pem.text(issuer.anchor(random)));
        sign();
        Path server = Files.createDirectory(identity.resolve("server"));
        place(server, issuer.server(IdentityFiles.key(server, random), List.of("127.0.0.1"), now, random));
        Path gateway = Files.createDirectory(identity.resolve("gateway"));
        place(gateway, issuer.gateway(IdentityFiles.key(gateway, random), now, random));
        house.set(Part.HUB, "broker.identity", identity.toString());
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            renew(kiosk);
            house.set(kiosk, "broker.identity", folder(kiosk).toString());
        }
    }

    /// A certificate with another serial for the kiosk's key.
    void renew(Part kiosk) throws IdentityException, IOException {
        Path folder = Files.createDirectories(folder(kiosk));
        Holder.Device device = new Holder.Device(new Source(HUB, new DeviceId(kiosk.folder())));
        place(folder, issuer.device(SigningRequest.read(IdentityFiles.request(folder, device, random)), now, random));
    }

    void revoke(Part kiosk) throws IOException, IdentityException {
        revoked = revoked.with(Serial.of(IdentityFiles.read(folder(kiosk)).certificate()), Instant.now());
        sign();
    }

    private Path folder(Part kiosk) {
        return house.folder(kiosk).resolve("identity");
    }

    private void place(Path folder, X509Certificate certificate) {
        IdentityFiles.place(folder, List.of(certificate, issuer.certificate()), issuer.root());
    }

    private void sign() throws IOException, IdentityException {
        WholeFile.replace(identity.resolve("issuing").resolve("revoked.crl"), issuer.sign(revoked, Instant.now()));
    }
}
