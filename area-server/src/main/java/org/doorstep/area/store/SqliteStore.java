package org.doorstep.area.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.Found;
import org.doorstep.relay.store.SetAside;
import org.doorstep.relay.store.StoreException;

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

    /// As [#open], after a look at the file. One that is broken is set aside, and the sentence says so: an area begins
    /// anew only when it is started again without one.
    public static SqliteStore openSound(Path file, Instant now) {
        if (Found.at(file, now) instanceof Found.Broken(SetAside aside)) {
            throw StoreException.broken("The area's database was broken (" + aside.fault() + ") and is set aside as "
                    + aside.name() + "; keep it. Put a backup in its place as " + file.getFileName()
                    + ", or start again, and a new one begins with nothing.");
        }
        return open(file);
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
    public Optional<String> refusal() {
        return database.refusal().map(StoreException::getMessage);
    }

    @Override
    public Map<String, Supplier<Duration>> loops() {
        return Map.of("store", database::sinceLastTurn);
    }

    @Override
    public void close() {
        database.close();
    }
}
