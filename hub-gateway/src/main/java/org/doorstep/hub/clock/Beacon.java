package org.doorstep.hub.clock;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says the hub's time to all devices, with its quality and bound, for as long as it is open, and keeps it. A device
/// that finds its own clock contradicted asks; how long a beacon was on its way, nobody can tell.
public final class Beacon implements AutoCloseable {
    /// A clock that was set is noticed within a minute; and kiosks reckon with a beacon that is so old.
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Beacon.class);

    private final Link link;
    private final String topic;
    private final HubClock clock;
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("beacon").daemon().factory());

    public Beacon(Link link, Topics topics, HubClock clock) {
        this.link = link;
        this.topic = topics.time();
        this.clock = clock;
    }

    public void start() {
        turns.scheduleWithFixedDelay(this::turn, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }

    private void turn() {
        try {
            clock.keep();
            if (link.connected()) {
                link.publish(Message.passing(topic, Wire.writeMessage(clock.now()), EVERY));
            }
        } catch (RuntimeException e) {
            log.error("The time could not be said; it is said again.", e);
        }
    }
}
