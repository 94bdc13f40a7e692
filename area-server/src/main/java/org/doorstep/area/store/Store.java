package org.doorstep.area.store;

import org.doorstep.login.LoginStore;

/// The area's database: transactions with a Jdbi handle, in SQL that SQLite and PostgreSQL both accept. Safe for all
/// threads. When [#write] returns, the work is on the disk.
///
/// No work touches more than one hub's rows, and every query names its hub: that is what lets the tables be spread
/// over machines one day.
public interface Store extends LoginStore, AutoCloseable {
    @Override
    void close();
}
