package org.doorstep.relay.identity;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What stands in a certificate of ours (RFC 5280), for each kind of holder. Decision 0050 has the
/// form as a table.
final class CertificateForm {
    /// The kind of an alternative name that is a URI, as the JDK numbers them (RFC 5280, GeneralName).
    static final Integer URI = GeneralName.uniformResourceIdentifier;

    private CertificateForm() {}

    /// Who signs: the name that the new certificate points to, the key, and its public half.
    record Signer(X500Name name, PrivateKey key, PublicKey publicKey) {
        static Signer of(X509Certificate certificate, PrivateKey key) {
            X500Name name =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            return new Signer(name, key, certificate.getPublicKey());
        }

        @Override
        public String toString() {
            return "signer " + name;
        }
    }

    record Validity(Instant from, Instant until) {}

    /// What the new certificate says of its holder.
    private record Subject(X500Name name, PublicKey key) {
        static Subject of(Holder holder, PublicKey key) {
            return new Subject(subject(holder), key);
        }
    }

    static X500Name subject(Holder holder) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        holder.hub().ifPresent(hub -> name.addRDN(BCStyle.O, hub.value()));
        return name.addRDN(BCStyle.CN, holder.commonName()).build();
    }

    /// Byte for byte: names that only compare alike (capitals, spaces, other encodings) are other
    /// names.
    static boolean sameNames(X500Name found, Holder holder) {
        try {
            return Arrays.equals(found.getEncoded(), subject(holder).getEncoded());
        } catch (IOException e) {
            return false;
        }
    }

    /// Its name is written as it is: the reader of names for people would take `#` and `+` for signs.
    static X500Name root(String authority) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Doorstep authority")
                .addRDN(BCStyle.CN, new DERUTF8String(authority))
                .build();
    }

    static Purpose purposeOf(Holder holder) {
        return switch (holder) {
            case Holder.Device _, Holder.Gateway _ -> Purpose.CALLS;
            case Holder.HubServer _, Holder.Area _ -> Purpose.ANSWERS;
            case Holder.Issuing _ -> Purpose.SIGNS;
        };
    }

    static X509Certificate end(
            Signer signer, Holder holder, PublicKey key, List<String> hosts, Validity validity, Serial serial) {
        return sign(signer, Subject.of(holder, key), validity, serial, form -> {
            form.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            form.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(purposeOf(holder).extended()));
            form.addExtension(Extension.subjectAlternativeName, false, names(holder, hosts));
        });
    }

    /// For a hub's issuing key. Every program that checks chains holds it to its own hub: O must be
    /// the hub's.
    static X509Certificate issuing(
            Signer signer, Holder.Issuing holder, PublicKey key, Validity validity, Serial serial) {
        return sign(signer, Subject.of(holder, key), validity, serial, form -> {
            form.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            form.addExtension(Extension.subjectAlternativeName, false, names(holder, List.of()));
            form.addExtension(Extension.nameConstraints, true, only(holder));
        });
    }

    static X509Certificate root(Signer signer, Validity validity, Serial serial) {
        Subject itself = new Subject(signer.name(), signer.publicKey());
        return sign(signer, itself, validity, serial, form -> {
            form.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
            form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    private static NameConstraints only(Holder.Issuing holder) {
        X500Name hub = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, holder.id().value())
                .build();
        return new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(new GeneralName(hub))}, null);
    }

    private static GeneralNames names(Holder holder, List<String> hosts) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, holder.uri()));
        for (String host : hosts) {
            boolean address = Issuer.isAddress(host);
            names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private interface Extending {
        void to(X509v3CertificateBuilder form) throws IOException;
    }

    private static X509Certificate sign(
            Signer signer, Subject subject, Validity validity, Serial serial, Extending extending) {
        try {
            X509v3CertificateBuilder form = new JcaX509v3CertificateBuilder(
                    signer.name(),
                    serial.value(),
                    Date.from(validity.from()),
                    Date.from(validity.until()),
                    subject.name(),
                    subject.key());
            extending.to(form);
            JcaX509ExtensionUtils marks = new JcaX509ExtensionUtils();
            form.addExtension(Extension.subjectKeyIdentifier, false, marks.createSubjectKeyIdentifier(subject.key()));
            form.addExtension(
                    Extension.authorityKeyIdentifier, false, marks.createAuthorityKeyIdentifier(signer.publicKey()));
            return new JcaX509CertificateConverter()
                    .getCertificate(form.build(new JcaContentSignerBuilder(EcKeys.SIGNATURE).build(signer.key())));
        } catch (IOException | NoSuchAlgorithmException | OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("A certificate of this form can be made with any P-256 key.", e);
        }
    }
}
