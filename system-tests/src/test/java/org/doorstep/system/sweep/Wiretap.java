package org.doorstep.system.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody in a line who writes down every byte that passes, both ways: a file for each connection and direction.
final class Wiretap implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Path heard;
    private final int port;

    /// A line to this port of this machine; `heard` is a new folder.
    Wiretap(int port, Path heard) throws IOException {
        this.port = port;
        this.heard = Files.createDirectories(heard);
        Thread.ofPlatform().daemon().name("wiretap").start(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    private void listen() {
        try {
            while (true) {
                Socket caller = door.accept();
                sockets.add(caller);
                String name = "%03d".formatted(connections.incrementAndGet());
                Thread.ofPlatform().daemon().name("wiretap " + name).start(() -> connect(caller, name));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket caller, String name) {
        try {
            Socket onwards = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(onwards);
            Thread.ofPlatform()
                    .daemon()
                    .name("wiretap back " + name)
                    .start(() -> pass(onwards, caller, heard.resolve(name + "-back")));
            pass(caller, onwards, heard.resolve(name + "-there"));
        } catch (IOException e) {
            close(caller);
        }
    }

    private void pass(Socket from, Socket to, Path kept) {
        try (from;
                to;
                OutputStream keeping = Files.newOutputStream(kept)) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[16_384];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                keeping.write(some, 0, count);
                out.write(some, 0, count);
            }
        } catch (IOException e) {
            // One end has gone.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        sockets.forEach(Wiretap::close);
    }
}
