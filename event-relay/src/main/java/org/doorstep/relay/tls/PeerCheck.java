package org.doorstep.relay.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;

/// Whether the other end of a connection is one that we speak to. Called by many threads.
@FunctionalInterface
public interface PeerCheck {

    /// Returns if it may go on; throws, in a sentence that may be logged, if not. `chain` begins
    /// with the other end's own certificate and is not empty.
    void check(List<X509Certificate> chain) throws CertificateException;

    /// It must be `peer` and nobody else, by the name in its certificate: an address can change or
    /// be taken over, so it is never looked at.
    static PeerCheck expecting(Holder peer, Trust trust, Supplier<CheckedAt> time) {
        return chain -> {
            switch (trust.verdict(chain, time.get())) {
                case Verdict.Trusted trusted -> {
                    if (!trusted.holder().equals(peer)) {
                        throw new CertificateException(
                                "The other end is one of ours, but not " + peer.uri() + ", which belongs here.");
                    }
                }
                case Verdict.OnlyForRenewal expired ->
                    throw new CertificateException("The other end's certificate ended at " + expired.ended() + ".");
                case Verdict.Refused refused -> throw new CertificateException(refused.sentence());
            }
        };
    }
}
