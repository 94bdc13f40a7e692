package org.doorstep.relay.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.doorstep.relay.identity.CertificateForm.Signer;
import org.doorstep.relay.identity.IdentityException.Reason;

/// The serials of one hub that are shut out, by when. As text it is a signed X.509 revocation list,
/// so that other brokers can read it too, but **without an end**: an old list still shuts out whom
/// it names and locks nobody else out. In place of a date it has a number, and one list takes
/// another's place only if it has all that it had. Immutable; safe for all threads.
public record RevokedList(long number, Instant signedAt, SortedMap<Serial, Instant> serials) {
    /// RFC 5280, 4.1.2.5: the date that stands for "no well-defined expiration".
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /// A hub of fifty devices that all were lost twice a year for ten years. Keeps the list below
    /// [Pem#MOST_CHARACTERS].
    private static final int MOST = 1_000;

    /// What a person can do about a list that is missing or broken. Only a copy says who was on it:
    /// nothing else in the hub's folder does.
    public static final String REMEDY =
            "Bring it back from a copy of the hub, and shut out again whoever was shut out since that copy. Without a"
                    + " copy nobody knows who was: make the hub anew, under another id.";

    public static final RevokedList EMPTY = new RevokedList(0, Instant.EPOCH, new TreeMap<>());

    public RevokedList {
        serials = Collections.unmodifiableSortedMap(new TreeMap<>(serials));
    }

    public boolean contains(Serial serial) {
        return serials.containsKey(serial);
    }

    /// The next list. A serial that is there already keeps its date. Throws IllegalStateException
    /// if it is full.
    public RevokedList with(Serial serial, Instant at) {
        SortedMap<Serial, Instant> more = new TreeMap<>(serials);
        more.putIfAbsent(serial, at);
        if (more.size() > MOST) {
            throw new IllegalStateException("A hub's list holds " + MOST + " serials: have its key certified again.");
        }
        return new RevokedList(number + 1, at, more);
    }

    /// Whether this may be used in the place of that one: as new at least, and nobody was taken off it.
    public boolean supersedes(RevokedList earlier) {
        return number >= earlier.number && serials.keySet().containsAll(earlier.serials.keySet());
    }

    /// Throws [IdentityException] if the list was altered, or signed by any other key than this
    /// hub's issuing one.
    public static RevokedList read(String text, X509Certificate issuing) throws IdentityException {
        X509CRL list = Pem.list(text);
        try {
            list.verify(issuing.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IdentityException(
                    Reason.SIGNATURE, "The list of those shut out was altered, or is another hub's.", e);
        }
        if (!list.getIssuerX500Principal().equals(issuing.getSubjectX500Principal())) {
            throw new IdentityException(Reason.SIGNATURE, "The list of those shut out is another hub's.");
        }
        SortedMap<Serial, Instant> serials = new TreeMap<>();
        for (X509CRLEntry entry :
                Optional.ofNullable(list.getRevokedCertificates()).orElse(Set.of())) {
            serials.put(
                    new Serial(entry.getSerialNumber()),
                    entry.getRevocationDate().toInstant());
        }
        return new RevokedList(numberOf(list), list.getThisUpdate().toInstant(), serials);
    }

    String signed(Signer signer, Instant now) {
        try {
            X509v2CRLBuilder list = new X509v2CRLBuilder(signer.name(), Date.from(now));
            list.setNextUpdate(Date.from(NEVER));
            for (Map.Entry<Serial, Instant> entry : serials.entrySet()) {
                list.addCRLEntry(entry.getKey().value(), Date.from(entry.getValue()), CRLReason.keyCompromise);
            }
            list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            list.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.publicKey()));
            return Pem.text(
                    Pem.LIST,
                    list.build(new JcaContentSignerBuilder(EcKeys.SIGNATURE).build(signer.key()))
                            .getEncoded());
        } catch (IOException | NoSuchAlgorithmException | OperatorCreationException e) {
            throw new IllegalStateException("A list can be signed with any P-256 key.", e);
        }
    }

    private static long numberOf(X509CRL list) throws IdentityException {
        byte[] number = list.getExtensionValue(Extension.cRLNumber.getId());
        if (number == null) {
            throw new IdentityException(Reason.UNREADABLE, "The list of those shut out has no number.");
        }
        return ASN1Integer.getInstance(ASN1OctetString.getInstance(number).getOctets())
                .longValueExact();
    }
}
