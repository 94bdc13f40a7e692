package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of fields and the kiosk's two files are of one mind (decision 0079).
class EveryFieldIsNamedTest {
    @Test
    void everyColumnOfTheKioskIsNamedAndNoneThatItDoesNotHave(@TempDir Path folder) {
        Fields fields = Fields.kept();
        try (Database people =
                        Database.open(folder.resolve(KioskStore.FILE), Outbox.MIGRATIONS, KioskStore.MIGRATIONS);
                Database answers = Database.open(
                        folder.resolve(KioskStore.ANSWERS_FILE), Outbox.MIGRATIONS, KioskStore.ANSWERS_MIGRATIONS)) {
            List<String> inVain = people.read(ofPeople -> answers.read(ofAnswers -> {
                fields.mustName("kiosk", ofPeople);
                fields.mustName("kiosk", ofAnswers);
                return List.copyOf(fields.namedInVain("kiosk", List.of(ofPeople, ofAnswers)));
            }));
            assertThat(inVain).as("take these lines out of " + Fields.PLACE).isEmpty();
        }
    }
}
