package org.doorstep.relay.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.doorstep.relay.identity.IdentityException.Reason;

/// What a program shows to say who it is, and what it holds others against: its key, its own
/// certificate with those that lead up to the authority's (the authority's own not among them), and
/// the authority's.
///
/// Made only of parts that belong together. Immutable; safe for all threads.
public final class Identity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final X509Certificate root;
    private final Holder holder;

    /// Throws [IdentityException] if the key is not the certificate's, or the certificate is not
    /// for one of us.
    public Identity(PrivateKey key, List<X509Certificate> chain, X509Certificate root) throws IdentityException {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.root = root;
        if (this.chain.isEmpty()) {
            throw new IdentityException(Reason.UNREADABLE, "There is no certificate.");
        }
        this.holder = Holder.of(certificate());
        if (!EcKeys.belong(key, certificate().getPublicKey())) {
            throw new IdentityException(Reason.PROOF, "The key is not the one that the certificate was made for.");
        }
    }

    public PrivateKey key() {
        return key;
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    public X509Certificate root() {
        return root;
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public Holder holder() {
        return holder;
    }

    /// The name and the serial, never the key.
    @Override
    public String toString() {
        return holder.uri() + " " + Serial.of(certificate());
    }
}
