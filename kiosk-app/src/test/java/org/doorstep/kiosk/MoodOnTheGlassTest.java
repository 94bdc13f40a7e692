package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.Wire;
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

    private final HttpClient client = HttpClient.newHttpClient();
    private TrialKiosk kiosk;

    @BeforeEach
    void open() {
        kiosk = new TrialKiosk(folder).on(COOK).start();
    }

    @AfterEach
    void close() {
        kiosk.close();
        client.close();
    }

    @Test
    void whoWasCountedInIsAskedAndMaySayOneWordMore() {
        JsonNode welcome = touch("desk/guest", Map.of());
        String guest = event(welcome, "mood/ask");
        JsonNode ask = touch("mood/ask", Map.of("event", guest));
        assertThat(ask.get("view").stringValue()).isEqualTo("mood");
        assertThat(html(ask))
                .contains("Very unhappy", "Unhappy", "Happy", "Very happy", "data-event=\"" + guest + "\"");
        JsonNode why = touch("mood/face", Map.of("event", guest, "value", "4"));
        assertThat(why.get("view").stringValue()).isEqualTo("mood-why");
        assertThat(html(why))
                .contains("Felt welcome", "Learnt something", "Met someone", "Too crowded", "Not for me")
                .contains("data-leaving=\"mood/done\"");
        JsonNode thanks = touch("mood/because", Map.of("event", event(why, "mood/because"), "value", "felt-welcome"));
        assertThat(thanks.get("view").stringValue()).isEqualTo("mood-thanks");
        // Nobody is asked twice, and a second touch is too late.
        assertThat(html(touch(
                        "desk/companions", Map.of("event", guest, "adults", 1, "from0", 0, "from5", 0, "from12", 0))))
                .doesNotContain("mood/ask");
        assertThat(html(touch("mood/face", Map.of("event", guest, "value", "1"))))
                .contains("That was a while ago");
    }

    @Test
    void aWrongTouchIsTakenBackAndAskedAgain() {
        String guest = event(touch("desk/guest", Map.of()), "mood/ask");
        JsonNode why = touch("mood/face", Map.of("event", guest, "value", "1"));
        JsonNode again = touch("mood/change", Map.of("event", event(why, "mood/change")));
        assertThat(again.get("view").stringValue()).isEqualTo("mood");
        assertThat(html(again)).contains("data-event=\"" + guest + "\"");
        assertThat(touch("mood/face", Map.of("event", guest, "value", "4"))
                        .get("view")
                        .stringValue())
                .isEqualTo("mood-why");
    }

    @Test
    void anybodyMayTouchAFaceFromHome() {
        assertThat(home()).contains("id=\"mood\" data-press=\"mood/ask\"");
        JsonNode ask = touch("mood/ask", Map.of());
        assertThat(html(ask)).contains("How do you feel right now?", "data-event=\"\"");
        JsonNode why = touch("mood/face", Map.of("event", "", "value", "2"));
        assertThat(why.get("view").stringValue()).isEqualTo("mood-why");
        assertThat(send("mood/done", Map.of("event", event(why, "mood/because")))
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
            assertThat(send("mood/face", touch).statusCode())
                    .as(touch.toString())
                    .isEqualTo(400);
        }
    }

    private JsonNode touch(String to, Map<String, Object> touch) {
        HttpResponse<String> answer = send(to, touch);
        assertThat(answer.statusCode()).as(to).isEqualTo(200);
        return Wire.JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String to, Map<String, Object> touch) {
        return sent(HttpRequest.newBuilder(URI.create(kiosk.url() + "/" + to))
                .header("Origin", kiosk.url())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.JSON.writeValueAsString(touch)))
                .build());
    }

    private String home() {
        return sent(HttpRequest.newBuilder(URI.create(kiosk.url() + "/")).build())
                .body();
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
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
