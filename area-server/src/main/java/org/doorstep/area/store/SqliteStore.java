package org.doorstep.area.store;

import java.nio.file.Path;
import org.doorstep.relay.store.Database;

/// One file, with the writer and readers of the relay's [Database]. Enough for an area of some dozens of hubs, and for
/// trying it.
public final class SqliteStore implements Store {
    private final Database database;

    private SqliteStore(Database database) {
        this.database = database;
    }

    /// Opens the file, or makes it. Throws [org.doorstep.relay.store.StoreException] if it cannot be used.
    public static SqliteStore open(Path file) {
        return new SqliteStore(Database.open(file, "org/doorstep/area/db/sqlite", "org/doorstep/login/db/sqlite"));
    }

    @Override
    public <T> T write(Work<T> work) {
        return database.write(work::run);
    }

    @Override
    public <T> T read(Work<T> query) {
        return database.read(query::run);
    }

    @Override
    public void close() {
        database.close();
    }
}
