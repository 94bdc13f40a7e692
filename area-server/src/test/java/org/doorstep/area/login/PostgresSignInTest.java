package org.doorstep.area.login;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.doorstep.area.TrialPostgres;
import org.doorstep.area.store.PostgresStore;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresSignInTest extends SignInContract {
    private static TrialPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException, InterruptedException {
        assumeTrue(TrialPostgres.programs().isPresent(), "PostgreSQL is not installed (Debian: postgresql).");
        postgres = TrialPostgres.start();
    }

    @AfterAll
    static void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    Store open(Path folder) {
        return PostgresStore.open(postgres.newDatabase(), TrialPostgres.OWNER, TrialPostgres.PASSWORD);
    }
}
