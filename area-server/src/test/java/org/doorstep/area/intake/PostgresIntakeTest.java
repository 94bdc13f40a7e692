package org.doorstep.area.intake;

import java.nio.file.Path;
import org.doorstep.area.InstalledPostgres;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class PostgresIntakeTest extends IntakeContract {
    @RegisterExtension
    static final InstalledPostgres POSTGRES = new InstalledPostgres();

    @Override
    Store open(Path folder) {
        return POSTGRES.open(POSTGRES.newDatabase());
    }
}
