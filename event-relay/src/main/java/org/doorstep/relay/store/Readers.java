package org.doorstep.relay.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The read-only connections of one file, lent to one thread at a time. Safe for all threads.
final class Readers implements AutoCloseable {
    /// Readers at once; a further one waits for a place.
    private static final int MOST = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Jdbi jdbi;
    private final Failures failures;
    private final BlockingQueue<Handle> free = new ArrayBlockingQueue<>(MOST);
    private volatile boolean closing;

    Readers(Jdbi jdbi, Failures failures) {
        this.jdbi = jdbi;
        this.failures = failures;
        for (int i = 0; i < MOST; i++) {
            free.add(jdbi.open());
        }
    }

    <T> T read(Database.Work<T> query) {
        Handle handle = take();
        boolean sound = false;
        try {
            handle.begin();
            try {
                return query.run(handle);
            } finally {
                handle.rollback();
                sound = true;
            }
        } catch (SQLException | RuntimeException e) {
            throw failures.translate("reading", e);
        } finally {
            free.add(sound ? handle : another(handle));
        }
    }

    /// Waits for the reads that are under way.
    @Override
    public void close() {
        closing = true;
        try {
            for (int i = 0; i < MOST; i++) {
                Handle handle = free.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (handle != null) {
                    handle.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Handle take() {
        try {
            Handle handle = closing ? null : free.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (handle != null) {
                return handle;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.closed();
        }
        throw closing
                ? failures.closed()
                : new StoreException(StoreException.Kind.OVERLOADED, "No reader came free.", null);
    }

    /// In place of a connection that could not even be rolled back; itself again, if no better one can be had.
    private Handle another(Handle broken) {
        try {
            Handle fresh = jdbi.open();
            broken.close();
            return fresh;
        } catch (RuntimeException e) {
            return broken;
        }
    }
}
