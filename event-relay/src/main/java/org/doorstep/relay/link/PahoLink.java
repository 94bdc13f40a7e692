package org.doorstep.relay.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Link] over MQTT 5 by the Paho client. Safe for all threads.
///
/// Paho is unmaintained, so it is fenced: one thread alone calls it, its callbacks only put things into queues, every
/// wait has an end, its own reconnecting and buffering are off, and a connection that makes no progress is thrown
/// away with its client object. A second thread calls the listener, one call at a time.
public final class PahoLink implements Link {
    /// More at once gains nothing on a journal that syncs groups, and some brokers overrun what they were told.
    private static final int WINDOW = 8;

    /// Beyond this the caller is faster than the broker, and is told so at once.
    private static final int MOST_WAITING = 2_000;

    /// What the listener has not yet taken. Full means a listener that works instead of handing on.
    private static final int MOST_UNHEARD = 2_000;

    private static final Duration LISTENER_PATIENCE = Duration.ofSeconds(30);

    /// A broker that takes nothing for so long is gone, whatever TCP believes.
    private static final Duration NO_PROGRESS = Duration.ofSeconds(15);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PahoLink.class);

    private final PahoSession.Options options;
    private final Backoff backoff;
    /// Unbounded as a type, bounded in fact: by MOST_WAITING publishes, and by the receive maximum for the rest.
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();

    private final BlockingQueue<Runnable> unheard = new ArrayBlockingQueue<>(MOST_UNHEARD);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Deque<Publish> waitingDurable = new ArrayDeque<>();
    /// With Paho, and not yet taken by the broker. Only these two belong to the link's thread.
    private final Set<Publish> underWay = new LinkedHashSet<>();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean connected;
    private volatile Duration rest = Duration.ZERO;
    private volatile boolean closing;
    private Thread thread;
    private String lastTrouble = "";

    /// What the link's thread is asked to do.
    sealed interface Command {}

    record Publish(Message message, CompletableFuture<Void> taken) implements Command {
        /// By identity: two may say the same.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(taken);
        }
    }

    /// The broker has taken it, or Paho has given up (`why` not null).
    record Taken(PahoSession session, Publish publish, MqttException why) implements Command {}

    record Lost(PahoSession session, String why) implements Command {}

    record Done(PahoSession session, int messageId, int qos) implements Command {}

    record Close() implements Command {}

    /// `filters` are subscribed on every connect. `clientName` names the session at the broker, so no two ends share
    /// one; where the broker checks it, it is the name in `security`.
    public PahoLink(
            BrokerAddress broker,
            String clientName,
            LinkSecurity security,
            List<String> filters,
            Presence presence,
            RandomGenerator random) {
        this.options = new PahoSession.Options(broker, clientName, security, List.copyOf(filters), presence);
        this.backoff = new Backoff(random);
    }

    @Override
    public synchronized void open(Listener listener) {
        if (thread != null) {
            throw new IllegalStateException("A link is opened once.");
        }
        thread = Thread.ofPlatform().name("link " + options.clientName()).start(() -> connectUntilClosed(listener));
        Thread.ofPlatform().name("heard " + options.clientName()).daemon().start(this::tellUntilEnded);
    }

    @Override
    public CompletableFuture<Void> publish(Message message) {
        Publish publish = new Publish(message, new CompletableFuture<>());
        if (!connected) {
            fail(publish, "Not connected.");
        } else if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            fail(publish, MOST_WAITING + " messages wait already.");
        } else {
            commands.add(publish);
        }
        return publish.taken;
    }

    @Override
    public void rest(Duration atLeast) {
        rest = atLeast;
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public void close() {
        closing = true;
        connected = false;
        commands.add(new Close());
        synchronized (this) {
            if (thread == null) {
                return;
            }
        }
        try {
            thread.join(CLOSE_PATIENCE.plus(PahoSession.PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectUntilClosed(Listener listener) {
        try {
            while (!closing) {
                connectUnlessItFails(listener);
            }
        } finally {
            commands.forEach(this::refuse);
            ended.complete(null);
        }
    }

    /// Whatever goes wrong inside, the thread that connects goes on: without it nothing would ever be sent again.
    private void connectUnlessItFails(Listener listener) {
        PahoSession session = new PahoSession(options, commands, delivery -> hear(() -> listener.received(delivery)));
        try {
            connectOnce(session, listener);
        } catch (RuntimeException e) {
            LOG.error("The connection failed in itself, and is made anew.", e);
            if (connected) {
                connected = false;
                hear(() -> listener.lost(e.getClass().getSimpleName()));
            }
            session.abandon();
            refuseAll();
            pause(Duration.ZERO);
        }
    }

    private void connectOnce(PahoSession session, Listener listener) {
        try {
            session.connect();
        } catch (MqttException e) {
            trouble(PahoSession.reason(e));
            session.abandon();
            pause(Duration.ZERO);
            return;
        }
        lastTrouble = "";
        connected = !closing;
        hear(listener::connected);
        LOG.info("Connected to the broker as {}.", options.clientName());
        long since = System.nanoTime();
        String why = serve(session);
        connected = false;
        hear(() -> listener.lost(why));
        if (closing) {
            session.leave();
        } else {
            LOG.info("Lost the broker: {}", why);
            session.abandon();
        }
        refuseAll();
        if (System.nanoTime() - since > Backoff.LONG_ENOUGH.toNanos()) {
            backoff.reset();
        }
        if (!closing) {
            Duration resting = rest;
            rest = Duration.ZERO;
            pause(resting);
        }
    }

    /// Until the connection is lost or given up; returns why.
    private String serve(PahoSession session) {
        long progress = System.nanoTime();
        while (!closing) {
            Command command = next();
            switch (command) {
                case null -> {}
                case Publish publish when publish.message.durable() -> waitingDurable.add(publish);
                case Publish publish -> hand(session, publish);
                case Taken taken -> {
                    underWay.remove(taken.publish);
                    progress = System.nanoTime();
                    complete(taken);
                }
                case Done done -> done.session.acknowledge(done.messageId, done.qos);
                case Lost lost
                when lost.session == session -> {
                    return lost.why;
                }
                case Lost _ -> {}
                case Close _ -> {}
            }
            if (underWay.isEmpty()) {
                progress = System.nanoTime();
            }
            while (underWay.size() < session.window(WINDOW) && !waitingDurable.isEmpty()) {
                hand(session, waitingDurable.remove());
            }
            if (System.nanoTime() - progress > NO_PROGRESS.toNanos()) {
                return "the broker took nothing for " + NO_PROGRESS.toSeconds() + " s";
            }
        }
        return "closed";
    }

    private void hand(PahoSession session, Publish publish) {
        waiting.decrementAndGet();
        underWay.add(publish);
        session.publish(publish);
    }

    private Command next() {
        try {
            return commands.poll(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing = true;
            return null;
        }
    }

    private static void complete(Taken taken) {
        if (taken.why == null) {
            taken.publish.taken.complete(null);
        } else {
            taken.publish.taken.completeExceptionally(
                    new LinkException("The broker did not take it: " + PahoSession.reason(taken.why), taken.why));
        }
    }

    /// Between connections nothing may wait: whoever asked is told, and asks again when connected.
    private void refuseAll() {
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            refuse(command);
        }
        for (Publish publish = waitingDurable.poll(); publish != null; publish = waitingDurable.poll()) {
            refuse(publish);
        }
        underWay.forEach(publish -> fail(publish, "The connection was lost."));
        underWay.clear();
    }

    private static void fail(Publish publish, String why) {
        publish.taken.completeExceptionally(new LinkException(why, null));
    }

    private void refuse(Command command) {
        switch (command) {
            case Publish publish -> {
                waiting.decrementAndGet();
                fail(publish, "The connection was lost.");
            }
            case Taken taken -> complete(taken);
            case Lost _, Done _, Close _ -> {}
        }
    }

    private void pause(Duration atLeast) {
        long until =
                System.nanoTime() + Math.max(atLeast.toNanos(), backoff.next().toNanos());
        while (!closing && System.nanoTime() < until) {
            Command command = next();
            if (command != null) {
                refuse(command);
            }
        }
    }

    private void trouble(String why) {
        if (!why.equals(lastTrouble)) {
            LOG.info("No broker yet: {}", why);
            lastTrouble = why;
        }
    }

    private void hear(Runnable call) {
        try {
            if (!unheard.offer(call, LISTENER_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.error("The listener of {} stopped listening; its messages will come again.", options.clientName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellUntilEnded() {
        while (!ended.isDone() || !unheard.isEmpty()) {
            try {
                Runnable call = unheard.poll(500, TimeUnit.MILLISECONDS);
                if (call != null) {
                    call.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The listener of {} failed.", options.clientName(), e);
            }
        }
    }
}
