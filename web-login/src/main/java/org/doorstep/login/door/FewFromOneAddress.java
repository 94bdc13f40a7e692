package org.doorstep.login.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/// Ends each connection past so many of one address. Told by Jetty's threads of every connection
/// that opens and closes; of the two layers of one, only that of TLS counts. Safe for all threads.
final class FewFromOneAddress implements Connection.Listener {
    private final int most;

    /// Where each is from: of one that is closed nobody can tell any more.
    private final Map<Connection, Near> open = new IdentityHashMap<>();

    private final Map<Near, Integer> counts = new HashMap<>();

    /// One machine, as far as it can be told: of a newer network, where one has more addresses than can be
    /// counted, the first half.
    record Near(ByteBuffer address) {
        static Near of(InetAddress address) {
            byte[] bytes = address.getAddress();
            return new Near(
                    address instanceof Inet6Address
                            ? ByteBuffer.wrap(bytes, 0, bytes.length / 2)
                            : ByteBuffer.wrap(bytes));
        }
    }

    FewFromOneAddress(int most) {
        this.most = most;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection
                && connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress from
                && add(connection, Near.of(from.getAddress())) > most) {
            connection.close();
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        Near from = open.remove(connection);
        if (from != null) {
            counts.computeIfPresent(from, (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    private synchronized int add(Connection connection, Near from) {
        open.put(connection, from);
        return counts.merge(from, 1, Integer::sum);
    }
}
