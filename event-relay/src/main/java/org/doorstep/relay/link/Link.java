package org.doorstep.relay.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A connection to a broker that comes and goes by itself. Safe for all threads.
///
/// It keeps nothing: what must survive is in the outbox or the inbox. Delivery is at least once, in any order.
public interface Link extends AutoCloseable {

    /// Begins to connect, and connects again whenever the connection is lost, until closed. Never waits.
    void open(Listener listener);

    /// Hands the message to the broker; the future completes when the broker has taken it (QoS 1: PUBACK), or
    /// exceptionally with [LinkException] when not connected, or after a timeout.
    CompletableFuture<Void> publish(Message message);

    /// After the next loss of the connection, stays away for at least so long. Zero takes it back.
    void rest(Duration atLeast);

    boolean connected();

    /// Sends the parting message, if there is one, and disconnects. Never waits for more than a few seconds.
    @Override
    void close();

    /// Called on the link's own thread, one call at a time: hand on, and return at once.
    interface Listener {
        /// Connected, and subscribed to every filter that the link was made with.
        void connected();

        /// Whether messages of this topic are for this listener, where several share a link (see [Switchboard]).
        default boolean wants(String topic) {
            return true;
        }

        void received(Delivery delivery);

        void lost(String why);
    }

    /// A message that came. A durable one is delivered again, some time, unless [#done] is called.
    interface Delivery {
        Message message();

        /// Tells the broker that it need not be kept: call it after the commit.
        void done();
    }
}
