package org.doorstep.relay.identity;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.identity.CertificateForm.Signer;
import org.doorstep.relay.identity.CertificateForm.Validity;
import org.doorstep.relay.identity.IdentityException.Reason;

/// Makes the certificates of one hub: its devices, itself where it answers and where it calls, and
/// the signed list of those shut out. Keeps nothing: who has been given what is for the caller to
/// write down. Safe for all threads.
public final class Issuer {
    /// Two missed renewals (they begin when a third is left) and a month's holiday; and a
    /// certificate that was stolen together with its key, unnoticed, ends by itself.
    static final Duration DEVICE_LIFE = Duration.ofDays(90);

    /// Whoever has the hub's own key has its issuing key too, so a short life would guard nothing;
    /// under the 825 days that some browsers allow.
    public static final Duration HUB_LIFE = Duration.ofDays(730);

    /// So that a device whose clock is a little slow, or in another zone, does not find a new
    /// certificate too new.
    static final Duration BACKDATED = Duration.ofDays(1);

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,9}");

    private static final Pattern ADDRESS_LETTERS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    private final Identity issuing;
    private final Holder.Issuing holder;

    /// Throws [IdentityException] if this identity is not a hub's issuing one.
    public Issuer(Identity issuing) throws IdentityException {
        if (!(issuing.holder() instanceof Holder.Issuing ours)) {
            throw new IdentityException(Reason.NOT_ITS_TO_SIGN, "This key is not a hub's issuing key.");
        }
        this.issuing = issuing;
        this.holder = ours;
    }

    public Holder.Issuing holder() {
        return holder;
    }

    public X509Certificate certificate() {
        return issuing.certificate();
    }

    public X509Certificate root() {
        return issuing.root();
    }

    /// For 90 days. Whether this device may have one is the caller's to know; that it is another
    /// hub's is refused here.
    public X509Certificate device(SigningRequest request, Instant now, SecureRandom random) throws IdentityException {
        if (!request.device().source().hub().equals(holder.id())) {
            throw new IdentityException(Reason.NOT_ITS_TO_SIGN, "The request is for a device of another hub.");
        }
        return end(request.device(), request.key(), List.of(), DEVICE_LIFE, now, random);
    }

    /// `hosts`: host names and addresses under which programs reach it that look at those.
    public X509Certificate server(PublicKey key, List<String> hosts, Instant now, SecureRandom random)
            throws IdentityException {
        return end(new Holder.HubServer(holder.id()), key, requireHosts(hosts), HUB_LIFE, now, random);
    }

    public X509Certificate gateway(PublicKey key, Instant now, SecureRandom random) throws IdentityException {
        return end(new Holder.Gateway(holder.id()), key, List.of(), HUB_LIFE, now, random);
    }

    /// The same key under the same name, signed by itself: for a broker that can only be told whom
    /// to trust. Told the authority, it would let in another hub's devices; told this, only this
    /// hub's.
    public X509Certificate anchor(SecureRandom random) {
        Validity asIssued = new Validity(
                certificate().getNotBefore().toInstant(),
                certificate().getNotAfter().toInstant());
        return CertificateForm.issuing(signer(), holder, certificate().getPublicKey(), asIssued, Serial.random(random));
    }

    /// As text (PEM). It has a number that must be above the last one's, and no date after which it
    /// would shut everybody out. It is dated as certificates are, a day ago: a hub takes the date for
    /// a time that has passed. Throws [IdentityException] if by this clock the issuing key's days have
    /// not begun or are over.
    public String sign(RevokedList list, Instant now) throws IdentityException {
        return list.signed(signer(), within(certificate(), now, Duration.ZERO).from());
    }

    /// The text of a slip with which a pass of this hub may be used at another until `lastDay`; see
    /// [PassSlip]. `key` and `publicKey`: what this hub's passes are checked with.
    public String slip(PassId pass, String key, PublicKey publicKey, LocalDate lastDay) {
        return PassSlip.sign(issuing, pass, key, publicKey, lastDay);
    }

    /// Says the name, never the key.
    @Override
    public String toString() {
        return "issuer " + issuing;
    }

    private X509Certificate end(
            Holder of, PublicKey key, List<String> hosts, Duration life, Instant now, SecureRandom random)
            throws IdentityException {
        return CertificateForm.end(signer(), of, key, hosts, within(certificate(), now, life), Serial.random(random));
    }

    private Signer signer() {
        return Signer.of(certificate(), issuing.key());
    }

    /// From a day ago, for so long, but never outside of the signer's own days. Throws
    /// [IdentityException] if it is outside of them now: then either the signer is too old, or this
    /// clock is wrong.
    static Validity within(X509Certificate signer, Instant now, Duration life) throws IdentityException {
        Instant from = signer.getNotBefore().toInstant();
        Instant until = signer.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            throw new IdentityException(
                    Reason.NOT_YET_VALID,
                    "By this machine's clock it is " + now + ", before the signing key was made. Set the clock.");
        }
        if (now.isAfter(until)) {
            throw new IdentityException(
                    Reason.EXPIRED,
                    "By this machine's clock it is " + now + ", and the signing key's certificate ended on " + until
                            + ". Set the clock if it is wrong; otherwise have the key certified again.");
        }
        Instant begins = now.minus(BACKDATED);
        Instant ends = now.plus(life);
        return new Validity(begins.isBefore(from) ? from : begins, ends.isAfter(until) ? until : ends);
    }

    /// The hosts as they were given; throws [IdentityException], in a sentence, for one that is none.
    public static List<String> requireHosts(List<String> hosts) throws IdentityException {
        for (String host : hosts) {
            boolean good = isAddress(host)
                    ? IPAddress.isValid(host)
                    : NAME.matcher(host).matches();
            if (!good) {
                throw new IdentityException(
                        Reason.NAME,
                        "A host is a name such as hub.example.org in small letters, or an address such as 192.0.2.7.");
            }
        }
        return List.copyOf(hosts);
    }

    /// Meant as an address, right or wrong, and not as a name.
    static boolean isAddress(String host) {
        return ADDRESS_LETTERS.matcher(host).matches();
    }
}
