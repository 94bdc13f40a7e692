package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of fields and the area's tables are of one mind (decision 0079). Those for PostgreSQL
/// are the same.
class EveryFieldIsNamedTest {
    @Test
    void everyColumnOfTheAreaIsNamedAndNoneThatItDoesNotHave(@TempDir Path folder) {
        Fields fields = Fields.kept();
        try (Database database = Database.open(
                folder.resolve("area.db"), "org/doorstep/area/db/sqlite", "org/doorstep/login/db/sqlite")) {
            List<String> inVain = database.read(handle -> {
                fields.mustName("area", handle);
                return List.copyOf(fields.namedInVain("area", List.of(handle)));
            });
            assertThat(inVain).as("take these lines out of " + Fields.PLACE).isEmpty();
        }
    }
}
