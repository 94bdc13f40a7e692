package org.doorstep.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Kind;
import org.junit.jupiter.api.Test;

class PapersTest {
    private static final Path KEPT = Path.of("../docs/papers");

    private final Fields fields = Fields.kept();
    private final Map<String, String> papers = new Papers(fields).all();

    @Test
    void thePapersInTheHouseAreThoseThatTheFileOfFieldsMakes() throws IOException {
        for (Map.Entry<String, String> paper : papers.entrySet()) {
            assertThat(KEPT.resolve(paper.getKey()))
                    .as("make the papers again: hub-gateway papers --into docs/papers")
                    .hasContent(paper.getValue());
        }
    }

    @Test
    void everyKindIsInTheRecordAndEveryColumnInTheSchedule() {
        for (Kind kind : fields.kinds()) {
            assertThat(papers.get("record-of-processing.md")).contains(kind.holds(), kind.purpose(), kind.ground());
        }
        fields.tables().forEach(table -> table.personalKinds()
                .forEach(kind -> table.columnsOf(kind).forEach(column -> assertThat(papers.get("retention-schedule.md"))
                        .containsPattern("`" + table.fullName() + "` \\|[^|]*`" + column + "`[^|]*\\| " + kind))));
    }

    @Test
    void theNoticeNamesEverythingThatIsHeldOfAResident() {
        fields.kinds().stream()
                .filter(kind -> kind.about() == Kind.About.RESIDENT)
                .forEach(kind -> assertThat(papers.get("privacy-notice.md")).contains(kind.holds()));
    }
}
