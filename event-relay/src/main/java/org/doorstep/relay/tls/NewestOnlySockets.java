package org.doorstep.relay.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sockets that offer TLS 1.3 alone: a context of that name would still take 1.2 as a caller.
final class NewestOnlySockets extends SSLSocketFactory {
    private final SSLSocketFactory all;

    NewestOnlySockets(SSLSocketFactory all) {
        this.all = all;
    }

    @Override
    public Socket createSocket() throws IOException {
        return newest(all.createSocket());
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean autoClose) throws IOException {
        return newest(all.createSocket(under, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return newest(all.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return newest(all.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return newest(all.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return newest(all.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return all.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return all.getSupportedCipherSuites();
    }

    private static Socket newest(Socket socket) {
        ((SSLSocket) socket).setEnabledProtocols(new String[] {TlsEnd.PROTOCOL});
        return socket;
    }
}
