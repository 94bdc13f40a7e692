package org.doorstep.kiosk.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what a reader says, and waits for it.
public final class Heard implements ReaderListener {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<ReaderStatus> statuses = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void read(Reading reading) {
        threads.add(Thread.currentThread());
        readings.add(reading);
    }

    @Override
    public void changed(ReaderStatus status) {
        threads.add(Thread.currentThread());
        statuses.add(status);
    }

    public List<Reading> readings() {
        return readings;
    }

    public List<ReaderStatus> statuses() {
        return statuses;
    }

    public Set<Thread> threads() {
        return threads;
    }

    public void waitForReadings(Reading... expected) {
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(readings).containsExactly(expected));
    }

    public void waitUntilWorking() {
        await().atMost(LONG_ENOUGH)
                .until(() -> !statuses.isEmpty() && statuses.getLast() instanceof ReaderStatus.Working);
    }

    public void waitUntilAway(ReaderStatus.Why why) {
        await().atMost(LONG_ENOUGH)
                .until(() -> !statuses.isEmpty()
                        && statuses.getLast() instanceof ReaderStatus.Away away
                        && away.why() == why);
    }
}
