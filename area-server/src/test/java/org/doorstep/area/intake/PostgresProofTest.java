package org.doorstep.area.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.doorstep.area.InstalledPostgres;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class PostgresProofTest extends ProofContract {
    @RegisterExtension
    static final InstalledPostgres POSTGRES = new InstalledPostgres();

    @Test
    void aDatabaseOfBeforeTheProofGetsItsTablesThoughLaterOnesAreThere() {
        String url = POSTGRES.newDatabase();
        try (Store before = POSTGRES.open(url)) {
            before.write(handle -> {
                handle.execute("DROP TABLE figure_proof");
                handle.execute("DROP TABLE figure_difference");
                return handle.execute("DELETE FROM flyway_schema_history WHERE version = '50'");
            });
        }
        try (Store now = POSTGRES.open(url)) {
            assertThat(now.<Long>read(handle -> handle.createQuery("SELECT COUNT(*) FROM figure_proof")
                            .mapTo(Long.class)
                            .one()))
                    .isZero();
        }
    }

    @Override
    Store open(Path folder) {
        return POSTGRES.open(POSTGRES.newDatabase());
    }
}
