package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The page's touches on faces, as the page sends them, on a whole kiosk.
class MoodOnTheGlassTest {
    private static final String COOK = "cook-and-eat cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";
    private static final Pattern EVENT = Pattern.compile("data-press=\"([a-z/-]+)\" data-event=\"([^\"]*)\"");

    @TempDir
    Path folder;

    private TrialKiosk kiosk;
    private Touches page;

    @BeforeEach
    void open() {
        kiosk = new TrialKiosk(folder).on(COOK).start();
        page = new Touches(kiosk);
    }

    @AfterEach
    void close() {
        page.close();
        kiosk.close();
    }

    @Test
    void whoWasCountedInIsAskedAndMaySayOneWordMore() {
        JsonNode welcome = page.touch("desk/guest", Map.of());
        String guest = event(welcome, "mood/ask");
        JsonNode ask = page.touch("mood/ask", Map.of("event", guest));
        assertThat(ask.get("view").stringValue()).isEqualTo("mood");
        assertThat(html(ask))
                .contains("Very unhappy", "Unhappy", "Happy", "Very happy", "data-event=\"" + guest + "\"");
        JsonNode why = page.touch("mood/face", Map.of("event", guest, "value", "4"));
        assertThat(why.get("view").stringValue()).isEqualTo("mood-why");
        assertThat(html(why))
                .contains("Felt welcome", "Learnt something", "Met someone", "Too crowded", "Not for me")
                .contains("data-leaving=\"mood/done\"");
        JsonNode thanks =
                page.touch("mood/because", Map.of("event", event(why, "mood/because"), "value", "felt-welcome"));
        assertThat(thanks.get("view").stringValue()).isEqualTo("mood-thanks");
        // Nobody is asked twice, and a second touch is too late.
        assertThat(html(page.touch(
                        "desk/companions", Map.of("event", guest, "adults", 1, "from0", 0, "from5", 0, "from12", 0))))
                .doesNotContain("mood/ask");
        assertThat(html(page.touch("mood/face", Map.of("event", guest, "value", "1"))))
                .contains("That was a while ago");
    }

    @Test
    void aWrongTouchIsTakenBackAndAskedAgain() {
        String guest = event(page.touch("desk/guest", Map.of()), "mood/ask");
        JsonNode why = page.touch("mood/face", Map.of("event", guest, "value", "1"));
        JsonNode again = page.touch("mood/change", Map.of("event", event(why, "mood/change")));
        assertThat(again.get("view").stringValue()).isEqualTo("mood");
        assertThat(html(again)).contains("data-event=\"" + guest + "\"");
        assertThat(page.touch("mood/face", Map.of("event", guest, "value", "4"))
                        .get("view")
                        .stringValue())
                .isEqualTo("mood-why");
    }

    @Test
    void anybodyMayTouchAFaceFromHome() {
        assertThat(page.home()).contains("id=\"mood\" data-press=\"mood/ask\"");
        JsonNode ask = page.touch("mood/ask", Map.of());
        assertThat(html(ask)).contains("How do you feel right now?", "data-event=\"\"");
        JsonNode why = page.touch("mood/face", Map.of("event", "", "value", "2"));
        assertThat(why.get("view").stringValue()).isEqualTo("mood-why");
        assertThat(page.send("mood/done", Map.of("event", event(why, "mood/because")))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatIsNoFaceIsRefused() {
        for (Map<String, Object> touch : List.<Map<String, Object>>of(
                Map.of("event", "", "value", "5"),
                Map.of("event", "", "value", "0"),
                Map.of("event", "", "value", "44"),
                Map.of("event", "somebody", "value", "1"),
                Map.of())) {
            assertThat(page.send("mood/face", touch).statusCode())
                    .as(touch.toString())
                    .isEqualTo(400);
        }
    }

    private static String html(JsonNode show) {
        return show.get("html").stringValue() + show.get("view").stringValue();
    }

    /// What the button that leads there says it is about.
    private static String event(JsonNode show, String to) {
        Matcher button = EVENT.matcher(html(show));
        while (button.find()) {
            if (button.group(1).equals(to)) {
                return button.group(2);
            }
        }
        throw new AssertionError("Nothing leads to " + to + " in " + html(show));
    }
}
