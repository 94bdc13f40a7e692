package org.doorstep.relay.together;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Kept;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.SetClock;

/// The least that is a hub: it commits what comes, acknowledges it, and answers hello.
final class SmallHub implements Link.Listener, AutoCloseable {
    static final HubId HUB = new HubId("millbrook");

    private final Topics topics = new Topics(HUB);
    private final SetClock clock = new SetClock();
    private final BlockingQueue<Link.Delivery> came = new LinkedBlockingQueue<>(10_000);
    private final Database database;
    private final Inbox inbox;
    private final Link link;
    private final Thread thread;
    private volatile boolean closing;

    SmallHub(Path file, Link link) {
        this.link = link;
        database = Database.open(file, Inbox.MIGRATIONS);
        inbox = new Inbox(database, HUB, new Random(4), clock);
        thread = Thread.ofPlatform().start(this::work);
        link.open(this);
    }

    static List<String> filters() {
        Topics topics = new Topics(HUB);
        return List.of(topics.everyEvent(), topics.everyRequest());
    }

    List<Kept> counted() {
        return database.read(handle -> inbox.after(handle, 0, 1_000_000));
    }

    List<Instant> times(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).list()).stream()
                .map(Instant::ofEpochMilli)
                .toList();
    }

    /// Everything so far is in figures that the centre has.
    void reachCentre() {
        say(database.write(transaction -> inbox.reachedCentre(transaction, inbox.lastPosition(transaction))));
    }

    @Override
    public void connected() {}

    @Override
    public void lost(String why) {}

    @Override
    public void received(Link.Delivery delivery) {
        if (!came.offer(delivery)) {
            throw new IllegalStateException("This hub is too small for so much.");
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
        database.close();
    }

    private void work() {
        while (!closing) {
            try {
                Link.Delivery first = came.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                List<Link.Delivery> batch = new ArrayList<>(List.of(first));
                came.drainTo(batch, 500);
                say(database.write(transaction -> {
                    Receiving receiving = inbox.receiving(transaction);
                    for (Link.Delivery delivery : batch) {
                        if (delivery.message().topic().contains("/event/")) {
                            Topics.EventTopic topic =
                                    topics.parseEvent(delivery.message().topic());
                            receiving.accept(new Received(
                                    topic.device(),
                                    topic.lane(),
                                    delivery.message().payload(),
                                    clock.instant()));
                        }
                    }
                    return receiving.finish();
                }));
                for (Link.Delivery delivery : batch) {
                    answer(delivery.message());
                    delivery.done();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void say(List<Addressed> acks) {
        for (Addressed addressed : acks) {
            link.publish(Message.passing(
                    topics.ack(addressed.device(), addressed.ack().lane()),
                    Wire.writeMessage(addressed.ack()),
                    Duration.ofSeconds(30)));
        }
    }

    private void answer(Message message) {
        if (!message.topic().endsWith("/request")) {
            return;
        }
        try {
            DeviceId device = topics.deviceOf(message.topic());
            if (Wire.readMessage(message.payload(), Request.class) instanceof Request.Hello hello) {
                byte[] reply =
                        Wire.writeMessage(database.write(transaction -> inbox.answerHello(transaction, device, hello)));
                link.publish(Message.passing(message.replyTo(), reply, Duration.ofSeconds(30))
                        .answering(message.correlation()));
            }
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }
}
