package org.doorstep.relay.supervision;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds the service manager's watchdog for as long as every loop that the program lives by goes on, and no
/// longer: a program that hangs is then started again by whoever watches it. With a loop that waits for its
/// disk or for its broker nothing is wrong, for it turns while it waits.
public final class Watchdog implements AutoCloseable {
    /// A commit of a full group on the slowest card takes a second or two, a recount of months of taps some
    /// more; a loop that has not turned for so long will not.
    public static final Duration LONGEST_TURN = Duration.ofSeconds(45);

    /// How often a manager that waits for no feeding is told how the program is.
    private static final Duration TELL_EVERY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Supervisor supervisor;
    private final Supplier<String> state;
    private final Map<String, Supplier<Duration>> loops;
    private final ScheduledExecutorService feeding = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("watchdog").daemon().factory());
    private String said = "";
    private String toldState = "";

    /// `loops` say, by their names, how long ago they turned last.
    public Watchdog(Supervisor supervisor, Map<String, Supplier<Duration>> loops) {
        this(supervisor, loops, () -> "");
    }

    /// `state` says in one line how the program is, for whoever asks the manager; empty if there is nothing to say. It
    /// is asked on the watchdog's thread and must not wait for anything.
    public Watchdog(Supervisor supervisor, Map<String, Supplier<Duration>> loops, Supplier<String> state) {
        this.supervisor = supervisor;
        this.loops = new TreeMap<>(loops);
        this.state = state;
    }

    /// Says that the program is ready, and feeds from now on, twice in the time that the manager waits.
    public void start() {
        supervisor.tell("READY=1");
        long everyMs = supervisor
                .patience()
                .map(patience -> Math.max(1, patience.toMillis() / 2))
                .orElse(TELL_EVERY.toMillis());
        feeding.scheduleWithFixedDelay(this::feed, 0, everyMs, TimeUnit.MILLISECONDS);
    }

    /// Feeds once, if all is well. Which loop hangs is said in the log and to the manager.
    void feed() {
        for (Map.Entry<String, Supplier<Duration>> loop : loops.entrySet()) {
            Duration still = loop.getValue().get();
            if (still.compareTo(LONGEST_TURN) > 0) {
                hangs(loop.getKey(), still);
                return;
            }
        }
        if (!said.isEmpty()) {
            said = "";
            toldState = "";
        }
        String now = state.get().replace('\n', ' ');
        if (!now.equals(toldState)) {
            toldState = now;
            supervisor.tell("STATUS=" + now);
        }
        supervisor.tell("WATCHDOG=1");
    }

    @Override
    public void close() {
        feeding.shutdownNow();
        supervisor.tell("STOPPING=1");
    }

    private void hangs(String loop, Duration still) {
        if (!said.equals(loop)) {
            said = loop;
            LOG.error("The loop '{}' has not turned for {} s: the watchdog is fed no more.", loop, still.toSeconds());
            supervisor.tell("STATUS=The loop '" + loop + "' hangs.");
        }
    }
}
