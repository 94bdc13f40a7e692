package org.doorstep.system.rogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Somebody in the line who keeps every byte that a caller sends to the broker, of one connection.
final class Recorder implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Recorder(int broker) throws IOException {
        Thread.ofPlatform().daemon().name("recorder").start(() -> listen(broker));
    }

    int port() {
        return door.getLocalPort();
    }

    synchronized byte[] heard() {
        return heard.toByteArray();
    }

    private void listen(int broker) {
        try {
            Socket caller = door.accept();
            Socket onwards = new Socket(InetAddress.getByName("127.0.0.1"), broker, FromAddress.address(200), 0);
            synchronized (this) {
                sockets.addAll(List.of(caller, onwards));
            }
            Thread.ofPlatform().daemon().name("recorder back").start(() -> pass(onwards, caller, false));
            pass(caller, onwards, true);
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to, boolean keeping) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8_192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                if (keeping) {
                    synchronized (this) {
                        heard.write(some, 0, count);
                    }
                }
                out.write(some, 0, count);
            }
        } catch (IOException e) {
            // One end has gone.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
