package org.doorstep.hub.requests;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.hub.booking.desk.Leases;
import org.doorstep.hub.clock.Exchanges;
import org.doorstep.hub.completeness.DailyProofs;
import org.doorstep.hub.fleet.Heartbeats;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers devices and takes note of their heartbeats: one loop, so that nobody's question holds up
/// the events. A device that gets no answer asks again.
public final class RequestDesk implements Link.Listener, AutoCloseable {
    /// Every kiosk of a large hub asking everything at once, after a power cut.
    private static final int MOST_WAITING = 256;

    /// An answer later than this finds nobody waiting.
    private static final Duration EXPIRY = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(RequestDesk.class);

    private final Link link;
    private final Topics topics;
    private final Database database;
    private final Inbox inbox;
    private final Heartbeats heartbeats;
    private final DailyProofs proofs;
    private final Exchanges exchanges;
    private final Leases leases;
    private final PrivateDesk about;
    private final BlockingQueue<Link.Delivery> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = Thread.ofPlatform().name("requests").unstarted(this::answerUntilClosed);
    private volatile long turnedAt = System.nanoTime();
    private volatile boolean closing;

    public RequestDesk(
            Link link,
            Topics topics,
            Database database,
            Inbox inbox,
            Heartbeats heartbeats,
            DailyProofs proofs,
            Exchanges exchanges,
            Leases leases,
            PrivateDesk about) {
        this.link = link;
        this.topics = topics;
        this.database = database;
        this.inbox = inbox;
        this.heartbeats = heartbeats;
        this.proofs = proofs;
        this.exchanges = exchanges;
        this.leases = leases;
        this.about = about;
    }

    public void start() {
        thread.start();
    }

    /// How long ago the loop turned last.
    public Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    @Override
    public boolean wants(String topic) {
        return topic.endsWith("/request") || topic.endsWith("/state");
    }

    @Override
    public void received(Link.Delivery delivery) {
        if (!queue.offer(delivery)) {
            delivery.done();
        }
    }

    @Override
    public void connected() {
        // The subscriptions are the link's own.
    }

    @Override
    public void lost(String why) {
        // Whoever asked asks again.
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerUntilClosed() {
        while (!closing) {
            turnedAt = System.nanoTime();
            try {
                Link.Delivery delivery = queue.poll(200, TimeUnit.MILLISECONDS);
                if (delivery != null) {
                    attend(delivery);
                }
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    private void attend(Link.Delivery delivery) {
        try {
            DeviceId device = topics.deviceOf(delivery.message().topic());
            if (delivery.message().topic().equals(topics.state(device))) {
                heartbeats.heard(device, delivery.message().payload());
            } else {
                answer(device, delivery.message());
            }
        } catch (RuntimeException e) {
            log.warn("A device's message could not be attended to: {}", e.toString());
        } finally {
            delivery.done();
        }
    }

    /// Only ever on the asker's own reply topic: an answer can hold a secret.
    private void answer(DeviceId device, Message question) {
        Optional<String> replyTo = question.answerTopic();
        if (replyTo.filter(topics.reply(device)::equals).isEmpty()) {
            log.warn("{} asked to be answered elsewhere than on its own topic; it was not.", device);
            return;
        }
        Reply reply = reply(device, question.payload());
        link.publish(
                Message.passing(replyTo.get(), Wire.writeMessage(reply), EXPIRY).answering(question.correlation()));
    }

    private Reply reply(DeviceId device, byte[] text) {
        Request request;
        try {
            request = Wire.readMessage(text, Request.class);
        } catch (WireException e) {
            return new Reply.Refused("This hub does not know that question.");
        }
        return switch (request) {
            case Request.Hello hello -> database.write(handle -> inbox.answerHello(handle, device, hello));
            // Whoever hears the broker could read the answer: it is told in private only.
            case Request.TokenKey asked -> new Reply.Refused("Ask that in private.");
            case Request.Blanks asked -> new Reply.Refused("Ask that in private.");
            case Request.Proof asked -> proofs.answer(device, asked);
            case Request.Lease asked -> leases.answer(device, asked);
            case Request.Private asked -> about.answer(device, asked);
            case Request.Time asked -> exchanges.answer(device, asked);
        };
    }
}
