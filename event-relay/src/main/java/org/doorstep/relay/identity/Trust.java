package org.doorstep.relay.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.doorstep.relay.identity.IdentityException.Reason;

/// Holds what others show against the one authority: signatures, names, purposes (RFC 5280, section
/// 6, by the JDK), and days by the rule of [CheckedAt]. Knows of no other authority, whatever the
/// machine trusts. Safe for all threads.
public final class Trust {
    /// How long after its end a device's certificate can still ask for the next: a seasonal hub's
    /// kiosk comes back after a year, and what is found in a loft later than that is enrolled anew.
    public static final Duration RENEWABLE = Duration.ofDays(365);

    /// Own, issuing, and (from programs that send it along) the authority's.
    private static final int LONGEST = 3;

    private final X509Certificate root;

    public Trust(X509Certificate root) {
        this.root = root;
    }

    public X509Certificate root() {
        return root;
    }

    /// `shown` as it came over the line, the holder's own first. Never throws for what somebody shows.
    public Verdict verdict(List<X509Certificate> shown, CheckedAt time) {
        try {
            List<X509Certificate> chain = withoutRoot(shown);
            Holder holder = Holder.of(chain.getFirst());
            Serial serial = serial(chain.getFirst());
            EcKeys.require(chain.getFirst().getPublicKey());
            requireRightSigner(holder, chain);
            requireSignatures(chain);
            return byDays(holder, serial, chain, time.against(chain));
        } catch (IdentityException e) {
            return new Verdict.Refused(e.reason(), e.getMessage());
        }
    }

    private List<X509Certificate> withoutRoot(List<X509Certificate> shown) throws IdentityException {
        if (shown.isEmpty() || shown.size() > LONGEST) {
            throw new IdentityException(Reason.UNREADABLE, "There is no certificate, or there are too many.");
        }
        List<X509Certificate> chain = shown.getLast().equals(root) ? shown.subList(0, shown.size() - 1) : shown;
        if (chain.isEmpty()) {
            throw new IdentityException(Reason.NAME, "The authority itself is nobody who calls or answers.");
        }
        return chain;
    }

    private static Serial serial(X509Certificate certificate) throws IdentityException {
        try {
            return Serial.of(certificate);
        } catch (IllegalArgumentException e) {
            throw new IdentityException(Reason.UNREADABLE, "The certificate's number is not one that we give.", e);
        }
    }

    /// The name constraint says the same to every program; this says it where nobody can overlook it.
    private static void requireRightSigner(Holder holder, List<X509Certificate> chain) throws IdentityException {
        boolean right =
                switch (holder) {
                    case Holder.Issuing _, Holder.Area _ -> chain.size() == 1;
                    case Holder.Device device -> signedByHub(device, chain);
                    case Holder.Gateway gateway -> signedByHub(gateway, chain);
                    case Holder.HubServer server -> signedByHub(server, chain);
                };
        if (!right) {
            throw new IdentityException(
                    Reason.NOT_ITS_TO_SIGN, "Whoever signed the certificate may not make one of that name.");
        }
    }

    private static boolean signedByHub(Holder holder, List<X509Certificate> chain) throws IdentityException {
        return chain.size() == 2
                && Holder.of(chain.get(1)) instanceof Holder.Issuing issuing
                && issuing.hub().equals(holder.hub());
    }

    /// On a day that is within all their days, since the days are looked at elsewhere.
    private void requireSignatures(List<X509Certificate> chain) throws IdentityException {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(new CheckedAt(Instant.EPOCH, false, Instant.EPOCH).against(chain)));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
        } catch (GeneralSecurityException e) {
            throw new IdentityException(
                    Reason.SIGNATURE, "The certificate was signed by another authority, or altered.", e);
        }
    }

    private Verdict byDays(Holder holder, Serial serial, List<X509Certificate> chain, Instant now) {
        X509Certificate own = chain.getFirst();
        for (X509Certificate certificate : chain) {
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return new Verdict.Refused(
                        Reason.NOT_YET_VALID, "The certificate's days have not begun, or the clock here is slow.");
            }
        }
        boolean signersEnded = now.isAfter(root.getNotAfter().toInstant());
        for (X509Certificate signer : chain.subList(1, chain.size())) {
            signersEnded |= now.isAfter(signer.getNotAfter().toInstant());
        }
        if (signersEnded) {
            return new Verdict.Refused(
                    Reason.EXPIRED, "The days of whoever signed the certificate are over: have it certified again.");
        }
        Instant ended = own.getNotAfter().toInstant();
        if (!now.isAfter(ended)) {
            return new Verdict.Trusted(holder, serial);
        }
        return holder instanceof Holder.Device device && !now.isAfter(ended.plus(RENEWABLE))
                ? new Verdict.OnlyForRenewal(device, serial, ended)
                : new Verdict.Refused(Reason.EXPIRED, "The certificate's days are over: enrol it anew.");
    }
}
