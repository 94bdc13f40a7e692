package org.doorstep.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.system.trial.InventedDevice;

/// One invented device that publishes as fast as its broker takes it, over the very link that a kiosk has.
final class Load implements AutoCloseable {
    /// Handed to the link and not yet taken by the broker. Enough that the link is never idle.
    private static final int MOST_UNTAKEN = 256;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final InventedDevice device;
    private final Topics topics;
    private final Link link;
    private final Semaphore untaken = new Semaphore(MOST_UNTAKEN);
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Object heard = new Object();
    private long through;

    Load(InventedDevice device, int port, Path secret, Random random) throws IOException {
        this.device = device;
        this.topics = new Topics(device.source().hub());
        String name = device.source().device().value();
        this.link = new PahoLink(
                new BrokerAddress("127.0.0.1", port),
                name,
                new LinkSecurity.SharedSecret(name, Files.readString(secret).strip()),
                List.of(topics.acksTo(device.source().device())),
                new Presence.Unannounced(),
                random);
        link.open(new Hearing());
    }

    void awaitConnected() throws Exception {
        connected.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Makes so many events, outside of what is measured.
    List<byte[]> make(int events) {
        List<byte[]> texts = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            texts.add(device.nextText());
        }
        return texts;
    }

    /// Returns when the broker has taken all of them.
    void publish(List<byte[]> texts) throws InterruptedException {
        String topic = topics.event(device.source().device(), Lane.ATTENDANCE);
        for (byte[] text : texts) {
            untaken.acquire();
            link.publish(Message.durable(topic, text)).whenComplete((taken, why) -> untaken.release());
        }
        untaken.acquire(MOST_UNTAKEN);
        untaken.release(MOST_UNTAKEN);
    }

    /// Returns when the hub has acknowledged everything that this device ever said.
    void awaitAcknowledged() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (heard) {
            while (through < device.said()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException(
                            "The hub acknowledged " + through + " of " + device.said() + " events in time.");
                }
                heard.wait(left);
            }
        }
    }

    @Override
    public void close() {
        link.close();
    }

    private final class Hearing implements Link.Listener {
        @Override
        public void connected() {
            connected.complete(null);
        }

        @Override
        public void received(Link.Delivery delivery) {
            StoreId mine = device.store();
            try {
                Ack ack = Wire.readMessage(delivery.message().payload(), Ack.class);
                if (ack.store().equals(mine)) {
                    synchronized (heard) {
                        through = Math.max(through, ack.through());
                        heard.notifyAll();
                    }
                }
            } catch (WireException e) {
                throw new IllegalStateException("The hub's acknowledgement cannot be read.", e);
            }
            delivery.done();
        }

        @Override
        public void lost(String why) {}
    }
}
