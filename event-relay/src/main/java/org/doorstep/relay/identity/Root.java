package org.doorstep.relay.identity;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.identity.CertificateForm.Signer;
import org.doorstep.relay.identity.CertificateForm.Validity;
import org.doorstep.relay.identity.IdentityException.Reason;

/// The authority of a whole area or of one hub that stands alone: its key makes hubs, and nothing
/// else. The key is kept off line and is in memory only while a command uses it. For one thread.
public final class Root {
    /// Longer than any machine that knows it will run; to change it, every device must be enrolled
    /// anew.
    static final Duration LIFE = Duration.ofDays(20 * 365);

    /// Somebody must fetch the sheet out of the safe each time, so not yearly; a machine does not
    /// run much longer.
    static final Duration ISSUED_LIFE = Duration.ofDays(5 * 365);

    /// RFC 5280, appendix A: ub-common-name.
    private static final int LONGEST_NAME = 64;

    private final PrivateKey key;
    private final X509Certificate certificate;

    /// Throws [IdentityException] if the key is not the certificate's.
    public Root(PrivateKey key, X509Certificate certificate) throws IdentityException {
        if (!EcKeys.belong(key, certificate.getPublicKey())) {
            throw new IdentityException(Reason.PROOF, "The key is not this authority's.");
        }
        this.key = key;
        this.certificate = certificate;
    }

    /// A new authority's own certificate. `name` is what people call it: shown, never compared. Throws
    /// IllegalArgumentException, in a sentence, for a name that a certificate does not hold.
    public static X509Certificate certificate(String name, KeyPair pair, Instant now, SecureRandom random) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "An authority's name has 1 to " + LONGEST_NAME + " characters, in one line.");
        }
        Signer itself = new Signer(CertificateForm.root(name), pair.getPrivate(), pair.getPublic());
        Instant from = now.minus(Issuer.BACKDATED);
        return CertificateForm.root(itself, new Validity(from, now.plus(LIFE)), Serial.random(random));
    }

    /// Lets the holder of this key make the certificates of its own hub for five years.
    public X509Certificate issuing(Holder.Issuing holder, PublicKey hubKey, Instant now, SecureRandom random)
            throws IdentityException {
        return CertificateForm.issuing(
                Signer.of(certificate, key),
                holder,
                hubKey,
                Issuer.within(certificate, now, ISSUED_LIFE),
                Serial.random(random));
    }

    /// The central team's server. `hosts`: names and addresses under which hubs reach it.
    public X509Certificate area(PublicKey areaKey, List<String> hosts, Instant now, SecureRandom random)
            throws IdentityException {
        return CertificateForm.end(
                Signer.of(certificate, key),
                new Holder.Area(),
                areaKey,
                Issuer.requireHosts(hosts),
                Issuer.within(certificate, now, ISSUED_LIFE),
                Serial.random(random));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "authority " + Serial.of(certificate);
    }
}
