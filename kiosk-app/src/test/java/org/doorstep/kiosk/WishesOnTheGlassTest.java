package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.kiosk.wishes.InPass;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.kiosk.wishes.Wishes.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the page asks of "How this screen works for you", as the page asks it, on a whole kiosk:
/// nothing of one person is the next one's.
class WishesOnTheGlassTest {
    private static final String COOK = "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CODE = Pattern.compile("<path d=\"([^\"]+)\"></path>\\s*</svg>\\s*</div>");

    @TempDir
    Path folder;

    private TrialKiosk kiosk;
    private Touches page;

    @BeforeEach
    void open() {
        kiosk = new TrialKiosk(folder).on(COOK).blanks(1).start();
        page = new Touches(kiosk);
    }

    @AfterEach
    void close() {
        page.close();
        kiosk.close();
    }

    @Test
    void whatIsPutIntoAPassThatCameBackIsTheirsAndNotTheNeighboursThatLayOverIt() {
        JsonNode made = page.touch("desk/pass", Map.of());
        showDarkPass();

        assertThat(page.send("wishes/aside", shown(made)).statusCode()).isEqualTo(204);
        JsonNode sheet = page.touch("wishes/sheet", shown(made));
        JsonNode written = page.touch("wishes/write", shown(sheet));

        assertThat(written.get("view").stringValue()).isEqualTo("wishes-written");
        assertThat(code(written)).isEqualTo(code(made));
    }

    @Test
    void aGuestIsOfferedNobodysPassThoughNobodyHeardThatTheFaceBeforeWentHome() {
        showDarkPass();

        JsonNode guest = page.touch("desk/guest", Map.of());

        JsonNode sheet = page.touch("wishes/sheet", shown(guest));
        assertThat(html(sheet)).doesNotContain("wish-write");
        assertThat(page.touch("wishes/write", shown(sheet)).get("view").stringValue())
                .isEqualTo("wishes");
        assertThat(html(page.touch("wishes/sheet", Map.of("shown", 0)))).doesNotContain("wish-write");
    }

    @Test
    void whatLeadsToSomebodysPassOrFaceIsNotShownOnceTheyHaveGone() {
        JsonNode made = page.touch("desk/pass", Map.of());
        assertThat(page.touch("wishes/languages", shown(made)).get("personal").asBoolean())
                .isTrue();
        JsonNode sheet = page.touch("wishes/sheet", shown(made));
        assertThat(sheet.get("personal").asBoolean()).isTrue();
        assertThat(page.touch("wishes/write", shown(sheet)).get("personal").asBoolean())
                .isTrue();
    }

    @Test
    void whatThePageReadsAloudByItselfIsNobodysTouch() {
        page.touch("wishes/say", Map.of("shown", 0, "value", "theme:dark"));
        kiosk.clock.pass(Duration.ofSeconds(40));
        page.send("voice/say", Map.of("language", "so", "words", "?"));
        assertThat(page.home()).contains("data-theme=\"dark\"");
        kiosk.clock.pass(Duration.ofSeconds(40));
        assertThat(page.home()).contains("data-theme=\"light\"");
    }

    /// A browser that crashed says nothing of going home, and comes back there.
    @Test
    void aPageThatIsLoadedAnewIsHomeWithoutTheWishesOfWhoeverStoodThereBefore() {
        showDarkPass();
        JsonNode languages = page.touch("wishes/languages", Map.of("shown", 0));

        assertThat(page.home()).contains("data-theme=\"light\"");

        assertThat(page.send("wishes/back", shown(languages)).statusCode()).isEqualTo(204);
        assertThat(html(page.touch("wishes/sheet", shown(languages)))).doesNotContain("wish-write");
    }

    @Test
    @Timeout(60)
    void aPageThatComesBackIsToldWhetherHeadphonesWentInMeanwhile() {
        kiosk.headphones(true);
        assertThat(page.firstNews(2).getLast()).isEqualTo("headphones: {\"in\":true}");
        kiosk.headphones(false);
        assertThat(page.firstNews(2).getLast()).isEqualTo("headphones: {\"in\":false}");
    }

    @Test
    void theSheetOpensOverAFaceThatIsAboutSomethingElseThanAShowing() {
        for (String about : List.of("", "4821", "not-an-event", "00000000-0000-7000-8000-000000000000")) {
            JsonNode sheet = page.touch("wishes/sheet", Map.of("shown", 0, "event", about));
            assertThat(sheet.get("view").stringValue()).isEqualTo("wishes");
        }
    }

    @Test
    void ofAGuestTheHubIsAskedToKeepNothing() {
        JsonNode guest = page.touch("desk/guest", Map.of());
        JsonNode sheet = page.touch("wishes/sheet", shown(guest));
        assertThat(html(sheet)).doesNotContain("about/screen");
    }

    /// Somebody's pass with a wish in it, so that it is seen when it has been read.
    private void showDarkPass() {
        String pass = kiosk.pass(7, LocalDate.of(2030, 1, 1));
        String text = InPass.write(pass, Wishes.NONE.withTheme(Theme.DARK)).orElseThrow();
        assertThat(page.send("simulator/code", Map.of("text", text)).statusCode())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> theme().equals("dark"));
    }

    /// As a face over home is drawn now. To load the page would be to go home.
    private String theme() {
        return page.touch("wishes/languages", Map.of("shown", 0))
                .get("wishes")
                .get("theme")
                .stringValue();
    }

    private static Map<String, Object> shown(JsonNode face) {
        return Map.of("shown", face.get("number").asLong());
    }

    private static String html(JsonNode face) {
        return face.get("html").stringValue();
    }

    private static String code(JsonNode face) {
        Matcher code = CODE.matcher(html(face));
        assertThat(code.find()).as(html(face)).isTrue();
        return code.group(1);
    }
}
