package org.doorstep.relay.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A broker within one program, for tests and the simulator: it keeps retained messages and a session for each client
/// name, and it loses, doubles and reorders as its [Weather] says, by chance from a seed. Safe for all threads.
///
/// Nothing happens by itself: a message moves when [#deliver] is called, on the caller's thread, so a test that runs
/// on one thread is the same in every run.
public final class InMemoryBroker {
    /// Like a real broker's limit for a client that is away.
    private static final int MOST_QUEUED = 100_000;

    private final RandomGenerator random;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Message> retained = new HashMap<>();
    private Weather weather = Weather.FAIR;

    /// Chances from 0 to 1: that a message is lost though the broker has taken it, that it comes twice, that a later
    /// one overtakes it.
    public record Weather(double loses, double doubles, double overtakes) {
        public static final Weather FAIR = new Weather(0, 0, 0);
    }

    /// What waits for one client. `unheard` are deliveries that its listener has not called done.
    private static final class Session {
        private final List<String> filters;
        private final List<Message> queue = new ArrayList<>();
        private final Map<Object, Message> unheard = new LinkedHashMap<>();
        private InMemoryLink link;

        private Session(List<String> filters) {
            this.filters = filters;
        }
    }

    public InMemoryBroker(RandomGenerator random) {
        this.random = random;
    }

    public synchronized void weather(Weather next) {
        weather = next;
    }

    /// All that clients have been told is kept no longer: a broker that was killed and had no disk.
    public synchronized void forgetEverything() {
        retained.clear();
        sessions.values().forEach(session -> {
            session.queue.clear();
            session.unheard.clear();
        });
    }

    /// Moves at most `most` messages, and says how many it moved.
    public int deliver(int most) {
        int moved = 0;
        while (moved < most) {
            Step step = next();
            if (step == null) {
                return moved;
            }
            moved++;
            step.link.hear(step.delivery);
        }
        return moved;
    }

    private record Step(InMemoryLink link, Link.Delivery delivery) {}

    private synchronized Step next() {
        List<Session> ready = sessions.values().stream()
                .filter(session -> session.link != null && !session.queue.isEmpty())
                .toList();
        if (ready.isEmpty()) {
            return null;
        }
        Session session = ready.get(random.nextInt(ready.size()));
        int at = happens(weather.overtakes) ? random.nextInt(session.queue.size()) : 0;
        Message message = happens(weather.doubles) ? session.queue.get(at) : session.queue.remove(at);
        Object key = new Object();
        if (message.durable()) {
            session.unheard.put(key, message);
        }
        return new Step(session.link, new Taken(message, () -> done(session, key)));
    }

    private synchronized void done(Session session, Object key) {
        session.unheard.remove(key);
    }

    /// Joins; an earlier connection of the same name is taken over.
    synchronized void join(String clientName, List<String> filters, InMemoryLink link) {
        Session session = sessions.computeIfAbsent(clientName, _ -> new Session(filters));
        session.link = link;
        session.queue.addAll(0, session.unheard.values());
        session.unheard.clear();
        retained.values().stream()
                .filter(message -> matchesAny(filters, message.topic()))
                .forEach(session.queue::add);
    }

    /// What is not durable is not kept for a client that is away.
    synchronized void leave(String clientName, InMemoryLink link) {
        Session session = sessions.get(clientName);
        if (session != null && session.link == link) {
            session.link = null;
            session.queue.removeIf(message -> !message.durable());
        }
    }

    synchronized void take(Message message) {
        if (message.retained()) {
            if (message.payload().length == 0) {
                retained.remove(message.topic());
            } else {
                retained.put(message.topic(), message);
            }
        }
        Message passedOn = new Message(
                message.topic(),
                message.payload(),
                message.durable(),
                false,
                message.expiry(),
                message.replyTo(),
                message.correlation());
        for (Session session : sessions.values()) {
            boolean kept = session.link != null || message.durable();
            if (kept && matchesAny(session.filters, message.topic()) && !happens(weather.loses)) {
                if (session.queue.size() < MOST_QUEUED) {
                    session.queue.add(passedOn);
                }
            }
        }
    }

    private boolean happens(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }

    private static boolean matchesAny(Collection<String> filters, String topic) {
        return filters.stream().anyMatch(filter -> matches(filter, topic));
    }

    /// MQTT 5, section 4.7: `+` is one level, `#` is all that follow.
    static boolean matches(String filter, String topic) {
        String[] want = filter.split("/", -1);
        String[] have = topic.split("/", -1);
        for (int i = 0; i < want.length; i++) {
            if (want[i].equals("#")) {
                return true;
            }
            if (i >= have.length || !(want[i].equals("+") || want[i].equals(have[i]))) {
                return false;
            }
        }
        return want.length == have.length;
    }

    private record Taken(Message message, Runnable whenDone) implements Link.Delivery {
        @Override
        public void done() {
            whenDone.run();
        }
    }
}
