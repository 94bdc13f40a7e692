package org.doorstep.relay.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.IdentityException.Reason;

/// Whom a certificate of ours is for. The name stands in it twice, as O and CN and as one URI, and
/// both must say the same: some programs look at one, some at the other.
///
/// Every name is of the contract's strict alphabet, when a certificate is made and again when one
/// is read.
public sealed interface Holder {

    /// What the URIs of our certificates begin with.
    String SCHEME = "doorstep:";

    /// A broker would give the hub's own rights to whoever is called so.
    String GATEWAY = "gateway";

    /// A kiosk or another device; shows itself to its hub. The URI is `doorstep:` and the source of
    /// its events.
    record Device(Source source) implements Holder {
        public Device {
            if (source.device().value().equals(GATEWAY)) {
                throw new IllegalArgumentException("A device cannot be called " + GATEWAY + ".");
            }
        }

        @Override
        public String commonName() {
            return source.device().value();
        }

        @Override
        public String uri() {
            return SCHEME + source;
        }

        @Override
        public Optional<HubId> hub() {
            return Optional.of(source.hub());
        }
    }

    /// The hub where it is the one that calls: at an external broker, and at its area.
    record Gateway(HubId id) implements Holder {
        @Override
        public String commonName() {
            return GATEWAY;
        }

        @Override
        public String uri() {
            return SCHEME + "/hub/" + id + "/gateway";
        }

        @Override
        public Optional<HubId> hub() {
            return Optional.of(id);
        }
    }

    /// The hub where it is called: its broker and its pages.
    record HubServer(HubId id) implements Holder {
        @Override
        public String commonName() {
            return id.value();
        }

        @Override
        public String uri() {
            return SCHEME + "/hub/" + id;
        }

        @Override
        public Optional<HubId> hub() {
            return Optional.of(id);
        }
    }

    /// The key by which a hub makes the certificates of its own devices, and of nobody else's.
    record Issuing(HubId id) implements Holder {
        @Override
        public String commonName() {
            return "issuing";
        }

        @Override
        public String uri() {
            return SCHEME + "/hub/" + id + "/issuing";
        }

        @Override
        public Optional<HubId> hub() {
            return Optional.of(id);
        }
    }

    /// The central team's server.
    record Area() implements Holder {
        @Override
        public String commonName() {
            return "area";
        }

        @Override
        public String uri() {
            return SCHEME + "/area";
        }

        @Override
        public Optional<HubId> hub() {
            return Optional.empty();
        }
    }

    String commonName();

    String uri();

    /// The hub it belongs to; empty for the area.
    Optional<HubId> hub();

    /// Whom this certificate is for, by its names and purpose alone: who signed it is [Trust]'s to say.
    static Holder of(X509Certificate certificate) throws IdentityException {
        Holder holder = parse(onlyUri(certificate));
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        if (!CertificateForm.sameNames(subject, holder)) {
            throw new IdentityException(Reason.NAME, "The names in the certificate are not all the same name.");
        }
        if (!CertificateForm.purposeOf(holder).isOf(certificate)) {
            throw new IdentityException(Reason.NAME, "The certificate is for another purpose than its name.");
        }
        return holder;
    }

    /// From the URI of a certificate, or of the request for one.
    static Holder parse(String uri) throws IdentityException {
        String[] parts = uri.split("/", -1);
        try {
            Holder holder =
                    switch (parts.length) {
                        case 2 -> new Area();
                        case 3 -> new HubServer(new HubId(parts[2]));
                        case 4 ->
                            parts[3].equals(GATEWAY)
                                    ? new Gateway(new HubId(parts[2]))
                                    : new Issuing(new HubId(parts[2]));
                        case 5 -> new Device(new Source(new HubId(parts[2]), new DeviceId(parts[4])));
                        default -> throw new IllegalArgumentException("Too many or too few parts.");
                    };
            if (holder.uri().equals(uri)) {
                return holder;
            }
        } catch (IllegalArgumentException e) {
            throw new IdentityException(Reason.NAME, "The name in it is not one that we give: " + e.getMessage(), e);
        }
        throw new IdentityException(Reason.NAME, "The name in it is not written as ours are.");
    }

    private static String onlyUri(X509Certificate certificate) throws IdentityException {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            List<String> uris = names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(CertificateForm.URI))
                            .map(name -> (String) name.get(1))
                            .toList();
            if (uris.size() == 1) {
                return uris.getFirst();
            }
        } catch (CertificateParsingException e) {
            throw new IdentityException(Reason.UNREADABLE, "The names in the certificate cannot be read.", e);
        }
        throw new IdentityException(Reason.NAME, "The certificate is not for one of us: it has not one name of ours.");
    }
}
