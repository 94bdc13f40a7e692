package org.doorstep.area.login;

import java.nio.file.Path;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;

class SqliteSignInTest extends SignInContract {
    @Override
    Store open(Path folder) {
        return SqliteStore.open(folder.resolve("area.db"));
    }
}
