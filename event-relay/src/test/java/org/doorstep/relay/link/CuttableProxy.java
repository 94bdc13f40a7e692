package org.doorstep.relay.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A wire that can be cut, or held so that nothing moves and nobody is told: a half-open connection.
final class CuttableProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int toPort;
    private final Map<Socket, Socket> pairs = new ConcurrentHashMap<>();
    private volatile boolean held;

    CuttableProxy(int toPort) throws IOException {
        this.toPort = toPort;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cutAll() {
        pairs.forEach((a, b) -> {
            closeQuietly(a);
            closeQuietly(b);
        });
        pairs.clear();
    }

    void hold(boolean next) {
        held = next;
    }

    @Override
    public void close() {
        closeQuietly(server);
        cutAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), toPort);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                pairs.put(near, far);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            } catch (IOException e) {
                // The broker is not there, or the proxy was closed: the link tries again.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (!held) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // Cut.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(AutoCloseable it) {
        try {
            it.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
