package org.doorstep.login.door;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/// Ends each connection that has had no answer for too long: a whole request, the handshake before it and the answer
/// after it take no more than their time, however little is silent in between. Else whoever sends a byte every few
/// seconds would hold a place for ever.
///
/// Told by Jetty's threads of every connection that opens and closes; looks once a second on a thread of its own, until
/// it is closed. Safe for all threads.
final class WholeRequests implements Connection.Listener, AutoCloseable {
    private static final long EVERY_MILLISECONDS = 1_000;

    private final long mostNanos;
    private final LongSupplier nanoTime;
    private final Map<SslConnection, Since> open = new IdentityHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// When it was seen last that an answer had gone out, or the connection to open; and how many had by then.
    private record Since(long nanos, long answers) {}

    /// `nanoTime` only ever goes on, as System.nanoTime does.
    WholeRequests(Duration most, LongSupplier nanoTime) {
        this.mostNanos = most.toNanos();
        this.nanoTime = nanoTime;
    }

    void start() {
        Thread.ofPlatform().name("whole requests").daemon().start(this::lookUntilClosed);
    }

    @Override
    public synchronized void onOpened(Connection connection) {
        if (connection instanceof SslConnection tls) {
            open.put(tls, new Since(nanoTime.getAsLong(), answers(tls)));
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        if (connection instanceof SslConnection tls) {
            open.remove(tls);
        }
    }

    private void lookUntilClosed() {
        try {
            while (!closed.await(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        // Not while the map is held: whoever is ended is taken out of it by the same call.
        overdue().forEach(tls -> tls.getEndPoint().close());
    }

    private synchronized Iterable<SslConnection> overdue() {
        long now = nanoTime.getAsLong();
        open.replaceAll((tls, since) -> answers(tls) == since.answers ? since : new Since(now, answers(tls)));
        return open.entrySet().stream()
                .filter(each -> now - each.getValue().nanos > mostNanos)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Of the connection within: what is spoken over TLS.
    private static long answers(SslConnection tls) {
        Connection inside = tls.getSslEndPoint().getConnection();
        return inside == null ? 0 : inside.getMessagesOut();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
