package org.doorstep.login;

import java.sql.SQLException;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Where accounts and sessions are kept: one transaction at a time, in SQL that SQLite and PostgreSQL both accept.
/// The tables are made by the migrations in `org/doorstep/login/db/sqlite` or `…/postgres` (versions 3000 to 3999).
public interface LoginStore {

    /// Something to do in a transaction; it may run again, so it changes nothing but the database.
    @FunctionalInterface
    interface Work<T> {
        T run(Handle handle) throws SQLException;
    }

    <T> T write(Work<T> work);

    <T> T read(Work<T> query);

    /// Kept in a program's SQLite file.
    static LoginStore of(Database database) {
        return new LoginStore() {
            @Override
            public <T> T write(Work<T> work) {
                return database.write(work::run);
            }

            @Override
            public <T> T read(Work<T> query) {
                return database.read(query::run);
            }
        };
    }
}
