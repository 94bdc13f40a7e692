package org.doorstep.area;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.doorstep.area.store.PostgresStore;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A [TrialPostgres] for all tests of a class, which are left out where PostgreSQL is not installed. To be registered
/// in a static field.
public final class InstalledPostgres implements BeforeAllCallback, AfterAllCallback {
    private TrialPostgres postgres;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        assumeTrue(TrialPostgres.programs().isPresent(), "PostgreSQL is not installed (Debian: postgresql).");
        postgres = TrialPostgres.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (postgres != null) {
            postgres.close();
        }
    }

    /// The address of an empty database.
    public String newDatabase() {
        return postgres.newDatabase();
    }

    /// What is kept in the database of that address.
    public Store open(String database) {
        return PostgresStore.open(database, TrialPostgres.OWNER, TrialPostgres.PASSWORD);
    }
}
