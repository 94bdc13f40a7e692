package org.doorstep.hub.broker;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Who may stand before the broker's door, and how fast whoever was let in may speak. Knows
/// addresses and names, and nothing of packets. Safe for all threads.
///
/// Who has not said its name waits in places of its own, so that a crowd of strangers takes no place
/// of those who were let in.
final class Doorway {
    /// Connections of one address that have not said who they are. Each takes some milliseconds; a
    /// whole hub of kiosks behind one box of a network, after a power cut, comes in a few rounds.
    static final int MOST_WAITING_OF_ONE = 32;

    /// The same of all addresses: each holds some tens of kilobytes for its handshake.
    static final int MOST_WAITING = 64;

    /// New connections of one address at once: fifty kiosks behind it that each try twice.
    static final int COMING_AT_ONCE = 128;

    /// And each second after that. A kiosk tries again after seconds; a handshake costs some
    /// milliseconds of a core, on a Pi some tens.
    static final int COMING_A_SECOND = 4;

    /// A hub has a handful of kiosks, beside its own connection; more than this that were let in are a
    /// fault or an attack.
    static final int MOST_STANDING = 64;

    /// Packets of one device, at once: four times what an outbox sends ahead of the hub's
    /// acknowledgements, so that no honest drain ever waits for it.
    static final int PACKETS_AT_ONCE = 4_000;

    /// And each second after that: four times the fastest drain of one kiosk that was measured (1,240 a
    /// second), and more than the whole gateway takes in on that machine.
    static final int PACKETS_A_SECOND = 5_000;

    /// With so many messages waiting for the hub, each device gets a tenth of that: still more than all of
    /// fifty kiosks together can be taken in.
    static final int CROWDED = 4_000;

    static final int PACKETS_A_SECOND_CROWDED = 500;

    /// With so many, a hundredth: a device that floods a slow hub may not fill its disk. Fifty kiosks that
    /// all drain are still as fast as a Pi.
    static final int BRIMMING = 16_000;

    static final int PACKETS_A_SECOND_BRIMMING = 50;

    /// Addresses that are remembered. The longest unheard is forgotten first.
    private static final int MOST_ADDRESSES = 1_024;

    private final BiConsumer<String, TurnedAway.Why> turnedAway;
    private final LongSupplier nanos;
    private final Map<Near, Pace> coming = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Near, Pace> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private final Map<Near, Integer> waitingOf = new HashMap<>();
    private final Map<String, Map<Near, Integer>> standing = new HashMap<>();
    private final Map<String, Pace> paces = new HashMap<>();
    private int waiting;
    private int waitingHere;
    private int stand;
    private volatile int aSecond = PACKETS_A_SECOND;

    /// One machine, as far as it can be told: of a newer network, where one has more addresses than can be
    /// counted, the first half.
    private record Near(ByteBuffer address) {
        static Near of(SocketAddress socket) {
            InetAddress address = socket instanceof InetSocketAddress known ? known.getAddress() : null;
            return new Near(
                    switch (address) {
                        case null -> ByteBuffer.allocate(0);
                        case Inet6Address six -> ByteBuffer.wrap(six.getAddress(), 0, 8);
                        default -> ByteBuffer.wrap(address.getAddress());
                    });
        }
    }

    /// `nanos` is of `System.nanoTime()`.
    Doorway(BiConsumer<String, TurnedAway.Why> turnedAway, LongSupplier nanos) {
        this.turnedAway = turnedAway;
        this.nanos = nanos;
    }

    /// A connection was made. Empty, and counted, if it may not even wait.
    /// Whoever calls from this machine waits apart: however many strangers wait, the hub's own link is heard.
    synchronized Optional<Place> come(SocketAddress from, SocketAddress to) {
        Near near = Near.of(from);
        boolean here = isHere(from, to);
        boolean may = (here ? waitingHere : waiting) < MOST_WAITING
                && waitingOf.getOrDefault(near, 0) < MOST_WAITING_OF_ONE
                && coming.computeIfAbsent(near, _ -> new Pace(COMING_AT_ONCE, nanos.getAsLong()))
                        .mayTake(COMING_A_SECOND, nanos.getAsLong());
        if (!may) {
            turnedAway.accept(TurnedAway.NOBODY, TurnedAway.Why.TOO_MANY);
            return Optional.empty();
        }
        if (here) {
            waitingHere++;
        } else {
            waiting++;
        }
        waitingOf.merge(near, 1, Integer::sum);
        return Optional.of(new Place(near, here));
    }

    /// By the loopback, or from the same address of this machine that is called.
    private static boolean isHere(SocketAddress from, SocketAddress to) {
        return from instanceof InetSocketAddress caller
                && to instanceof InetSocketAddress called
                && caller.getAddress() != null
                && (caller.getAddress().isLoopbackAddress()
                        || caller.getAddress().equals(called.getAddress()));
    }

    void count(String name, TurnedAway.Why why) {
        turnedAway.accept(name, why);
    }

    /// How many messages wait for the hub.
    void waits(long messages) {
        aSecond = messages >= BRIMMING
                ? PACKETS_A_SECOND_BRIMMING
                : messages >= CROWDED ? PACKETS_A_SECOND_CROWDED : PACKETS_A_SECOND;
    }

    /// Of one connection, until it leaves.
    final class Place {
        private final Near near;
        private final boolean here;
        private String name;
        private boolean left;
        private boolean slowed;

        private Place(Near near, boolean here) {
            this.near = near;
            this.here = here;
        }

        /// It has shown that it is one of ours and said its name. False if there is no room for it.
        boolean stand(String proved) {
            synchronized (Doorway.this) {
                if (left || name != null) {
                    return false;
                }
                Map<Near, Integer> places = standing.getOrDefault(proved, Map.of());
                if (!places.isEmpty() && !places.containsKey(near)) {
                    turnedAway.accept(proved, TurnedAway.Why.TWO_PLACES);
                }
                boolean hub = proved.equals(Caller.Gateway.NAME);
                if (!hub && stand >= MOST_STANDING) {
                    turnedAway.accept(proved, TurnedAway.Why.TOO_MANY);
                    return false;
                }
                goOn();
                name = proved;
                stand += hub ? 0 : 1;
                standing.computeIfAbsent(proved, _ -> new HashMap<>()).merge(near, 1, Integer::sum);
                return true;
            }
        }

        /// So many packets came, or what counts as so many. How long nothing more is to be read
        /// from it; the hub itself is never slowed.
        long nanosToWait(int packets) {
            Pace pace;
            synchronized (Doorway.this) {
                if (name == null || name.equals(Caller.Gateway.NAME)) {
                    return 0;
                }
                pace = paces.computeIfAbsent(name, _ -> new Pace(PACKETS_AT_ONCE, nanos.getAsLong()));
            }
            long wait = pace.nanosToWait(packets, aSecond, nanos.getAsLong());
            // Once for each time, and not while everybody has less than their due.
            if (wait > 0 && !slowed && aSecond == PACKETS_A_SECOND) {
                turnedAway.accept(name, TurnedAway.Why.TOO_FAST);
            }
            slowed = wait > 0;
            return wait;
        }

        /// However often.
        void leave() {
            synchronized (Doorway.this) {
                if (left) {
                    return;
                }
                left = true;
                if (name == null) {
                    goOn();
                    return;
                }
                stand -= name.equals(Caller.Gateway.NAME) ? 0 : 1;
                Map<Near, Integer> places = standing.get(name);
                if (places.merge(near, -1, Integer::sum) == 0) {
                    places.remove(near);
                }
                if (places.isEmpty()) {
                    standing.remove(name);
                }
            }
        }

        private void goOn() {
            if (here) {
                waitingHere--;
            } else {
                waiting--;
            }
            if (waitingOf.merge(near, -1, Integer::sum) == 0) {
                waitingOf.remove(near);
            }
        }
    }
}
