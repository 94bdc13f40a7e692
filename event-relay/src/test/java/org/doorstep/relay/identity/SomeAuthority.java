package org.doorstep.relay.identity;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;

/// An authority with as many hubs and devices as a test asks for.
public final class SomeAuthority {
    public final SecureRandom random = new SecureRandom();
    public final Root root;

    public SomeAuthority(Instant now) throws IdentityException {
        KeyPair pair = EcKeys.random(random);
        this.root = new Root(pair.getPrivate(), Root.certificate("Millbrook", pair, now, random));
    }

    public Trust trust() {
        return new Trust(root.certificate());
    }

    public Issuer hub(String id, Instant now) throws IdentityException {
        KeyPair pair = EcKeys.random(random);
        X509Certificate issuing = root.issuing(new Holder.Issuing(new HubId(id)), pair.getPublic(), now, random);
        return new Issuer(new Identity(pair.getPrivate(), List.of(issuing), root.certificate()));
    }

    /// `source` as in an envelope.
    public Identity device(Issuer hub, String source, Instant now) throws IdentityException {
        return device(hub, source, EcKeys.random(random), now);
    }

    public Identity device(Issuer hub, String source, KeyPair pair, Instant now) throws IdentityException {
        SigningRequest request =
                SigningRequest.read(SigningRequest.make(new Holder.Device(Source.parse(source)), pair));
        return identity(hub, pair, hub.device(request, now, random));
    }

    public Identity server(Issuer hub, Instant now) throws IdentityException {
        KeyPair pair = EcKeys.random(random);
        return identity(hub, pair, hub.server(pair.getPublic(), List.of("localhost", "127.0.0.1"), now, random));
    }

    public Identity gateway(Issuer hub, Instant now) throws IdentityException {
        KeyPair pair = EcKeys.random(random);
        return identity(hub, pair, hub.gateway(pair.getPublic(), now, random));
    }

    private Identity identity(Issuer hub, KeyPair pair, X509Certificate own) throws IdentityException {
        return new Identity(pair.getPrivate(), List.of(own, hub.certificate()), root.certificate());
    }
}
