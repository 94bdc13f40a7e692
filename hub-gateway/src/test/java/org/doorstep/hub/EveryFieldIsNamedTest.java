package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.FieldsException;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of fields and this hub's tables are of one mind (decision 0079).
class EveryFieldIsNamedTest {
    private final Fields fields = Fields.kept();

    @Test
    void everyColumnOfTheHubIsNamedAndNoneThatItDoesNotHave(@TempDir Path folder) {
        try (Database database = Hub.open(folder)) {
            List<String> inVain = database.read(handle -> {
                fields.mustName("hub", handle);
                return List.copyOf(fields.namedInVain("hub", List.of(handle)));
            });
            assertThat(inVain).as("take these lines out of " + Fields.PLACE).isEmpty();
        }
    }

    @Test
    void aHubWithAColumnThatNobodyHasThoughtOfDoesNotStart(@TempDir Path folder) {
        try (Database database = Hub.open(folder)) {
            Hub.mustNameAll(fields, database);
            database.write(handle -> handle.execute("ALTER TABLE pass ADD COLUMN shoe_size INTEGER"));

            assertThatThrownBy(() -> Hub.mustNameAll(fields, database))
                    .isInstanceOf(FieldsException.class)
                    .hasMessageContaining("hub.pass.shoe_size");
        }
    }

    @Test
    void whoMayReadAKindOfTheHubIsARoleOfTheHub() {
        Set<String> roles = Arrays.stream(Role.values())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        roles.addAll(Set.of("lead", "member"));

        fields.kinds().forEach(kind -> assertThat(roles).as(kind.name()).containsAll(kind.readers()));
    }
}
