package org.doorstep.relay.link;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A [Link] to an [InMemoryBroker]. Safe for all threads; the listener is called on the thread that delivers.
///
/// It connects when it is opened and stays so until [#cut]; [#mend] connects it again.
public final class InMemoryLink implements Link {
    private final InMemoryBroker broker;
    private final String clientName;
    private final List<String> filters;
    private final Presence presence;
    private Listener listener;
    private boolean connected;

    public InMemoryLink(InMemoryBroker broker, String clientName, List<String> filters, Presence presence) {
        this.broker = broker;
        this.clientName = clientName;
        this.filters = List.copyOf(filters);
        this.presence = presence;
    }

    @Override
    public void open(Listener to) {
        synchronized (this) {
            if (listener != null) {
                throw new IllegalStateException("A link is opened once.");
            }
            listener = to;
        }
        mend();
    }

    /// Connects again after a [#cut].
    public void mend() {
        synchronized (this) {
            if (connected) {
                return;
            }
            connected = true;
        }
        broker.join(clientName, filters, this);
        listener.connected();
    }

    /// The connection dies: the broker says the farewell.
    public void cut() {
        if (part()) {
            listener.lost("cut");
        }
    }

    @Override
    public CompletableFuture<Void> publish(Message message) {
        if (!connected()) {
            return CompletableFuture.failedFuture(new LinkException("Not connected.", null));
        }
        broker.take(message);
        return CompletableFuture.completedFuture(null);
    }

    /// It never connects again by itself, so it rests until [#mend] in any case.
    @Override
    public void rest(Duration atLeast) {}

    @Override
    public synchronized boolean connected() {
        return connected;
    }

    @Override
    public void close() {
        part();
    }

    void hear(Delivery delivery) {
        if (connected()) {
            listener.received(delivery);
        }
    }

    private boolean part() {
        synchronized (this) {
            if (!connected) {
                return false;
            }
            connected = false;
        }
        broker.leave(clientName, this);
        if (presence instanceof Presence.Announced announced) {
            broker.take(announced.farewell());
        }
        return true;
    }
}
