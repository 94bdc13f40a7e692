package org.doorstep.system.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A line to an MQTT broker that knows messages from one another: it can lose them, double them, hold them back past
/// later ones, and say captured ones again. What is not a PUBLISH goes through untouched. Safe for all threads.
///
/// TCP does none of this to a message; bad brokers, bad clients and whoever sits in between can. Both ends are to
/// survive it all the same.
public final class PacketLine implements AutoCloseable {
    /// What happens to a message that comes by.
    public enum Mischief {
        NONE,
        LOSE,
        DOUBLE,
        /// Kept back until a few later ones have gone by, and let go in any order.
        HOLD
    }

    private enum Direction {
        TO_BROKER,
        FROM_BROKER
    }

    /// Enough to reach back over several faults; a sample of all that ever went by, not the newest.
    private static final int MOST_CAPTURED = 500;

    /// More than this is held by no router; and a device has at most sixteen messages under way.
    private static final int MOST_HELD = 4;

    /// Numbers of our own, far above those of a client that has a few under way.
    private static final int FIRST_OWN_NUMBER = 50_000;
    private static final int OWN_NUMBERS = 10_000;

    private final InetSocketAddress broker;
    private final ServerSocket server;
    private final Random random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<MqttPacket> captured = new ArrayList<>();
    private final AtomicInteger touched = new AtomicInteger();
    private final AtomicReference<Way> toBroker = new AtomicReference<>();
    private final Set<Integer> ownNumbers = ConcurrentHashMap.newKeySet();
    private long seen;
    private int nextOwn;
    private volatile Mischief mischief = Mischief.NONE;
    private volatile double share;

    private PacketLine(InetSocketAddress broker, ServerSocket server, Random random) {
        this.broker = broker;
        this.server = server;
        this.random = random;
    }

    /// A line to this port of this machine.
    public static PacketLine to(int port, Random random) {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            PacketLine line = new PacketLine(new InetSocketAddress(here, port), new ServerSocket(0, 64, here), random);
            Thread.ofVirtual().name("packet line").start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// From now on, this happens to this share of the messages, both ways. Returns how many were touched since before.
    public int set(Mischief next, double toShare) {
        share = toShare;
        mischief = next;
        return touched.getAndSet(0);
    }

    /// Whether a device is connected through it.
    public boolean isInUse() {
        return toBroker.get() != null;
    }

    /// Says up to `most` captured messages once more to the broker, in any order, as the device that is connected now.
    /// Returns how many were said: none if nothing is connected.
    public int replay(int most) {
        Way way = toBroker.get();
        if (way == null) {
            return 0;
        }
        List<MqttPacket> again = new ArrayList<>();
        synchronized (captured) {
            for (int i = 0; i < most && !captured.isEmpty(); i++) {
                int number = FIRST_OWN_NUMBER + nextOwn++ % OWN_NUMBERS;
                ownNumbers.add(number);
                again.add(captured.get(random.nextInt(captured.size())).numbered(number));
            }
        }
        try {
            for (MqttPacket packet : again) {
                way.write(packet);
            }
            return again.size();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(PacketLine::shut);
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Thread.ofVirtual().name("packet line").start(() -> connect(near));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket near) {
        open.add(near);
        try (near;
                Socket far = new Socket()) {
            far.connect(broker);
            open.add(far);
            Way up = new Way(far.getOutputStream());
            Way down = new Way(near.getOutputStream());
            toBroker.set(up);
            Thread back = Thread.ofVirtual()
                    .name("packet line back")
                    .start(() -> carry(far, near, down, Direction.FROM_BROKER));
            carry(near, far, up, Direction.TO_BROKER);
            toBroker.compareAndSet(up, null);
            back.join();
            open.remove(far);
        } catch (IOException e) {
            // The broker is away: the device sees a connection that ends at once.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private void carry(Socket from, Socket to, Way way, Direction direction) {
        try {
            InputStream in = new BufferedInputStream(from.getInputStream());
            for (var next = MqttPacket.read(in); next.isPresent(); next = MqttPacket.read(in)) {
                MqttPacket packet = next.get();
                if (direction == Direction.FROM_BROKER && answersOurs(packet)) {
                    continue;
                }
                if (direction == Direction.TO_BROKER) {
                    capture(packet);
                }
                way.pass(packet);
            }
        } catch (IOException e) {
            // Broken off, by us or by an end.
        } finally {
            shut(from);
            shut(to);
        }
    }

    private boolean answersOurs(MqttPacket packet) {
        return packet.isAcknowledgement()
                && packet.number().filter(ownNumbers::remove).isPresent();
    }

    /// Every message ever gone by has the same chance to be among those kept (Vitter's algorithm R).
    private void capture(MqttPacket packet) {
        if (!packet.isPublish() || packet.number().isEmpty()) {
            return;
        }
        synchronized (captured) {
            seen++;
            if (captured.size() < MOST_CAPTURED) {
                captured.add(packet);
            } else {
                long place = random.nextLong(seen);
                if (place < MOST_CAPTURED) {
                    captured.set((int) place, packet);
                }
            }
        }
    }

    /// One direction of one connection.
    private final class Way {
        private final OutputStream out;
        private final List<MqttPacket> held = new ArrayList<>();

        Way(OutputStream out) {
            this.out = out;
        }

        synchronized void write(MqttPacket packet) throws IOException {
            out.write(packet.bytes());
        }

        synchronized void pass(MqttPacket packet) throws IOException {
            boolean strikes = mischief != Mischief.NONE && packet.isPublish() && random.nextDouble() < share;
            if (strikes) {
                touched.incrementAndGet();
                strike(packet);
            } else {
                write(packet);
            }
            if (held.size() >= MOST_HELD || mischief != Mischief.HOLD) {
                letGo();
            }
        }

        private void strike(MqttPacket packet) throws IOException {
            switch (mischief) {
                case NONE -> write(packet);
                case LOSE -> {}
                case DOUBLE -> {
                    write(packet);
                    write(packet.again());
                }
                case HOLD -> held.add(packet);
            }
        }

        private void letGo() throws IOException {
            Collections.shuffle(held, random);
            for (MqttPacket packet : held) {
                write(packet);
            }
            held.clear();
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
