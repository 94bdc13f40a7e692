package org.doorstep.area.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.doorstep.area.TrialPostgres;
import org.doorstep.area.store.PostgresStore;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresProofTest extends ProofContract {
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

    @Test
    void aDatabaseOfBeforeTheProofGetsItsTablesThoughLaterOnesAreThere() {
        String url = postgres.newDatabase();
        try (Store before = PostgresStore.open(url, TrialPostgres.OWNER, TrialPostgres.PASSWORD)) {
            before.write(handle -> {
                handle.execute("DROP TABLE figure_proof");
                handle.execute("DROP TABLE figure_difference");
                return handle.execute("DELETE FROM flyway_schema_history WHERE version = '50'");
            });
        }
        try (Store now = PostgresStore.open(url, TrialPostgres.OWNER, TrialPostgres.PASSWORD)) {
            assertThat(now.<Long>read(handle -> handle.createQuery("SELECT COUNT(*) FROM figure_proof")
                            .mapTo(Long.class)
                            .one()))
                    .isZero();
        }
    }

    @Override
    Store open(Path folder) {
        return PostgresStore.open(postgres.newDatabase(), TrialPostgres.OWNER, TrialPostgres.PASSWORD);
    }
}
