package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.hub.mood.MoodReasons;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.contract.Schedule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The page "How sessions feel", on thirteen weeks of an invented house.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoodPageTest {
    private static final String CRECHE = "creche@2026-11-24T0930";
    private static final String JOBS = "job-club@2026-11-19T1300";

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeAll
    void open(@TempDir Path folder) {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
        manager = hub.signedIn(Role.MANAGER);
    }

    @BeforeEach
    void nobodyHasAnsweredYet() {
        hub.database.write(handle -> {
            handle.execute("DELETE FROM mood_count");
            handle.execute("DELETE FROM mood_press");
            handle.execute("DELETE FROM mood_aside");
            handle.execute("DELETE FROM mood_reason WHERE words <> ''");
            handle.execute("UPDATE mood_reason SET place = NULL");
            handle.execute("""
                    UPDATE mood_reason
                    SET place = CASE id
                      WHEN 'felt-welcome' THEN 1 WHEN 'learnt-something' THEN 2 WHEN 'met-someone' THEN 3
                      WHEN 'too-crowded' THEN 4 ELSE 5 END
                    """);
            return null;
        });
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void aSessionIsShownWithItsAnswersItsVisitsAndTheShareThatIsTrue() {
        answers(CRECHE, "2026-11-24", 1, 2, 5, 4);
        long came = number("""
                SELECT f.visits + f.guests
                FROM session_figures f
                JOIN session ON session.id = f.session
                WHERE session.name = '%s'
                """.formatted(CRECHE));
        String page = hub.signedIn(Role.READ_ONLY).get("/mood").body();
        List<String> row = row(page, "Crèche");
        assertThat(row.subList(1, 6)).containsExactly("1", "2", "5", "4", "12");
        assertThat(row.getLast()).startsWith(Math.round(1200.0 / came) + "%");
        assertThat(page).contains("12 of " + came + " who came have answered, and 9 of those");
        assertThat(page).doesNotContain("Offer these");
    }

    @Test
    void nothingIsShownOfFewerThanEightInASessionAWeekOrAWord() {
        answers(CRECHE, "2026-11-24", 0, 0, 3, 4);
        answers("", "2026-11-23", 0, 0, 0, 7);
        hub.database.write(handle -> handle.execute("UPDATE mood_count SET reason = 'met-someone' WHERE session = ''"));
        press("2026-11-23", 0, 4, 7);
        press("2026-11-23", 1, 1, 7);
        String page = page();
        assertThat(page)
                .contains("No session has 8 answers yet", "No week has 8 answers yet", "Nothing has been set aside")
                .contains("No word has been touched often enough")
                .doesNotContain("id=\"mood-sessions\"", "id=\"mood-weeks\"", "id=\"mood-reasons\"");
    }

    @Test
    void whatWasGivenAwayFromSessionsAndOnBoxesOfButtonsStandsByItselfAndWhatWasSetAsideIsCounted() {
        answers("", "2026-11-23", 0, 3, 4, 5);
        press("2026-11-23", 0, 3, 9);
        press("2026-11-23", 1, 1, 10);
        hub.database.write(
                handle -> handle.execute("INSERT INTO mood_aside (week, face, touches) VALUES ('2026-11-16', 2, 31)"));
        String page = page();
        assertThat(page).contains("In the week of 23 Nov, 12 answers were given away from a session");
        assertThat(page).contains("<td>Kiosks</td>", "<td>Boxes of buttons</td>");
        assertThat(page).contains("41 touches were set aside");
        assertThat(page).contains("No session has 8 answers yet");
    }

    @Test
    void theWordsBesideAFaceAreTheHubsOwnAndKeepWhatWasCountedUnderThem() {
        assertThat(offered()).isEqualTo(Schedule.Reason.USUAL);
        assertThat(manager.get("/mood").body()).contains("value=\"Learnt something\"");
        HttpResponse<String> sent = manager.postFrom(
                "/mood", "/mood/words", Map.of("words1", "Good soup", "words2", "Felt welcome", "words4", "Good soup"));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(offered())
                .extracting(reason -> reason.id() + " " + reason.words())
                .containsExactly("own-1 Good soup", "felt-welcome ");

        manager.postFrom("/mood", "/mood/words", Map.of("words1", "Loud music"));
        answers("", "2026-11-23", 0, 0, 0, 9);
        hub.database.write(handle -> handle.execute("UPDATE mood_count SET reason = 'own-1'"));
        manager.postFrom("/mood", "/mood/words", Map.of("words1", "Good soup", "words2", "Loud music"));
        assertThat(offered()).extracting(reason -> reason.id().value()).containsExactly("own-1", "own-2");
        assertThat(row(manager.get("/mood").body(), "Good soup")).contains("9");
    }

    @Test
    void wordsThatAreTooLongAreNotTakenAndAreStillInTheForm() {
        String longOne = "The soup was as good as ever";
        HttpResponse<String> sent = manager.postFrom("/mood", "/mood/words", Map.of("words1", longOne));
        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body()).contains(longOne, "Each may have 24 letters");
        assertThat(offered()).isEqualTo(Schedule.Reason.USUAL);
    }

    @Test
    void aSessionWithSeveralWeeksOfAnswersIsAddedUpByWeek() {
        answers(CRECHE, "2026-11-24", 2, 2, 2, 3);
        answers(JOBS, "2026-11-19", 0, 0, 1, 8);
        List<String> row = row(page(), "23 Nov");
        assertThat(row.subList(0, 6)).containsExactly("2", "2", "2", "3", "1", "9");
    }

    private List<Schedule.Reason> offered() {
        return hub.database.read(MoodReasons::offered);
    }

    private String page() {
        return manager.get("/mood").body();
    }

    /// The cells after the row's heading, without what is inside them.
    private static List<String> row(String page, String heading) {
        Matcher row = Pattern.compile("<tr><th scope=\"row\"[^>]*>" + heading + "</th>(.*?)</tr>", Pattern.DOTALL)
                .matcher(page);
        assertThat(row.find()).as(heading).isTrue();
        return Pattern.compile("<td[^>]*>(.*?)</td>", Pattern.DOTALL)
                .matcher(row.group(1))
                .results()
                .map(cell -> cell.group(1).strip())
                .toList();
    }

    private void answers(String session, String date, int... faces) {
        hub.database.write(handle -> {
            for (int face = 1; face <= faces.length; face++) {
                if (faces[face - 1] > 0) {
                    handle.execute(
                            "INSERT INTO mood_count (session, date, face, reason, answers) VALUES (?, ?, ?, '', ?)",
                            session,
                            date,
                            face,
                            faces[face - 1]);
                }
            }
            return null;
        });
    }

    private void press(String week, int aside, int face, int presses) {
        hub.database.write(handle -> handle.execute(
                "INSERT INTO mood_press (week, aside, face, presses) VALUES (?, ?, ?, ?)", week, aside, face, presses));
    }

    private long number(String query) {
        return hub.database.read(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
