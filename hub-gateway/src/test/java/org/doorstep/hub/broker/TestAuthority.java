package org.doorstep.hub.broker;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;

/// An authority made in a moment, and the hubs under it. It can also be made to sign what no
/// authority of ours would.
final class TestAuthority {
    private final SecureRandom random = new SecureRandom();
    private final Instant since;
    private final KeyPair pair = EcKeys.random(random);
    private final X509Certificate root;

    TestAuthority(Instant since) {
        this.since = since;
        this.root = Root.certificate("Test", pair, since, random);
    }

    Hub hub(HubId id) {
        return new Hub(id);
    }

    final class Hub {
        private final HubId id;
        private final KeyPair issuingPair = EcKeys.random(random);
        private final Issuer issuer;

        private Hub(HubId id) {
            this.id = id;
            try {
                X509Certificate issuing = new Root(pair.getPrivate(), root)
                        .issuing(new Holder.Issuing(id), issuingPair.getPublic(), since, random);
                this.issuer = new Issuer(new Identity(issuingPair.getPrivate(), List.of(issuing), root));
            } catch (IdentityException e) {
                throw new IllegalStateException(e);
            }
        }

        Identity device(String name, Instant now) {
            Holder.Device holder = new Holder.Device(new Source(id, new DeviceId(name)));
            return made(own -> issuer.device(SigningRequest.read(SigningRequest.make(holder, own)), now, random));
        }

        Identity gateway(Instant now) {
            return made(own -> issuer.gateway(own.getPublic(), now, random));
        }

        Identity server(Instant now) {
            return made(own -> issuer.server(own.getPublic(), List.of("127.0.0.1"), now, random));
        }

        String signed(RevokedList list, Instant now) {
            try {
                return issuer.sign(list, now);
            } catch (IdentityException e) {
                throw new IllegalStateException(e);
            }
        }

        /// What somebody who had this hub's key could sign: any name.
        Shown named(String organisation, String name, String uri, Instant now) {
            X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, organisation)
                    .addRDN(BCStyle.CN, new DERUTF8String(name))
                    .build();
            KeyPair own = EcKeys.random(random);
            try {
                JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(
                                issuer.certificate().getSubjectX500Principal().getEncoded()),
                        new BigInteger(120, random),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        subject,
                        own.getPublic());
                certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
                certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                certificate.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
                certificate.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
                X509Certificate signed = new JcaX509CertificateConverter()
                        .getCertificate(certificate.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(issuingPair.getPrivate())));
                return new Shown(own.getPrivate(), List.of(signed, issuer.certificate()));
            } catch (IOException | CertificateException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        private Identity made(Signing signing) {
            try {
                KeyPair own = EcKeys.random(random);
                return new Identity(own.getPrivate(), List.of(signing.of(own), issuer.certificate()), root);
            } catch (IdentityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// A key and a chain, right or wrong.
    record Shown(PrivateKey key, List<X509Certificate> chain) {
        static Shown of(Identity identity) {
            return new Shown(identity.key(), identity.chain());
        }
    }

    private interface Signing {
        X509Certificate of(KeyPair pair) throws IdentityException;
    }
}
