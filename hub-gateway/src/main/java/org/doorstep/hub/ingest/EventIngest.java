package org.doorstep.hub.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Reading;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes events in: a queue, and one loop that commits all that waits together, then acknowledges it. Safe for all
/// threads.
///
/// While one group is being committed the next gathers, so a slow disk makes larger groups and nobody waits longer
/// than for two commits. What it cannot take is left to its sender, who sends it again.
public final class EventIngest implements AutoCloseable {
    /// A few seconds of the fastest device there is; some 5 MB.
    private static final int MOST_WAITING = 8_192;

    /// Larger groups gain next to nothing (27,000 rows/s at 100, 30,000 at 1,000), and keep the first one waiting.
    private static final int MOST_A_COMMIT = 500;

    /// How long a full queue holds the broker up before it lets an event go.
    private static final Duration OFFER_PATIENCE = Duration.ofSeconds(5);

    /// A full disk is looked at again this often.
    private static final Duration DISK_RETRY = Duration.ofSeconds(2);

    /// A projection that failed may work with a later version, a mended table, a key that has come back.
    private static final Duration AWAITING_RETRY = Duration.ofMinutes(10);

    private static final int MOST_AWAITING_AT_ONCE = 500;

    private static final Logger log = LoggerFactory.getLogger(EventIngest.class);

    private final BatchCommit batches;
    private final Consumer<List<Addressed>> acknowledge;
    private final Runnable committed;
    private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong commitNanos = new AtomicLong();
    private volatile long turnedAt = System.nanoTime();
    private volatile boolean closing;
    private volatile boolean lookAtAwaiting;
    private long awaitingTriedAt = System.nanoTime() - AWAITING_RETRY.toNanos();

    /// An event that came, what it says, and what to call when it need not be delivered again.
    public record Arrival(Received received, Reading reading, Runnable done) {
        /// Reads the text, on the thread that brings it.
        public Arrival(Received received, Runnable done) {
            this(received, Reading.of(received.text()), done);
        }
    }

    /// `acknowledge` is given what to tell the devices after each commit, and `committed` is run when anything new was
    /// counted; both on the ingest's own thread. The projections are asked in this order.
    public EventIngest(
            Database database,
            Inbox inbox,
            List<Projection> projections,
            Consumer<List<Addressed>> acknowledge,
            Runnable committed) {
        this.batches = new BatchCommit(database, inbox, projections);
        this.acknowledge = acknowledge;
        this.committed = committed;
        this.thread = Thread.ofPlatform().name("ingest").unstarted(this::commitUntilClosed);
    }

    public void start() {
        thread.start();
    }

    /// Puts it in the queue. False if there was no room for some seconds: then it is done with here, and its sender,
    /// who has heard no acknowledgement, sends it again.
    public boolean offer(Arrival arrival) throws InterruptedException {
        if (!closing && queue.offer(arrival, OFFER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        dropped.incrementAndGet();
        arrival.done.run();
        return false;
    }

    /// What it has taken in since it began. `dropped`: let go because the queue was full, and sent again.
    public record Counts(int waiting, int mostWaiting, long dropped, long events, long commits, Duration committing) {}

    public Counts counts() {
        return new Counts(
                queue.size(),
                MOST_WAITING,
                dropped.get(),
                events.get(),
                commits.get(),
                Duration.ofNanos(commitNanos.get()));
    }

    /// Looks soon at what waits to be counted, because a person has let some of it count.
    public void countWhatWaits() {
        lookAtAwaiting = true;
    }

    /// How long ago the loop turned last. It turns while it waits for events or for a disk that is full; it
    /// does not while it hangs.
    public Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    /// Commits these now, on the caller's thread, and acknowledges them; returns how many were new. This is the loop's
    /// own step: it must not be called while the loop runs.
    public int commit(List<Arrival> batch) {
        long begun = System.nanoTime();
        BatchCommit.Committed result = batches.commit(batch);
        commitNanos.addAndGet(System.nanoTime() - begun);
        commits.incrementAndGet();
        events.addAndGet(result.fresh());
        if (result.fresh() > 0) {
            tell(committed);
        }
        tell(() -> acknowledge.accept(result.acknowledgements()));
        for (Arrival arrival : batch) {
            tell(arrival.done);
        }
        return result.fresh();
    }

    /// It is committed, whatever those say who are told of it; and the loop must outlive them all.
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            log.error("Something failed after a commit; what was committed stands.", e);
        }
    }

    /// Makes all figures again from the events. Before [#start] only.
    public void rebuild() {
        batches.rebuild();
        committed.run();
    }

    /// Commits what waits, then ends.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitUntilClosed() {
        List<Arrival> batch = new ArrayList<>(MOST_A_COMMIT);
        while (!closing || !queue.isEmpty()) {
            turnedAt = System.nanoTime();
            try {
                Arrival first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    projectAwaiting();
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, MOST_A_COMMIT - 1);
                commitWhenPossible(batch);
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                batch.clear();
            }
        }
    }

    /// Until it is on the disk: an event that the disk will not take is neither acknowledged nor forgotten.
    private void commitWhenPossible(List<Arrival> batch) throws InterruptedException {
        boolean said = false;
        while (true) {
            turnedAt = System.nanoTime();
            try {
                commit(batch);
                return;
            } catch (RuntimeException e) {
                if (!(e instanceof StoreException store) || store.kind() == StoreException.Kind.FAILED) {
                    commitOneByOne(batch, e);
                    return;
                }
                if (closing) {
                    log.error("A group of {} events could not be kept; their senders have them still.", batch.size());
                    return;
                }
                if (!said) {
                    said = true;
                    log.error("Events wait to be kept: {} Tried again until they are.", e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(DISK_RETRY.toMillis());
            }
        }
    }

    /// Something in this group cannot be taken in at all, which should not be. Alone, it holds up no other; it is not
    /// acknowledged, so its sender has it still.
    private void commitOneByOne(List<Arrival> batch, RuntimeException why) throws InterruptedException {
        if (batch.size() > 1) {
            for (Arrival arrival : batch) {
                commitWhenPossible(List.of(arrival));
            }
            return;
        }
        Arrival arrival = batch.getFirst();
        log.error("An event of {} cannot be taken in; it stays with its sender.", arrival.received.device(), why);
        tell(arrival.done);
    }

    void projectAwaiting() {
        if (!lookAtAwaiting && System.nanoTime() - awaitingTriedAt < AWAITING_RETRY.toNanos()) {
            return;
        }
        lookAtAwaiting = false;
        awaitingTriedAt = System.nanoTime();
        try {
            BatchCommit.Awaited looked = new BatchCommit.Awaited(0, 0, 0);
            do {
                looked = batches.projectAwaiting(looked.last(), MOST_AWAITING_AT_ONCE);
                if (looked.projected() > 0) {
                    tell(committed);
                }
            } while (looked.seen() == MOST_AWAITING_AT_ONCE && queue.isEmpty());
        } catch (RuntimeException e) {
            log.warn("Could not look at the events that wait to be counted.", e);
        }
    }
}
