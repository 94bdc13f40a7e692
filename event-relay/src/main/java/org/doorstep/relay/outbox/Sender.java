package org.doorstep.relay.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is in the outbox whenever there is a hub to send it to, on one thread of its own. Its public methods are
/// safe for all threads and never wait for the network.
///
/// Give it to the link's [org.doorstep.relay.link.Switchboard] beside its [Requests]. What it does and why is in
/// [Conversation].
public final class Sender implements Link.Listener, AutoCloseable {
    /// News not yet attended to. Beyond it acknowledgements are dropped: the next ones say the same and more.
    private static final int MOST_NEWS = 4_000;

    /// How soon a new row is noticed if nobody calls [#wake].
    private static final long LOOK_EVERY_MS = 250;

    private static final Duration ANSWER_PATIENCE = Duration.ofMillis(Conversation.PATIENCE_MS);

    /// A twin comes back for a moment each time, to hand over what it has: long enough for the other to work in peace,
    /// short enough for the hub to know that both still run.
    static final Duration STANDING_BACK = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Link link;
    private final Requests requests;
    private final Topics topics;
    private final DeviceId device;
    private final List<String> acks;
    private final Conversation conversation;
    /// Unbounded as a type, bounded in fact: acknowledgements by MOST_NEWS, the rest by what is under way.
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();

    private final List<Consumer<SenderState>> watchers = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile SenderState state = SenderState.none();
    private volatile long turnedAt = System.nanoTime();
    private volatile boolean closing;
    private String lastTrouble = "";

    private sealed interface News {
        record Connected() implements News {}

        record Lost() implements News {}

        record Acknowledged(Ack ack) implements News {}

        record Taken(int connection, StreamKey key) implements News {}

        record Refused(int connection, StreamKey key, long sequence) implements News {}

        record Answered(int number, Reply reply) implements News {}

        record Unanswered(int number) implements News {}

        record Carried(CarriedWord word, CompletableFuture<CarriedWord.Outcome> outcome) implements News {}

        record Look() implements News {}
    }

    public Sender(Outbox outbox, Link link, Requests requests, Topics topics) {
        this(outbox, link, requests, topics, outbox.instance());
    }

    private Sender(Outbox outbox, Link link, Requests requests, Topics topics, String instance) {
        this.link = link;
        this.requests = requests;
        this.topics = topics;
        this.device = outbox.source().device();
        this.acks =
                outbox.lanes().stream().map(lane -> topics.ack(device, lane)).toList();
        this.conversation = new Conversation(outbox, new LinkVoice(), instance);
        this.thread = Thread.ofPlatform()
                .name("send " + outbox.lanes().getFirst().text())
                .unstarted(this::sendUntilClosed);
    }

    /// A sender of another file of the same running program. It has the same name by chance as this one, or the hub
    /// would take the two for twins.
    public Sender beside(Outbox other) {
        return new Sender(other, link, requests, topics, conversation.instance());
    }

    public void start() {
        thread.start();
    }

    /// There is a new row, and its transaction is committed.
    public void wake() {
        news.add(new News.Look());
    }

    /// The hub's word that came by hand. Completes when what it says is on the disk, or is not believed.
    public CompletableFuture<CarriedWord.Outcome> carried(CarriedWord word) {
        CompletableFuture<CarriedWord.Outcome> outcome = new CompletableFuture<>();
        news.add(new News.Carried(word, outcome));
        return outcome;
    }

    /// How long ago its loop turned last: it turns while it waits for the hub, and does not while it hangs.
    public Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    public SenderState state() {
        return state;
    }

    /// Tells every change of state, on the sender's thread: hand on, and return at once.
    public void watch(Consumer<SenderState> watcher) {
        watchers.add(watcher);
    }

    @Override
    public boolean wants(String topic) {
        return acks.contains(topic);
    }

    @Override
    public void connected() {
        news.add(new News.Connected());
    }

    @Override
    public void lost(String why) {
        news.add(new News.Lost());
    }

    @Override
    public void received(Link.Delivery delivery) {
        delivery.done();
        if (news.size() >= MOST_NEWS) {
            return;
        }
        try {
            news.add(new News.Acknowledged(Wire.readMessage(delivery.message().payload(), Ack.class)));
        } catch (WireException e) {
            LOG.warn("An acknowledgement could not be read: {}", e.getMessage());
        }
    }

    /// Stops sending; what is not acknowledged stays in the outbox.
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join(Conversation.PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilClosed() {
        while (!closing) {
            turnedAt = System.nanoTime();
            try {
                attend();
                conversation.step();
                if (news.isEmpty()) {
                    tell();
                }
                lastTrouble = "";
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                trouble(e);
            }
        }
        try {
            conversation.close();
        } catch (RuntimeException e) {
            trouble(e);
        }
    }

    private void attend() throws InterruptedException {
        News first = news.poll(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<News> all = new ArrayList<>();
        all.add(first);
        news.drainTo(all);
        for (News item : all) {
            switch (item) {
                case News.Connected() -> conversation.connected();
                case News.Lost() -> conversation.lost();
                case News.Acknowledged(Ack ack) -> conversation.acknowledged(ack);
                case News.Taken(int connection, StreamKey key) -> conversation.taken(connection, key);
                case News.Refused(int connection, StreamKey key, long sequence) ->
                    conversation.refused(connection, key, sequence);
                case News.Answered(int number, Reply reply) -> conversation.answered(number, reply);
                case News.Unanswered(int number) -> conversation.unanswered(number);
                case News.Carried(CarriedWord word, CompletableFuture<CarriedWord.Outcome> outcome) ->
                    outcome.complete(taken(word));
                case News.Look() -> {}
            }
        }
    }

    private CarriedWord.Outcome taken(CarriedWord word) {
        try {
            return conversation.carried(word);
        } catch (RuntimeException e) {
            trouble(e);
            return CarriedWord.Outcome.FAILED;
        }
    }

    private void tell() {
        SenderState next = conversation.state();
        if (!next.equals(state)) {
            state = next;
            watchers.forEach(watcher -> watcher.accept(next));
        }
    }

    /// The disk or the database failed. Nothing is lost by it: the rows are there or were never promised.
    private void trouble(RuntimeException e) {
        if (!String.valueOf(e.getMessage()).equals(lastTrouble)) {
            lastTrouble = String.valueOf(e.getMessage());
            LOG.error("Sending is interrupted and will be tried again.", e);
        }
        conversation.faltered();
    }

    private final class LinkVoice implements Conversation.Voice {
        @Override
        public void send(int connection, StreamKey key, long sequence, byte[] text) {
            link.publish(Message.durable(topics.event(device, key.lane()), text))
                    .whenComplete((_, why) -> news.add(
                            why == null
                                    ? new News.Taken(connection, key)
                                    : new News.Refused(connection, key, sequence)));
        }

        @Override
        public void standBack(boolean back) {
            link.rest(back ? STANDING_BACK : Duration.ZERO);
        }

        @Override
        public void ask(int number, Request.Hello hello) {
            requests.ask(hello, ANSWER_PATIENCE)
                    .whenComplete((reply, why) ->
                            news.add(why == null ? new News.Answered(number, reply) : new News.Unanswered(number)));
        }
    }
}
