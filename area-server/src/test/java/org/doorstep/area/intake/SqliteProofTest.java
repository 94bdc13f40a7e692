package org.doorstep.area.intake;

import java.nio.file.Path;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;

class SqliteProofTest extends ProofContract {
    @Override
    Store open(Path folder) {
        return SqliteStore.open(folder.resolve("area.db"));
    }
}
