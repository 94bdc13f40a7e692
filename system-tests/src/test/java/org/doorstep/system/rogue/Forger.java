package org.doorstep.system.rogue;

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
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;

/// Makes what a rogue would show: a device of another hub under the same authority, of another authority, and what
/// somebody who has a hub's signing key could sign.
final class Forger {
    private final SecureRandom random = new SecureRandom();
    private final Instant now;

    Forger(Instant now) {
        this.now = now;
    }

    /// A key and a chain, right or wrong.
    record Papers(PrivateKey key, List<X509Certificate> chain) {
        static Papers of(Identity identity) {
            return new Papers(identity.key(), identity.chain());
        }
    }

    Root anotherAuthority() throws IdentityException {
        KeyPair pair = EcKeys.random(random);
        return new Root(pair.getPrivate(), Root.certificate("Another", pair, now, random));
    }

    Papers deviceOf(Root authority, HubId hub, String device) throws IdentityException {
        KeyPair issuing = EcKeys.random(random);
        X509Certificate certificate = authority.issuing(new Holder.Issuing(hub), issuing.getPublic(), now, random);
        Issuer issuer = new Issuer(new Identity(issuing.getPrivate(), List.of(certificate), authority.certificate()));
        KeyPair own = EcKeys.random(random);
        Holder.Device holder = new Holder.Device(new Source(hub, new DeviceId(device)));
        X509Certificate made = issuer.device(SigningRequest.read(SigningRequest.make(holder, own)), now, random);
        return new Papers(own.getPrivate(), List.of(made, certificate));
    }

    /// Any name, and days that end when they are told to.
    Papers signedWith(Identity issuing, String organisation, String name, String uri, Instant ends) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, new DERUTF8String(name))
                .build();
        KeyPair own = EcKeys.random(random);
        try {
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(
                            issuing.certificate().getSubjectX500Principal().getEncoded()),
                    new BigInteger(120, random),
                    Date.from(ends.minus(Duration.ofDays(1))),
                    Date.from(ends),
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
                    .getCertificate(
                            certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuing.key())));
            return new Papers(own.getPrivate(), List.of(signed, issuing.certificate()));
        } catch (IOException | CertificateException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
