package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One SQLite file that one process holds: a single thread writes, any thread reads. Safe for all threads.
///
/// Writes that wait together are committed together, so a slow card's one fsync serves them all; each still succeeds
/// or fails alone. When [#write] returns, the work is on the disk (`synchronous=FULL`).
public final class Database implements AutoCloseable {
    /// A commit larger than this would keep the first of its writers waiting for the last.
    private static final int MOST_WORKS_A_COMMIT = 256;

    /// Beyond this the disk is not keeping up, and refusing is more honest than growing.
    private static final int MOST_WAITING = 10_000;

    /// Readers at once; a further one waits for a place.
    private static final int READERS = 4;

    /// Page cache in KiB, written negative as SQLite has it: room for the inner pages of every index that is written.
    private static final int WRITER_CACHE = -16_000;

    private static final int READER_CACHE = -2_000;

    private static final Duration READER_PATIENCE = Duration.ofSeconds(30);

    private final Path file;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Handle writer;
    private final BlockingQueue<Handle> readers = new ArrayBlockingQueue<>(READERS);
    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closing;

    /// Something to do in a transaction. It may run again after a failed commit of the works beside it, so it changes
    /// nothing but the database.
    @FunctionalInterface
    public interface Work<T> {
        T run(Handle handle) throws SQLException;
    }

    private record Pending<T>(Work<T> work, CompletableFuture<T> done) {}

    private Database(Path file, FileChannel lockChannel, FileLock lock, Jdbi writing, Jdbi reading) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.writer = writing.open();
        for (int i = 0; i < READERS; i++) {
            readers.add(reading.open());
        }
        this.thread = Thread.ofPlatform().name("write " + file.getFileName()).start(this::writeUntilClosed);
    }

    /// Opens the file, making it and its folder if needed, and brings it to the newest version of the migrations at
    /// `migrations` (class path folders: `org/doorstep/kiosk/db`). Throws [StoreException] if another process holds
    /// it or it cannot be brought there.
    public static Database open(Path file, String... migrations) {
        FileChannel channel = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, file);
            SQLiteDataSource source = source(file, false);
            Flyway.configure()
                    .dataSource(source)
                    .locations(classPath(migrations))
                    // Each folder counts for itself, so a program's V2 may come after the relay's V1000.
                    .outOfOrder(true)
                    .load()
                    .migrate();
            return new Database(file, channel, lock, Jdbi.create(source), Jdbi.create(source(file, true)));
        } catch (IOException e) {
            close(channel);
            throw new StoreException(StoreException.Kind.CANNOT_WRITE, "Could not open " + file.getFileName() + ".", e);
        } catch (RuntimeException e) {
            close(channel);
            throw translate("opening " + file.getFileName(), e);
        }
    }

    /// Runs the work in a transaction and returns when it is on the disk. Throws [StoreException], or whatever
    /// RuntimeException the work threw; either way nothing of it was kept.
    public <T> T write(Work<T> work) {
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// As [#write], without waiting. The future completes on the writer's thread: hand on, do not work there.
    public <T> CompletableFuture<T> submit(Work<T> work) {
        Pending<T> pending = new Pending<>(work, new CompletableFuture<>());
        if (closing) {
            pending.done.completeExceptionally(closed());
        } else if (!waiting.offer(pending)) {
            pending.done.completeExceptionally(new StoreException(
                    StoreException.Kind.OVERLOADED,
                    MOST_WAITING + " writes wait for " + file.getFileName() + ".",
                    null));
        } else if (closing && waiting.remove(pending)) {
            pending.done.completeExceptionally(closed());
        }
        return pending.done;
    }

    /// Runs a query on a read-only connection: one consistent view, never waiting for the writer.
    public <T> T read(Work<T> query) {
        Handle handle;
        try {
            handle = readers.poll(READER_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Kind.FAILED, "Interrupted before reading.", e);
        }
        if (handle == null) {
            throw new StoreException(StoreException.Kind.OVERLOADED, "No reader came free.", null);
        }
        try {
            handle.begin();
            try {
                return query.run(handle);
            } finally {
                handle.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            throw translate("reading " + file.getFileName(), e);
        } finally {
            readers.add(handle);
        }
    }

    /// Writes what waits, closes every connection, and gives up the file.
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.forEach(Handle::close);
        writer.close();
        try {
            lock.release();
        } catch (IOException e) {
            // The channel's end releases it all the same.
        }
        close(lockChannel);
    }

    private void writeUntilClosed() {
        List<Pending<?>> group = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            try {
                Pending<?> first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
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
        waiting.forEach(p -> p.done.completeExceptionally(closed()));
    }

    private void commit(List<Pending<?>> group) {
        List<Runnable> finished = new ArrayList<>(group.size());
        try {
            writer.begin();
            for (Pending<?> pending : group) {
                finished.add(group.size() == 1 ? runAlone(pending) : runBeside(pending));
            }
            writer.commit();
        } catch (RuntimeException e) {
            rollBack();
            RuntimeException why = translate("writing " + file.getFileName(), e);
            group.forEach(p -> p.done.completeExceptionally(why));
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
        writer.savepoint("work");
        try {
            T result = run(pending.work);
            writer.releaseSavepoint("work");
            return () -> pending.done.complete(result);
        } catch (RuntimeException e) {
            RuntimeException why = translate("writing " + file.getFileName(), e);
            if (why instanceof StoreException store && store.kind() != StoreException.Kind.FAILED) {
                throw why;
            }
            writer.rollbackToSavepoint("work");
            return () -> pending.done.completeExceptionally(why);
        }
    }

    private <T> T run(Work<T> work) {
        try {
            return work.run(writer);
        } catch (SQLException e) {
            throw translate("writing " + file.getFileName(), e);
        }
    }

    private void rollBack() {
        try {
            writer.rollback();
        } catch (RuntimeException e) {
            // SQLite has already rolled back by itself when the disk is full or failing.
        }
    }

    private StoreException closed() {
        return new StoreException(StoreException.Kind.FAILED, file.getFileName() + " is closed.", null);
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        }
        throw new StoreException(
                StoreException.Kind.IN_USE, "Another program is using " + file.getFileName() + ".", null);
    }

    private static String[] classPath(String... folders) {
        return Arrays.stream(folders).map(folder -> "classpath:" + folder).toArray(String[]::new);
    }

    private static SQLiteDataSource source(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
        config.setCacheSize(readOnly ? READER_CACHE : WRITER_CACHE);
        config.setTransactionMode(
                readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setReadOnly(readOnly);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    /// Turns what SQLite says into what a program can act on; leaves other exceptions as they are.
    private static RuntimeException translate(String doing, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException store) {
                return store;
            }
            if (cause instanceof SQLiteException sqlite) {
                return new StoreException(kindOf(sqlite.getResultCode()), "Failed while " + doing + ".", e);
            }
        }
        return e instanceof RuntimeException runtime
                ? runtime
                : new StoreException(StoreException.Kind.FAILED, "Failed while " + doing + ".", e);
    }

    private static StoreException.Kind kindOf(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return StoreException.Kind.CANNOT_WRITE;
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return StoreException.Kind.CORRUPT;
        }
        return primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                ? StoreException.Kind.IN_USE
                : StoreException.Kind.FAILED;
    }

    private static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written through it.
            }
        }
    }

    /// For hot loops that prepare their own statements inside a [Work].
    public static Connection connection(Handle handle) {
        return handle.getConnection();
    }
}
