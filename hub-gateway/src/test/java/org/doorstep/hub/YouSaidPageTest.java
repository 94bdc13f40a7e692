package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.yousaid.YouSaidLines;
import org.doorstep.relay.contract.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "You said, we did", as a manager writes it.
class YouSaidPageTest {
    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatAManagerWritesIsShownInItsOrderAndLinesLeftEmptyAreNone() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        HttpResponse<String> sent = manager.postFrom(
                "/you-said",
                "/you-said",
                Map.of(
                        "said2",
                        "The hall is cold",
                        "did2",
                        "Heating from eight",
                        "said4",
                        "Tea & cake",
                        "did4",
                        "Now"));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(shown())
                .containsExactly(
                        new Schedule.YouSaid("The hall is cold", "Heating from eight"),
                        new Schedule.YouSaid("Tea & cake", "Now"));
        assertThat(manager.get("/you-said").body()).contains("value=\"Tea &amp; cake\"");

        manager.postFrom("/you-said", "/you-said", Map.of());
        assertThat(shown()).isEmpty();
    }

    @Test
    void aLineWithoutItsOtherHalfOrTooLongIsNotTakenAndIsStillInTheForm() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        String tooLong = "a".repeat(Schedule.YouSaid.MOST_LETTERS + 1);
        for (Map<String, String> wrong :
                List.of(Map.of("said1", "The hall is cold"), Map.of("said1", "The hall is cold", "did1", tooLong))) {
            HttpResponse<String> sent = manager.postFrom("/you-said", "/you-said", wrong);
            assertThat(sent.statusCode()).isEqualTo(422);
            assertThat(sent.body()).contains("The hall is cold", "Each needs both lines, of 90 letters at most.");
        }
        assertThat(shown()).isEmpty();
    }

    @Test
    void whoOnlyReadsSeesWhatIsShownAndNoForm() {
        hub.signedIn(Role.MANAGER)
                .postFrom("/you-said", "/you-said", Map.of("said1", "More chairs", "did1", "Twenty more"));
        assertThat(hub.signedIn(Role.READ_ONLY).get("/you-said").body())
                .contains("More chairs", "Twenty more")
                .doesNotContain("Show these");
    }

    private List<Schedule.YouSaid> shown() {
        return hub.database.read(YouSaidLines::shown);
    }
}
