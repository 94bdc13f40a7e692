package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.kiosk.face.Languages;
import org.doorstep.kiosk.face.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The page in the languages that it has, in Chromium: chosen by touch, whole, and with letters of
/// its own.
@Tag("slow")
class LanguagesInBrowserTest {
    private static final Path BUNDLES = Path.of("src/main/resources/org/doorstep/kiosk/face");
    private static final String COOK = "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";
    private static final String CARD = "00BC614E";

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private final Languages languages = Languages.found();
    private TrialKiosk kiosk;
    private Glass glass;

    @BeforeEach
    void aKiosk() {
        kiosk = new TrialKiosk(folder).on(COOK).blanks(2).start();
        glass = BROWSER.open(kiosk.url(), 800, 480);
    }

    @AfterEach
    void close() {
        kiosk.close();
    }

    @Test
    void everyLetterOfEveryLanguageIsDrawnByAFontThatTheKioskBringsAlong() throws IOException {
        Page page = glass.page();
        for (Words words : languages.all()) {
            String letters = letters(words) + words.digits();
            page.evaluate("""
                    ([tag, letters]) => {
                      for (const weight of [400, 700]) {
                        const line = document.createElement("p");
                        line.className = "every-letter";
                        line.id = `letters-${tag}-${weight}`;
                        line.lang = tag;
                        line.style.fontWeight = weight;
                        line.textContent = letters;
                        document.body.append(line);
                      }
                      return document.fonts.ready;
                    }
                    """, List.of(words.tag(), letters));
        }
        page.waitForFunction("() => document.fonts.status === 'loaded'");

        Map<String, Set<String>> borrowed = new TreeMap<>();
        CDPSession tools = page.context().newCDPSession(page);
        tools.send("DOM.enable");
        tools.send("CSS.enable");
        for (Words words : languages.all()) {
            for (int weight : new int[] {400, 700}) {
                String line = "letters-" + words.tag() + "-" + weight;
                Set<String> fonts = fontsNotOurs(tools, "#" + line);
                if (!fonts.isEmpty()) {
                    borrowed.put(line, fonts);
                }
            }
        }
        assertThat(borrowed).as("fonts of this machine").isEmpty();
    }

    @Test
    void oneTouchAtHomeAndEverythingIsInThatLanguageUntilTheyHaveGone() throws IOException {
        for (Words words : languages.all().subList(1, languages.all().size())) {
            chosenAtHome(words);

            glass.look("home-" + words.tag());
            assertNothingIsEnglish(words, "home");
            glass.press("new-here", "new-here");
            assertNothingIsEnglish(words, "new here");
            glass.press("[data-press='desk/privacy/kept']", "privacy");
            assertNothingIsEnglish(words, "what is kept");
            glass.press("done", "home");
            glass.press("guest", "guest");
            assertThat(glass.words()).contains(words.say("guest.title"));
            assertNothingIsEnglish(words, "guest");
            glass.press("#more-adults", "guest");
            glass.page()
                    .waitForFunction(
                            "it => document.querySelector('.counter output').textContent === it", words.number(1));
            glass.press("done", "home");
            glass.page().waitForSelector("html[lang^=en]");
        }
    }

    @Test
    void whatIsOnTheGlassIsDrawnAgainInTheLanguageThatIsTouched() {
        Words english = languages.own();
        Words arabic = languages.find("ar").orElseThrow();
        glass.present("card", CARD, "welcome");
        assertThat(glass.words()).contains(english.say("welcome.title"));

        glass.press("[data-press='wishes/languages']", "languages");
        assertThat(glass.page().locator("#outcome .choice").allInnerTexts().toString())
                .contains(languages.all().stream().map(Words::name).toList());
        glass.press("back", "welcome");
        glass.press("[data-press='wishes/languages']", "languages");
        glass.press("read-ar", "welcome");

        assertThat(glass.words()).contains(arabic.say("welcome.title"));
        assertThat(glass.page().evaluate("document.documentElement.dir")).isEqualTo("rtl");
        glass.look("welcome-in-arabic");
        glass.press("done", "home");
        glass.page().waitForSelector("html[dir=ltr]");
    }

    @Test
    void theFaceOfOnePersonIsNotDrawnAgainForTheNext() {
        glass.present("card", CARD, "welcome");
        Object number = glass.page().evaluate("Number(document.documentElement.dataset.shown)");
        glass.press("done", "home");
        glass.page().waitForFunction("""
                async (number) => {
                  const answer = await fetch("/wishes/back", {
                    method: "POST",
                    headers: { "Content-Type": "application/json" },
                    body: JSON.stringify({ shown: number }),
                  });
                  return answer.status === 204;
                }
                """, number);
    }

    private void chosenAtHome(Words words) {
        glass.press("language-" + words.tag(), "home");
        glass.page().waitForSelector("html[lang='" + words.language() + "'][dir=" + words.direction() + "]");
        glass.page()
                .waitForFunction(
                        "it => document.getElementById('home').innerText.includes(it)", words.say("home.new-here"));
    }

    /// No English sentence of ours, where this language has another.
    private void assertNothingIsEnglish(Words words, String where) throws IOException {
        Properties english = bundle("");
        Properties theirs = bundle("_" + words.tag());
        Set<String> sentences = english.stringPropertyNames().stream()
                .filter(key -> !english.getProperty(key).equals(theirs.getProperty(key)))
                .map(key -> english.getProperty(key).replace("''", "'"))
                .filter(sentence -> sentence.indexOf('{') < 0 && sentence.length() > 2)
                .collect(Collectors.toSet());
        // The names of languages are their own everywhere, and the way to the simulator is ours.
        Set<String> seen = new TreeSet<>(texts());
        seen.retainAll(sentences);
        seen.removeAll(Set.of(languages.own().name(), english.getProperty("simulator.link")));
        assertThat(seen).as("English on %s in %s", where, words.tag()).isEmpty();
    }

    private Set<String> texts() {
        return new HashSet<>(((List<?>) glass.page().evaluate("""
                        () => {
                          const texts = [];
                          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                          while (walk.nextNode()) {
                            texts.push(walk.currentNode.textContent.trim());
                          }
                          for (const labelled of document.querySelectorAll("[aria-label]")) {
                            texts.push(labelled.getAttribute("aria-label"));
                          }
                          return texts;
                        }
                        """))
                .stream().map(String.class::cast).toList());
    }

    private static String letters(Words words) throws IOException {
        // As they stand beside each other: letters of Bengali and Arabic take their form from their neighbours.
        return bundle(words.tag().equals("en") ? "" : "_" + words.tag()).values().stream()
                .flatMap(sentence -> Stream.of(((String) sentence).split("\\s+")))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Set<String> fontsNotOurs(CDPSession tools, String place) {
        JsonObject document = tools.send("DOM.getDocument").getAsJsonObject("root");
        JsonObject where = new JsonObject();
        where.addProperty("nodeId", document.get("nodeId").getAsInt());
        where.addProperty("selector", place);
        JsonObject found = tools.send("DOM.querySelector", where);
        JsonArray fonts = tools.send("CSS.getPlatformFontsForNode", found).getAsJsonArray("fonts");
        List<String> borrowed = new ArrayList<>();
        for (JsonElement font : fonts) {
            if (!font.getAsJsonObject().get("isCustomFont").getAsBoolean()) {
                borrowed.add(font.getAsJsonObject().get("familyName").getAsString() + " for "
                        + font.getAsJsonObject().get("glyphCount").getAsInt());
            }
        }
        assertThat(fonts).as("drawn at all: " + place).isNotEmpty();
        return new TreeSet<>(borrowed);
    }

    private static Properties bundle(String ending) throws IOException {
        Properties bundle = new Properties();
        try (Reader text = Files.newBufferedReader(BUNDLES.resolve("messages" + ending + ".properties"))) {
            bundle.load(text);
        }
        return bundle;
    }
}
