package org.doorstep.kiosk.hardware;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of one real reader: open the device, read until it breaks off, say so, look for it again, on a thread
/// of its own. What every adapter shares, so that being unplugged is the same everywhere. Safe for all threads.
///
/// The thread is a platform thread, since native reads hold whatever carries them.
public final class ReaderLoop implements PassReader {
    /// The same card or code again within this time, counted from when it was last seen, is the same showing:
    /// readers repeat what is held before them, and nobody shows a thing, goes, and comes back in two seconds.
    public static final Duration ONE_SHOWING = Duration.ofSeconds(2);

    /// How long [Connection#next] may wait at most, which is also how long closing may take.
    public static final int LONGEST_WAIT_MILLIS = 250;

    /// Different things shown within that time: two passes before one camera, and a handful of children.
    private static final int MOST_SHOWINGS = 16;

    /// Looking for a device costs one failed open. Found again within two seconds of being plugged in feels like at
    /// once; the shorter first pause is for a cable that was only knocked.
    static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// What breaks off sooner than this after it was opened is looked for at the longer pause, or a loose plug and
    /// a command that crashes would fill the log.
    private static final Duration LASTING = Duration.ofSeconds(10);

    /// A device that will not let go holds up the whole shutdown for this long and no longer.
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ReaderLoop.class);

    /// Opens the device, once per call.
    @FunctionalInterface
    public interface Opener {
        Connection open() throws ReaderLost;
    }

    /// An open device.
    public interface Connection extends AutoCloseable {
        /// Waits up to [#LONGEST_WAIT_MILLIS] and tells what was read in that time.
        void next(Consumer<Reading> readings) throws ReaderLost;

        /// Whether it is known to work, and not only to be open. Asked before each wait.
        default boolean works() {
            return true;
        }

        @Override
        void close();
    }

    private final String name;
    private final Opener opener;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile ReaderStatus status;
    private volatile ReaderListener listener;

    // Only the loop's own thread touches this.
    private final LinkedHashMap<Reading, Instant> seen = new LinkedHashMap<>();

    public ReaderLoop(String name, Opener opener, InstantSource clock) {
        this.name = name;
        this.opener = opener;
        this.clock = clock;
        this.status = new ReaderStatus.Away(clock.instant(), ReaderStatus.Why.NOT_YET_OPEN);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    @Override
    public void open(ReaderListener to) {
        if (thread.getState() != Thread.State.NEW || closing.getCount() == 0) {
            throw new IllegalStateException("A reader is opened once.");
        }
        listener = to.guarded(name);
        thread.start();
    }

    @Override
    public ReaderStatus status() {
        return status;
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW || Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!thread.join(CLOSING)) {
                LOG.warn("{} did not stop within {} s; it is left behind", name, CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isClosing()) {
            Instant opened = clock.instant();
            try (Connection connection = opener.open()) {
                while (!isClosing()) {
                    if (connection.works() && !(status instanceof ReaderStatus.Working)) {
                        change(new ReaderStatus.Working(clock.instant()));
                    }
                    connection.next(this::tell);
                }
            } catch (ReaderLost lost) {
                away(lost);
            } catch (RuntimeException e) {
                LOG.error("{} failed in a way that was not foreseen", name, e);
                away(new ReaderLost(ReaderStatus.Why.BROKE_OFF, "Not foreseen.", e));
            }
            boolean lasted = clock.instant().isAfter(opened.plus(LASTING));
            pause = lasted ? FIRST_PAUSE : pause;
            waitUnlessClosing(pause);
            pause = longer(pause);
        }
    }

    private void tell(Reading reading) {
        Instant now = clock.instant();
        // A clock that was set back makes the past of no use, not the future.
        seen.values().removeIf(last -> now.isBefore(last) || !now.isBefore(last.plus(ONE_SHOWING)));
        boolean sameShowing = seen.put(reading, now) != null;
        if (seen.size() > MOST_SHOWINGS) {
            seen.pollFirstEntry();
        }
        if (!sameShowing && !isClosing()) {
            listener.read(reading);
        }
    }

    private void away(ReaderLost lost) {
        boolean news = !(status instanceof ReaderStatus.Away(Instant since, ReaderStatus.Why why) && why == lost.why());
        if (news) {
            LOG.warn("{} is away ({}): {}", name, lost.why(), lost.getMessage());
            change(new ReaderStatus.Away(since(), lost.why()));
        }
    }

    /// Away is counted from when it was last working, whatever the reasons since.
    private Instant since() {
        return status instanceof ReaderStatus.Away away && away.why() != ReaderStatus.Why.NOT_YET_OPEN
                ? away.since()
                : clock.instant();
    }

    private void change(ReaderStatus to) {
        status = to;
        if (to instanceof ReaderStatus.Working) {
            LOG.info("{} is working", name);
        }
        if (!isClosing()) {
            listener.changed(to);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void waitUnlessClosing(Duration pause) {
        try {
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody but the closing of the whole program interrupts this thread.
            closing.countDown();
        }
    }
}
