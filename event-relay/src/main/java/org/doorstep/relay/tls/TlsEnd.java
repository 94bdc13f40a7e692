package org.doorstep.relay.tls;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.doorstep.relay.identity.Identity;

/// One end of connections on which both ends show a certificate, TLS 1.3 and nothing older. Safe
/// for all threads.
///
/// `own` is asked anew for each handshake, so that a renewed certificate needs no restart. Who the
/// other end must be is for `peer` to say, and for nobody else: neither the machine's own list of
/// authorities nor a host name counts.
public record TlsEnd(Supplier<Identity> own, PeerCheck peer) {
    /// Mosquitto of Debian 12 and every Java that we run on speak it (measured), so nothing older
    /// is offered.
    public static final String PROTOCOL = "TLSv1.3";

    /// For a server that makes its own sockets. Its caller allows [#PROTOCOL] alone, and asks for
    /// the certificate.
    public SSLContext context() {
        return context(new KeyManager[] {new OwnKey(own)}, peer);
    }

    /// For whoever calls.
    public SSLSocketFactory sockets() {
        return new NewestOnlySockets(context().getSocketFactory());
    }

    /// For whoever calls before it has a certificate to show: a device that joins.
    public static SSLSocketFactory withoutCertificate(PeerCheck peer) {
        return new NewestOnlySockets(context(new KeyManager[0], peer).getSocketFactory());
    }

    private static SSLContext context(KeyManager[] keys, PeerCheck peer) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(keys, new TrustManager[] {new PeerTrust(peer)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS 1.3; this one says it has not.", e);
        }
    }
}
