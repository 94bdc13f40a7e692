package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One SQLite file that one process holds: a single thread writes, any thread reads. Safe for all
/// threads.
///
/// Writes that wait together are committed together, so a slow card's one fsync serves them all;
/// each still succeeds or fails alone. When [#write] returns, the work is on the disk
/// (`synchronous=FULL`).
public final class Database implements AutoCloseable {
    /// Nobody else writes, so this is only ever waited for while another program copies the file.
    static final int BUSY_TIMEOUT_MS = 10_000;

    /// Page cache in KiB, written negative as SQLite has it: room for the inner pages of every
    /// index that is written.
    private static final int WRITER_CACHE = -16_000;

    private static final int READER_CACHE = -2_000;

    private final FileClaim claim;
    private final Failures failures;
    private final Writer writer;
    private final Readers readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Something to do in a transaction, with what it is given and nothing else: it may run twice,
    /// since works that failed to commit together are tried again one by one.
    @FunctionalInterface
    public interface Work<T> {
        T run(Handle handle) throws SQLException;
    }

    private Database(FileClaim claim, Failures failures, Writer writer, Readers readers) {
        this.claim = claim;
        this.failures = failures;
        this.writer = writer;
        this.readers = readers;
    }

    /// Opens the file, making it and its folder if needed, and brings it to the newest version of
    /// the migrations at `migrations` (class path folders: `org/doorstep/kiosk/db`). Throws
    /// [StoreException] if another process holds it or it cannot be brought there. Ask [Found]
    /// first, and a broken file is out of the way.
    public static Database open(Path file, String... migrations) {
        Failures failures = new Failures(file.getFileName().toString());
        FileClaim claim = null;
        try {
            claim = FileClaim.on(file);
            OwnersFile.make(file);
            SQLiteDataSource source = source(file, false);
            migrate(source, failures, migrations);
            Handle writing = discreet(source).open();
            Readers readers = new Readers(discreet(source(file, true)), failures);
            return new Database(claim, failures, new Writer(file, writing, failures), readers);
        } catch (IOException e) {
            release(claim);
            throw new StoreException(
                    StoreException.Kind.CANNOT_WRITE,
                    "Could not open " + failures.file() + "." + Failures.LOOK_AT_THE_DISK,
                    e);
        } catch (FlywayValidateException e) {
            release(claim);
            throw new StoreException(
                    StoreException.Kind.CORRUPT, failures.file() + " is not what this program's migrations make.", e);
        } catch (RuntimeException e) {
            release(claim);
            throw failures.translate("opening", e);
        }
    }

    private static void migrate(SQLiteDataSource source, Failures failures, String... migrations) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(classPath(migrations))
                    // Each folder counts for itself, so a program's V2 may come after the relay's V1000.
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw e;
        } catch (RuntimeException e) {
            // Flyway trips over a history in a damaged page: SQLite reads it, and it is not what Flyway once wrote.
            if (failures.translate("opening", e) instanceof StoreException store) {
                throw store;
            }
            throw new StoreException(
                    StoreException.Kind.CORRUPT, failures.file() + " has no list of migrations that can be read.", e);
        }
    }

    /// Runs the work in a transaction and returns when it is on the disk. Throws [StoreException],
    /// or whatever unchecked the work threw; either way nothing of it was kept.
    public <T> T write(Work<T> work) {
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /// As [#write], without waiting. The future completes on the writer's thread: hand on, do not
    /// work there.
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return writer.submit(work);
    }

    /// Runs a query on a read-only connection: one consistent view, never waiting for the writer.
    public <T> T read(Work<T> query) {
        return readers.read(query);
    }

    /// Completes, with the first failure of that kind, when a read or a write finds that the open
    /// file is no sound database any more; on the thread that found it, so hand on. What to do then
    /// is the program's: nothing is undone and nothing closed.
    public CompletableFuture<StoreException> broken() {
        return failures.broken();
    }

    /// Why nothing can be written just now, from the first write that the disk refused until one
    /// succeeds; empty otherwise. It is tried again every two seconds while nobody has anything to
    /// write. That the file is broken stays until it is opened anew: a write to a sound part of it
    /// says nothing of the rest.
    public Optional<StoreException> refusal() {
        return writer.refusal();
    }

    /// Puts the log into the file and cuts it off, so that no older state of a page is left in it.
    /// False if somebody who reads stands in the way: try again.
    public boolean cutLog() {
        return writer.cutLog();
    }

    /// Writes the whole file anew, by way of the log: cut that off afterwards. What SQLite moves from
    /// page to page when a page is full, it leaves where it was, in space that no row has; deleting a
    /// row later overwrites the row alone. So only this takes the last byte of what was deleted out of
    /// the file. Every other write waits meanwhile: some seconds a hundred megabytes. False if the disk
    /// has no room for a second file: try again.
    public boolean writeAnew() {
        return writer.writeAnew();
    }

    /// How long the file has been written anew by now; empty if it is not.
    public Optional<Duration> writingAnew() {
        return writer.writingAnew();
    }

    /// The file's size in bytes, without its log.
    public long size() {
        return writer.size();
    }

    /// How often a refusal was old enough to be looked at again.
    long timesTried() {
        return writer.timesTried();
    }

    /// How long ago the thread that writes turned last, for a watchdog: it turns while it waits for
    /// something to do, and stands while a commit waits for the disk.
    public Duration sinceLastTurn() {
        return writer.sinceLastTurn();
    }

    /// Writes what waits, lets the reads that are under way end, and gives up the file.
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            readers.close();
            writer.close();
            release(claim);
        }
    }

    /// For hot loops that prepare their own statements inside a [Work].
    public static Connection connection(Handle handle) {
        return handle.getConnection();
    }

    /// A handle over the connection of a transaction that is under way, for who was given only that.
    /// It is the transaction's: nobody closes it.
    public static Handle handle(Connection transaction) {
        return discreet(Jdbi.create(transaction)).open();
    }

    private static String[] classPath(String... folders) {
        return Arrays.stream(folders).map(folder -> "classpath:" + folder).toArray(String[]::new);
    }

    /// Jdbi puts the values of a failed statement into its message, and from there they come into
    /// logs: tokens, passes.
    static Jdbi discreet(SQLiteDataSource source) {
        return discreet(Jdbi.create(source));
    }

    private static Jdbi discreet(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    static SQLiteDataSource source(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        if (!readOnly) {
            // The file itself remembers it. Who only reads cannot say it of a plain copy that was put back, which is
            // kept in another way until the first that writes opens it.
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            // What is deleted is overwritten, and not only no longer found: a resident may have asked for it.
            config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        }
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
        config.setCacheSize(readOnly ? READER_CACHE : WRITER_CACHE);
        config.setTransactionMode(
                readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setReadOnly(readOnly);
        // Else this driver looks at the words of every INSERT and asks for its row's number, which nobody here wants:
        // one more statement prepared and run for each row.
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static void release(FileClaim claim) {
        if (claim != null) {
            claim.close();
        }
    }
}
