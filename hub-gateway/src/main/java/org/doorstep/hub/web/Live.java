package org.doorstep.hub.web;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.doorstep.login.Login;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A picture of part of a page, sent to every browser that has the page open whenever it has changed. Each browser
/// has a virtual thread; each picture is drawn once a role and change, however many look. Safe for all threads.
public final class Live {
    /// The event's name, which the page's `sse-swap` waits for.
    private static final String PICTURE = "picture";

    /// Tells the page that its visitor is no longer signed in.
    private static final String ENDED = "ended";

    /// A hub has a few screens; this many is a fault, and each costs a connection.
    private static final int MOST_BROWSERS = 100;

    /// Between two pictures: a burst of taps is one picture, and a tap is seen well within the second promised.
    private static final Duration REST = Duration.ofMillis(250);

    /// With nothing new, a word this often, so that both ends notice a lost connection; and pictures hold times
    /// ("away for 4 minutes") that change by themselves.
    private static final Duration QUIET = Duration.ofSeconds(10);

    /// At most this many rests while closing: two seconds.
    private static final int CLOSING_STEPS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Pulse pulse;
    private final Function<Role, String> picture;
    private final AtomicInteger browsers = new AtomicInteger();
    private volatile boolean closing;
    private final Map<Role, Drawn> drawn = new EnumMap<>(Role.class);

    private record Drawn(long beat, long atNanos, String picture) {}

    /// `picture` draws the fragment as a role may see it.
    public Live(Pulse pulse, Function<Role, String> picture) {
        this.pulse = pulse;
        this.picture = picture;
    }

    void serve(SseClient client, Login<Role> login) {
        Role role = login.signedIn(client.ctx()).role();
        String secret = login.secret(client.ctx()).orElse("");
        if (browsers.incrementAndGet() > MOST_BROWSERS) {
            browsers.decrementAndGet();
            client.close();
            return;
        }
        client.keepAlive();
        Thread.ofVirtual().name("live page").start(() -> {
            try {
                show(client, role, () -> login.stillSignedIn(secret, role));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (StoreException e) {
                LOG.warn("A live page was let go of; its browser will ask again.", e);
            } finally {
                browsers.decrementAndGet();
                client.close();
            }
        });
    }

    private void show(SseClient client, Role role, java.util.function.BooleanSupplier signedIn)
            throws InterruptedException {
        String last = "";
        while (!client.terminated() && !closing) {
            if (!signedIn.getAsBoolean()) {
                client.sendEvent(ENDED, "-");
                return;
            }
            long seen = pulse.beats();
            String fresh = draw(role, seen);
            if (fresh.equals(last)) {
                client.sendComment("still here");
            } else {
                client.sendEvent(PICTURE, fresh);
            }
            last = fresh;
            Pulse.rest(REST);
            pulse.await(seen, QUIET);
        }
    }

    /// Lets go of every browser and returns when all are, or after a moment: before the server stops, so that no thread
    /// writes into a connection that is being taken down.
    void close() {
        closing = true;
        pulse.beat();
        for (int i = 0; i < CLOSING_STEPS && browsers.get() > 0; i++) {
            try {
                Pulse.rest(REST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String draw(Role role, long beat) {
        synchronized (drawn) {
            Drawn before = drawn.get(role);
            long now = System.nanoTime();
            if (before != null && before.beat == beat && now - before.atNanos < QUIET.toNanos() / 2) {
                return before.picture;
            }
            String fresh = picture.apply(role);
            drawn.put(role, new Drawn(beat, now, fresh));
            return fresh;
        }
    }
}
