package org.doorstep.relay.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;

/// An authority and one hub's issuing key, made in a moment.
public final class TestAuthority {
    public static final HubId HUB = new HubId("millbrook");

    private final SecureRandom random = new SecureRandom();
    private final Instant now;
    private final X509Certificate root;
    private final Issuer issuer;

    public TestAuthority(Instant now) {
        this.now = now;
        try {
            KeyPair rootPair = EcKeys.random(random);
            this.root = Root.certificate("Test", rootPair, now, random);
            KeyPair pair = EcKeys.random(random);
            X509Certificate issuing = new Root(rootPair.getPrivate(), root)
                    .issuing(new Holder.Issuing(HUB), pair.getPublic(), now, random);
            this.issuer = new Issuer(new Identity(pair.getPrivate(), List.of(issuing), root));
        } catch (IdentityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static CheckedAt at(Instant now) {
        return new CheckedAt(now, true, Instant.EPOCH);
    }

    public Identity device(String name) {
        return made(pair -> issuer.device(
                SigningRequest.read(SigningRequest.make(new Holder.Device(new Source(HUB, new DeviceId(name))), pair)),
                now,
                random));
    }

    public Identity gateway() {
        return made(pair -> issuer.gateway(pair.getPublic(), now, random));
    }

    public Identity server() {
        return made(pair -> issuer.server(pair.getPublic(), List.of("127.0.0.1"), now, random));
    }

    public X509Certificate anchor() {
        return issuer.anchor(random);
    }

    /// `server.pem`, `server.key` and `anchor.pem`, as a broker that is not ours reads them.
    public void write(Path folder, Identity server) {
        try {
            Files.writeString(folder.resolve("server.pem"), Pem.text(server.chain()));
            Files.writeString(folder.resolve("server.key"), Pem.text(server.key()));
            Files.writeString(folder.resolve("anchor.pem"), Pem.text(anchor()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Signing {
        X509Certificate of(KeyPair pair) throws IdentityException;
    }

    private Identity made(Signing signing) {
        try {
            KeyPair pair = EcKeys.random(random);
            return new Identity(pair.getPrivate(), List.of(signing.of(pair), issuer.certificate()), root);
        } catch (IdentityException e) {
            throw new IllegalStateException(e);
        }
    }
}
