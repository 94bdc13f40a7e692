package org.doorstep.relay.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldsTest {
    private static final String VISIT = """
            kind visit
              about    resident
              holds    When a pass came
              purpose  Counting
              ground   Legitimate interests
              keep     unseen 36 months
              readers  manager volunteer_desk
            """;

    private enum Role {
        MANAGER,
        VOLUNTEER_DESK,
        READ_ONLY
    }

    @TempDir
    Path folder;

    @Test
    void theFileThatIsKeptCanBeRead() {
        Fields fields = Fields.kept();

        assertThat(fields.kinds()).extracting(Kind::name).contains("visit", "staff-trail");
        assertThat(fields.kindOf("hub.visit.arrived_at").orElseThrow().keep())
                .isEqualTo(new Keep.UntilUnseen(Period.ofMonths(36)));
        assertThat(fields.kindOf("hub.activity.title")).isEmpty();
    }

    @Test
    void aKindIsReadByTheRolesThatItNamesAndByNoOther() {
        Kind visit = FieldsText.read(VISIT).kinds().getFirst();

        assertThat(visit.mayBeReadBy(Role.MANAGER)).isTrue();
        assertThat(visit.mayBeReadBy(Role.VOLUNTEER_DESK)).isTrue();
        assertThat(visit.mayBeReadBy(Role.READ_ONLY)).isFalse();
    }

    @Test
    void aColumnThatIsNotNamedIsSaidWithWhatToWriteWhere() {
        Fields fields = FieldsText.read("table hub.note  What was noted\n  none  id\n");

        try (Database database = Database.open(folder.resolve("notes.db"), "db")) {
            assertThatThrownBy(() -> database.read(handle -> {
                        fields.mustName("hub", handle);
                        return true;
                    }))
                    .isInstanceOf(FieldsException.class)
                    .hasMessageContaining("hub.note.")
                    .hasMessageContaining(Fields.PLACE)
                    .hasMessageContaining("beside `none`");
        }
    }

    @Test
    void aLineThatWasLeftBehindIsFound() {
        Fields fields = FieldsText.read("table hub.gone  Nothing any more\n  none  id\n");

        try (Database database = Database.open(folder.resolve("notes.db"), "db")) {
            List<String> left = database.read(handle -> List.copyOf(fields.namedInVain("hub", List.of(handle))));
            assertThat(left).containsExactly("hub.gone.id");
        }
    }

    @Test
    void allMistakesAreSaidTogetherEachWithItsLine() {
        String text = VISIT.replace("  ground   Legitimate interests\n", "") + """
                kind look
                  about    everybody
                  holds    A look
                  purpose  Looking
                  ground   None
                  keep     for ever
                  readers  nobody
                table attic.box  A box
                  none     id
                table hub.visit  A visit
                  visit    pass
                  none     pass
                """;

        assertThatThrownBy(() -> FieldsText.read(text))
                .isInstanceOf(FieldsException.class)
                .hasMessageContaining("`visit` does not say ground")
                .hasMessageContaining("the kind `look`")
                .hasMessageContaining("line 14: a table is")
                .hasMessageContaining("hub.visit.pass is named twice");
    }

    @Test
    void whatIsKeptForATimeMustSayFromWhen() {
        String kind = VISIT.replace("unseen 36 months", "12 months emptied");

        assertThatThrownBy(() -> FieldsText.read(kind + "table hub.visit  A visit\n  visit  pass\n"))
                .hasMessageContaining("`dated COLUMN`");
        assertThat(FieldsText.read(kind + "table hub.visit  A visit\n  dated  at\n  visit  pass at\n")
                        .tables()
                        .getFirst()
                        .columnsOf("visit"))
                .containsExactly("pass", "at");
    }
}
