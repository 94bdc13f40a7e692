package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one connection that writes, and its thread: whatever waits together is committed together.
final class Writer implements AutoCloseable {
    /// A commit larger than this would keep the first of its writers waiting for the last.
    private static final int MOST_WORKS_A_COMMIT = 256;

    /// Beyond this the disk is not keeping up, and refusing is more honest than growing.
    private static final int MOST_WAITING = 10_000;

    /// Without a write for so long, the writer tidies up.
    private static final Duration QUIET = Duration.ofMillis(200);

    /// As long as a slow card's largest commit; whoever asks for a cut asks again.
    private static final Duration CUT_PATIENCE = Duration.ofSeconds(30);

    private static final long LOG_WORTH_CUTTING = 1_000_000;

    /// A disk that took no writing is tried again this often, if nobody else has something to write.
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private static final long NOT_ANEW = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Path file;
    private final Handle handle;
    private final Failures failures;
    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<CompletableFuture<Boolean>> cutAsked = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<Boolean>> anewAsked = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile long turnedAt = System.nanoTime();
    private volatile Optional<StoreException> refusal = Optional.empty();
    private volatile long timesTried;
    /// In `System.nanoTime()`.
    private volatile long anewSince = NOT_ANEW;

    private long triedAt;

    private record Pending<T>(Database.Work<T> work, CompletableFuture<T> done) {}

    Writer(Path file, Handle handle, Failures failures) {
        this.file = file;
        this.handle = handle;
        this.failures = failures;
        this.thread = Thread.ofPlatform().name("write " + file.getFileName()).start(this::writeUntilClosed);
    }

    <T> CompletableFuture<T> submit(Database.Work<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A write inside a write would wait for itself: use the handle you have.");
        }
        Pending<T> pending = new Pending<>(work, new CompletableFuture<>());
        if (closing) {
            pending.done.completeExceptionally(failures.closed());
        } else if (!waiting.offer(pending)) {
            pending.done.completeExceptionally(new StoreException(
                    StoreException.Kind.OVERLOADED,
                    MOST_WAITING + " writes wait for " + file.getFileName() + ".",
                    null));
        } else if (closing && waiting.remove(pending)) {
            pending.done.completeExceptionally(failures.closed());
        }
        return pending.done;
    }

    /// Why nothing can be written; empty while the disk takes it, as far as is known.
    Optional<StoreException> refusal() {
        return refusal;
    }

    /// How often a refusal was old enough to be looked at again.
    long timesTried() {
        return timesTried;
    }

    /// How long ago the thread turned last: it stands while a commit waits for the disk.
    Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    /// Puts the log into the file and cuts it off, between two commits. False if a reader stands in
    /// the way, or the writer does not come to it.
    boolean cutLog() {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        cutAsked.add(asked);
        return asked.completeOnTimeout(false, CUT_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /// Writes the file anew, between two commits, however long that takes; by way of the log, which
    /// is to be cut off afterwards.
    boolean writeAnew() {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        anewAsked.add(asked);
        if (closing) {
            asked.complete(false);
        }
        return asked.join();
    }

    /// How long the file has been written anew by now.
    Optional<Duration> writingAnew() {
        long since = anewSince;
        return since == NOT_ANEW ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - since));
    }

    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.FAILED, "The size of " + file.getFileName() + " cannot be told.", e);
        }
    }

    /// Writes what waits, then closes the connection.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handle.close();
    }

    private void writeUntilClosed() {
        List<Pending<?>> group = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            turnedAt = System.nanoTime();
            try {
                Pending<?> first = waiting.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
                for (CompletableFuture<Boolean> asked = cutAsked.poll(); asked != null; asked = cutAsked.poll()) {
                    asked.complete(cut());
                }
                for (CompletableFuture<Boolean> asked = anewAsked.poll(); asked != null; asked = anewAsked.poll()) {
                    asked.complete(vacuum());
                }
                if (first == null) {
                    shrinkLog();
                    tryAgain();
                    continue;
                }
                group.add(first);
                waiting.drainTo(group, MOST_WORKS_A_COMMIT - 1);
                commit(group);
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                group.clear();
            }
        }
        waiting.forEach(pending -> pending.done.completeExceptionally(failures.closed()));
        anewAsked.forEach(asked -> asked.complete(false));
    }

    /// All in one commit. If that fails, for whatever reason, each alone: one work's fault is not
    /// its neighbours'.
    private void commit(List<Pending<?>> group) {
        List<Runnable> finished = new ArrayList<>(group.size());
        try {
            handle.begin();
            boolean doubted = refusal.isPresent();
            long before = doubted ? changes() : 0;
            for (Pending<?> pending : group) {
                finished.add(group.size() == 1 ? runAlone(pending) : runBeside(pending));
            }
            boolean wrote = doubted && changes() != before;
            handle.commit();
            if (wrote) {
                wellAgain();
            }
        } catch (RuntimeException | Error e) {
            rollBack();
            if (group.size() > 1) {
                group.forEach(pending -> commit(List.of(pending)));
            } else {
                group.getFirst().done.completeExceptionally(refused(failure(e)));
            }
            return;
        }
        finished.forEach(Runnable::run);
    }

    /// The only work of its commit: its failure is the commit's.
    private <T> Runnable runAlone(Pending<T> pending) {
        T result = run(pending.work);
        return () -> pending.done.complete(result);
    }

    private <T> Runnable runBeside(Pending<T> pending) {
        handle.savepoint("work");
        try {
            T result = run(pending.work);
            handle.releaseSavepoint("work");
            return () -> pending.done.complete(result);
        } catch (RuntimeException | Error e) {
            Throwable why = failure(e);
            if (why instanceof StoreException store && store.kind() != StoreException.Kind.FAILED) {
                throw store;
            }
            handle.rollbackToSavepoint("work");
            return () -> pending.done.completeExceptionally(why);
        }
    }

    private <T> T run(Database.Work<T> work) {
        try {
            return work.run(handle);
        } catch (SQLException e) {
            throw failures.translate("writing", e);
        }
    }

    private Throwable failure(Throwable e) {
        return e instanceof RuntimeException runtime ? failures.translate("writing", runtime) : e;
    }

    /// Remembered where it is the disk's: a store that has reached a bound of its own has no cause
    /// beneath it.
    private Throwable refused(Throwable why) {
        if (why instanceof StoreException store
                && store.getCause() != null
                && (store.kind() == StoreException.Kind.CANNOT_WRITE || store.kind() == StoreException.Kind.CORRUPT)
                && !brokenFile()) {
            boolean broken = store.kind() == StoreException.Kind.CORRUPT;
            if (broken || refusal.isEmpty()) {
                LOG.error(
                        "{} takes no writing: {} {}",
                        file.getFileName(),
                        store.getMessage(),
                        broken ? "That stays so until it is opened anew." : "It is tried again until it does.");
            }
            refusal = Optional.of(store);
            triedAt = System.nanoTime();
        }
        return why;
    }

    /// Another page of a broken file may take writing; that makes the file no sounder.
    private boolean brokenFile() {
        return refusal.filter(why -> why.kind() == StoreException.Kind.CORRUPT).isPresent();
    }

    /// Rows changed by this connection since it was opened: a transaction that changes none
    /// succeeds on a full disk.
    private long changes() {
        return handle.createQuery("SELECT total_changes()").mapTo(Long.class).one();
    }

    /// So that it is known when the disk is well again, though nobody has anything to write: a
    /// number in the file's heading, which no part of the program uses, is written as it is.
    private void tryAgain() {
        if (refusal.isEmpty() || System.nanoTime() - triedAt < TRY_AGAIN.toNanos()) {
            return;
        }
        triedAt = System.nanoTime();
        if (!brokenFile()) {
            writeTheHeading();
        }
        timesTried++;
    }

    private void writeTheHeading() {
        try {
            handle.begin();
            int version = handle.createQuery("PRAGMA user_version")
                    .mapTo(Integer.class)
                    .one();
            handle.execute("PRAGMA user_version = " + version);
            handle.commit();
            wellAgain();
        } catch (RuntimeException | Error e) {
            // Tried again; and an error is no reason to end the only thread that writes.
            rollBack();
        }
    }

    private void wellAgain() {
        if (brokenFile()) {
            return;
        }
        refusal = Optional.empty();
        LOG.info("{} takes writing again.", file.getFileName());
    }

    private void rollBack() {
        try {
            handle.rollback();
        } catch (RuntimeException | Error e) {
            // SQLite has already rolled back by itself when the disk is full or failing.
        }
    }

    /// In a quiet moment a grown log is put into the file and cut off, without waiting for a reader.
    private void shrinkLog() {
        try {
            if (Files.size(Path.of(file + "-wal")) >= LOG_WORTH_CUTTING) {
                cut();
            }
        } catch (IOException e) {
            // There is no log yet.
        }
    }

    private boolean vacuum() {
        anewSince = System.nanoTime();
        try {
            handle.execute("VACUUM");
            return true;
        } catch (RuntimeException | Error e) {
            // No room for a second file. The first is as it was.
            LOG.warn("{} could not be written anew: {}", file.getFileName(), e.getMessage());
            return false;
        } finally {
            anewSince = NOT_ANEW;
        }
    }

    private boolean cut() {
        try {
            handle.execute("PRAGMA busy_timeout = 0");
            try {
                return handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                        .map((row, context) -> row.getInt(1) == 0)
                        .one();
            } finally {
                handle.execute("PRAGMA busy_timeout = " + Database.BUSY_TIMEOUT_MS);
            }
        } catch (RuntimeException | Error e) {
            // The disk is full: SQLite does this by itself too, only less timely.
            return false;
        }
    }
}
