package org.doorstep.relay.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/// A database file that another program may have open, read beside it by one connection that can write nothing. The
/// other's writes go on meanwhile (WAL); a read sees one moment. For one thread.
public final class ReadBeside implements AutoCloseable {
    private final Handle handle;
    private final Failures failures;

    private ReadBeside(Handle handle, Failures failures) {
        this.handle = handle;
        this.failures = failures;
    }

    /// Throws [StoreException] if there is no such file, or it cannot be read.
    public static ReadBeside open(Path file) {
        Failures failures = new Failures(file.getFileName().toString());
        if (Files.notExists(file)) {
            throw new StoreException(StoreException.Kind.CANNOT_WRITE, file + " is not there.", null);
        }
        try {
            return new ReadBeside(Database.discreet(Database.source(file, true)).open(), failures);
        } catch (RuntimeException e) {
            throw failures.translate("opening", e);
        }
    }

    /// As [Database#read].
    public <T> T read(Database.Work<T> query) {
        handle.begin();
        try {
            return query.run(handle);
        } catch (SQLException | RuntimeException e) {
            throw failures.translate("reading", e);
        } finally {
            handle.rollback();
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
