package org.doorstep.relay.joining;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.tls.PeerCheck;

/// Whoever showed itself as the hub in one call. Should the call be made over a second connection,
/// it must be the same. For one call; the handshake may be on another thread.
final class SeenHub implements PeerCheck {
    private final Optional<Fingerprint> expected;
    private final PeerCheck further;
    private List<X509Certificate> chain = List.of();
    private Holder.HubServer hub;
    private String turnedDown;

    SeenHub(Optional<Fingerprint> expected) {
        this.expected = expected;
        this.further = shown -> {};
    }

    SeenHub(PeerCheck further) {
        this.expected = Optional.empty();
        this.further = further;
    }

    @Override
    public synchronized void check(List<X509Certificate> shown) throws CertificateException {
        try {
            further.check(shown);
            Fingerprint print = Fingerprint.of(shown.getFirst());
            if (expected.isPresent() && !expected.get().equals(print)) {
                throw new CertificateException("The key that answers is not the one in the QR code.");
            }
            if (!chain.isEmpty() && !print.equals(fingerprint())) {
                throw new CertificateException("Two different keys answered.");
            }
            if (!(Holder.of(shown.getFirst()) instanceof Holder.HubServer server)) {
                throw new CertificateException("It is no hub that answers.");
            }
            hub = server;
            chain = List.copyOf(shown);
        } catch (IdentityException e) {
            turnedDown = e.getMessage();
            throw new CertificateException(e.getMessage(), e);
        } catch (CertificateException e) {
            turnedDown = e.getMessage();
            throw e;
        }
    }

    synchronized Holder.HubServer hub() {
        return hub;
    }

    synchronized List<X509Certificate> chain() {
        return chain;
    }

    synchronized Fingerprint fingerprint() {
        return Fingerprint.of(chain.getFirst());
    }

    synchronized Optional<String> turnedDown() {
        return Optional.ofNullable(turnedDown);
    }
}
