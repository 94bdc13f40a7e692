package org.doorstep.hub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the second copy up to date on a thread of its own, and says how it stands. A stick that is
/// slow, full, hung or gone keeps nobody waiting but this thread; when it is back, the copy goes on
/// where it was.
///
/// What is in the copy, on the disk and read back, is said to be safe: the kiosks may then forget
/// it. The status may be read from any thread.
public final class SecondCopy implements AutoCloseable {
    /// What a hub loses at most if it dies with its disk, beside what its kiosks hold.
    private static final Duration EVERY = Duration.ofSeconds(5);

    /// The log of what changed may grow to this and to the size of what it began with; then a new
    /// file begins.
    private static final long LOG_BYTES = 64_000_000;

    /// The newest is the one that counts; the one before it is there until the newest is whole, and
    /// after that in case that file itself is damaged.
    private static final int KEPT = 2;

    /// A step that takes longer than a whole copy of a large hub to a slow stick hangs.
    private static final Duration HANGS_AFTER = Duration.ofMinutes(10);

    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SecondCopy.class);

    private final Database database;
    private final Inbox inbox;
    private final CopyFolder folder;
    private final Path forgotten;
    private final RecoveryKey recovery;
    private final Changes changes;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Consumer<List<Addressed>> tellDevices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread thread =
            Thread.ofPlatform().name("second copy").daemon().unstarted(this::copyUntilClosed);

    private volatile CopyStatus status = new CopyStatus(CopyStatus.State.BEGINNING, Instant.EPOCH, Instant.EPOCH, 0);
    private volatile Instant stepBegan = Instant.MAX;
    private volatile boolean closing;
    /// The last leaving that a copy was to be begun anew for, and the last that one was. Not
    /// compared with any clock.
    private volatile Instant anewWanted = Instant.EPOCH;

    private volatile Instant anewMade = Instant.EPOCH;
    private CopyFile file;
    private long begunWith;

    /// Notes what changes from now on: make it before anything else writes. `tellDevices` is given
    /// what to tell them when more is safe.
    public SecondCopy(
            Path path,
            RecoveryKey recovery,
            HubId hub,
            Path hubFolder,
            Database database,
            Inbox inbox,
            InstantSource clock,
            SecureRandom random,
            Consumer<List<Addressed>> tellDevices) {
        this.folder = new CopyFolder(path, hub.value());
        this.recovery = recovery;
        this.database = database;
        this.inbox = inbox;
        this.clock = clock;
        this.random = random;
        this.tellDevices = tellDevices;
        this.forgotten = hubFolder.resolve(CopyFolder.FORGOTTEN);
        this.changes = new Changes(database, new HubFolder(hubFolder), clock);
    }

    public void start() {
        thread.start();
    }

    public CopyStatus status() {
        CopyStatus now = status;
        Instant began = stepBegan;
        boolean hangs = began.isBefore(clock.instant().minus(HANGS_AFTER));
        return hangs ? new CopyStatus(CopyStatus.State.AWAY, now.copiedTo(), began, now.bytes()) : now;
    }

    /// Asks for a copy begun anew, because somebody left at `then` whose key the present one still
    /// holds. True once one that was begun after it was asked for is whole, and every earlier one
    /// is gone from the stick.
    public boolean anewSince(Instant then) {
        if (anewWanted.isBefore(then)) {
            anewWanted = then;
        }
        return !anewMade.isBefore(then);
    }

    /// Copies what there is to copy, if the stick answers; then ends.
    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(CLOSING_PATIENCE)) {
                log.warn("The second copy does not answer, and is left as it was.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copyUntilClosed() {
        boolean last;
        do {
            last = closing;
            step();
            pause();
        } while (!last);
    }

    private void pause() {
        lock.lock();
        try {
            if (!closing) {
                wake.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    /// One look at what there is to copy. Public to none but tests, which have no patience.
    void step() {
        Instant now = clock.instant();
        stepBegan = now;
        try {
            if (!folder.isThere()) {
                failed(CopyStatus.State.AWAY, now, "the folder bears no mark of this hub");
                return;
            }
            folder.putBeside(forgotten);
            copy();
            if (status.state() != CopyStatus.State.FINE && status.state() != CopyStatus.State.BEGINNING) {
                log.info("The second copy is up to date again.");
            }
            status = new CopyStatus(CopyStatus.State.FINE, now, Instant.EPOCH, file.length());
        } catch (IOException e) {
            boolean full = CopyFolder.isFull(e);
            if (full) {
                makeRoom();
            }
            CopyStatus.State away = folder.isThere() ? CopyStatus.State.FAILING : CopyStatus.State.AWAY;
            failed(full ? CopyStatus.State.FULL : away, now, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            if (!closing) {
                log.warn("The hub's database could not be read for its second copy: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            log.error("A mistake in the second copy; trying again.", e);
            failed(CopyStatus.State.FAILING, now, e.toString());
        } finally {
            stepBegan = Instant.MAX;
        }
    }

    private void copy() throws IOException {
        boolean goesOn = file != null
                && file.isThere()
                && file.length() < begunWith * 2 + LOG_BYTES
                && !anewMade.isBefore(anewWanted);
        if (!goesOn) {
            beginFile();
        } else if (changes.any()) {
            try (CopyFile.Round round = file.round()) {
                Changes.Copied copied = changes.since(round);
                round.finish();
                safe(copied);
            }
        }
    }

    private void beginFile() throws IOException {
        List<CopyFolder.Found> before = folder.copies();
        long number = before.isEmpty() ? 1 : before.getLast().number() + 1;
        folder.clearUnfinished();
        Instant wanted = anewWanted;
        SealedFrames.Head head = new SealedFrames.Head(folder.hub(), number, clock.instant(), recovery.id());
        CopyFile begun = CopyFile.begin(folder.file(number), head, recovery, random);
        Changes.Copied copied;
        try (CopyFile.Round round = begun.round()) {
            changes.everything(round);
            copied = changes.since(round);
            round.finish();
        } catch (IOException e) {
            Files.deleteIfExists(begun.path());
            throw e;
        }
        begun.publish();
        file = begun;
        begunWith = begun.length();
        safe(copied);
        // The one before holds a key that was destroyed: it may not stay for the case that this one is damaged.
        folder.keepNewest(anewMade.isBefore(wanted) ? 1 : KEPT);
        anewMade = wanted;
        log.info("A new second copy is begun and whole: number {}, {} bytes.", number, begunWith);
    }

    /// Of two copies on a full stick the older one goes: the newest is whole, and can then go on.
    private void makeRoom() {
        try {
            folder.keepNewest(1);
        } catch (IOException e) {
            log.warn("The older copy could not be taken off the full stick: {}", e.getMessage());
        }
    }

    private void safe(Changes.Copied copied) {
        changes.copied(copied);
        tellDevices.accept(database.write(handle -> inbox.reachedSafety(handle, copied.position())));
    }

    private void failed(CopyStatus.State state, Instant now, String why) {
        if (status.state() != state) {
            log.warn("The second copy is {}: {}. The hub goes on, and tries again.", state, why);
            status = new CopyStatus(state, status.copiedTo(), now, status.bytes());
        }
    }
}
