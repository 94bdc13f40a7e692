package org.doorstep.system.rogue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Connections from one of this machine's many loopback addresses, as if from a machine of its own, by Java's own TLS,
/// so that nothing of ours helps.
final class FromAddress extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final InetAddress address;

    /// `last` of 127.0.2.x.
    FromAddress(int last, Forger.Papers papers) {
        this.tls = context(papers).getSocketFactory();
        this.address = address(last);
    }

    static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 2, (byte) last});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(Forger.Papers papers) {
        try {
            KeyManager[] keys = {};
            if (!papers.chain().isEmpty()) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry(
                        "it", papers.key(), new char[0], papers.chain().toArray(X509Certificate[]::new));
                KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
                factory.init(store, new char[0]);
                keys = factory.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys, new TrustManager[] {new TrustsAnybody()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = tls.createSocket();
        socket.bind(new InetSocketAddress(address, 0));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean closing) throws IOException {
        return tls.createSocket(socket, host, port, closing);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    private Socket connected(InetSocketAddress to) throws IOException {
        Socket socket = createSocket();
        socket.connect(to);
        return socket;
    }

    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            // It is the one that calls.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            // A rogue does not mind who answers.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
