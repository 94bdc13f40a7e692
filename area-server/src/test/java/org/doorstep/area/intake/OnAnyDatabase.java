package org.doorstep.area.intake;

import java.io.IOException;
import java.nio.file.Path;
import org.doorstep.area.TrialArea;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An area with two hubs, on whichever database.
abstract class OnAnyDatabase {
    @TempDir
    Path folder;

    TrialArea area;

    abstract Store open(Path folder);

    @BeforeEach
    void openArea() throws IOException {
        area = new TrialArea(folder, open(folder));
        area.addHub("millbrook", "Millbrook Fold");
        area.addHub("alder", "Alder Court");
    }

    @AfterEach
    void closeArea() {
        area.close();
    }
}
