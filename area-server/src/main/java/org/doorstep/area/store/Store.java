package org.doorstep.area.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.login.LoginStore;

/// The area's database: transactions with a Jdbi handle, in SQL that SQLite and PostgreSQL both accept. Safe for all
/// threads. When [#write] returns, the work is on the disk.
///
/// No work touches more than one hub's rows, and every query names its hub: that is what lets the tables be spread
/// over machines one day.
public interface Store extends LoginStore, AutoCloseable {
    /// Why nothing can be written, from a write that the disk or the server refused until one succeeds, or
    /// empty. A write that failed for its own sake is no such thing.
    Optional<String> refusal();

    /// Threads of its own that work is handed to, by name, and how long ago each turned last: for a watchdog.
    Map<String, Supplier<Duration>> loops();

    @Override
    void close();
}
