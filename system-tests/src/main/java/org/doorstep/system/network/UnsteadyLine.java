package org.doorstep.system.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A line between a kiosk and its broker that can be cut, deafened or slowed while it is used: a TCP proxy on a port
/// of its own. Safe for all threads.
public final class UnsteadyLine implements AutoCloseable {
    /// How the line is.
    private enum State {
        GOOD,
        /// Nothing connects; what was connected is broken off.
        CUT,
        /// What is connected stays so and new connections are taken, but no byte arrives and nobody says why: a router
        /// that lost its power, a firewall that forgot.
        DEAF
    }

    private static final int BUFFER_BYTES = 4096;

    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong carriedBytes = new AtomicLong();
    private volatile State state = State.GOOD;
    private volatile int bytesPerSecond = Integer.MAX_VALUE;
    private volatile int delayMillis;

    private UnsteadyLine(InetSocketAddress target, ServerSocket server) {
        this.target = target;
        this.server = server;
    }

    /// A line to this port of this machine.
    public static UnsteadyLine to(int port) {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            UnsteadyLine line = new UnsteadyLine(new InetSocketAddress(here, port), new ServerSocket(0, 64, here));
            Thread.ofVirtual().name("unsteady line").start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Connections taken so far.
    public int accepted() {
        return accepted.get();
    }

    /// Bytes carried so far, both ways.
    public long carriedBytes() {
        return carriedBytes.get();
    }

    public void cut() {
        state = State.CUT;
        breakOff();
    }

    public void deafen() {
        state = State.DEAF;
    }

    /// From now on it carries what comes. Connections that were deafened are broken off, as a router's are that
    /// starts again and knows nothing of them.
    public void mend() {
        state = State.GOOD;
        breakOff();
    }

    /// Each way, on each connection.
    public void slow(int toBytesPerSecond, int withDelayMillis) {
        bytesPerSecond = toBytesPerSecond;
        delayMillis = withDelayMillis;
    }

    public void fast() {
        slow(Integer.MAX_VALUE, 0);
    }

    @Override
    public void close() throws IOException {
        server.close();
        breakOff();
    }

    private void breakOff() {
        open.forEach(UnsteadyLine::shut);
        open.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                accepted.incrementAndGet();
                if (state == State.CUT) {
                    shut(near);
                } else {
                    open.add(near);
                    Thread.ofVirtual().start(() -> join(near));
                }
            } catch (IOException e) {
                // Closed, or a connection that was gone before it was taken.
            }
        }
    }

    private void join(Socket near) {
        try (near;
                Socket far = new Socket()) {
            far.connect(target, (int) TimeUnit.SECONDS.toMillis(5));
            open.add(far);
            Thread back = Thread.ofVirtual().start(() -> carry(far, near));
            carry(near, far);
            back.join();
            open.remove(far);
        } catch (IOException e) {
            // The broker is away: the kiosk sees a connection that ends at once.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer, 0, portion()); n >= 0; n = in.read(buffer, 0, portion())) {
                if (state != State.GOOD) {
                    continue;
                }
                takeTime(n);
                if (state == State.GOOD) {
                    // Counted first: whoever has received it may look at once.
                    carriedBytes.addAndGet(n);
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // Broken off, by us or by an end.
        } finally {
            shut(from);
            shut(to);
        }
    }

    /// A tenth of a second's worth, so that a slow line is slow evenly.
    private int portion() {
        return Math.clamp(bytesPerSecond / 10, 1, BUFFER_BYTES);
    }

    /// The one place where time has to pass by itself: being slow is what a slow line does.
    private void takeTime(int bytes) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(delayMillis)
                + (bytesPerSecond == Integer.MAX_VALUE ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond);
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }
}
