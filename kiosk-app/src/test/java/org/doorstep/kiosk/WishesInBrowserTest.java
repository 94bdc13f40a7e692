package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.kiosk.wishes.InPass;
import org.doorstep.kiosk.wishes.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the screen works for one person, in Chromium: what they wish holds on each of their faces and
/// for nobody after them, the same tasks are done by touch, by keyboard and by one switch, and what
/// is on the glass can be heard.
@Tag("slow")
class WishesInBrowserTest {
    private static final String COOK = "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 1);
    private static final int MOST_STEPS = 60;

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private Glass glass;

    @BeforeEach
    void begin() {
        kiosk = new TrialKiosk(folder).on(COOK).blanks(1).start();
    }

    @AfterEach
    void close() {
        kiosk.close();
    }

    @ParameterizedTest
    @CsvSource({"800,480", "720,1280", "1280,800"})
    void theSheetIsWholeAndOpenToAllInEveryColour(int width, int height) {
        glass = BROWSER.open(kiosk.url(), width, height);
        glass.press("wishes", "wishes");
        glass.look("wishes");
        for (String theme : List.of("dark", "contrast", "light")) {
            glass.press("wish-theme", "wishes");
            waitFor("theme", theme);
            assertThat(glass.violations()).as(theme).isEmpty();
        }
    }

    @Test
    void whatIsWishedHoldsOnEachFaceAndIsGoneWithWhoeverWishedIt() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        glass.press("wishes", "wishes");
        glass.press("wish-large", "wishes");
        waitFor("text", "large");
        glass.press("wish-easier", "wishes");
        waitFor("words", "easy");
        glass.press("wish-still", "wishes");
        waitFor("motion", "still");
        glass.press("wish-seated", "wishes");
        waitFor("seated", "yes");
        glass.press("done", "home");
        waitFor("text", "large");
        glass.present("card", "00BC614E", "welcome");
        waitFor("text", "large");
        glass.press("done", "home");
        waitFor("text", "plain");
        waitFor("seated", "no");
        glass.present("card", "00BC614F", "welcome");
        waitFor("words", "plain");
    }

    @Test
    void aTouchOfALanguageTurnsTheFaceThatIsThereAndGoesBackToIt() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        glass.present("card", "00BC614E", "welcome");
        glass.press("wishes", "wishes");
        glass.press("wish-language", "languages");
        glass.press("[data-press='wishes/language'][data-value='pl']", "welcome");
        assertThat(page().evaluate("document.documentElement.lang").toString()).startsWith("pl");
        assertThat(glass.words()).doesNotContain("Welcome");
        glass.press("done", "home");
        page().waitForFunction("() => document.documentElement.lang.startsWith('en')");
    }

    @Test
    void wishesArePutIntoThePassAndTheScreenIsSoWhenItIsShownAgain() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        String pass = kiosk.pass(7, LAST_DAY);
        glass.present("code", pass, "welcome");
        glass.press("wishes", "wishes");
        glass.press("wish-theme", "wishes");
        waitFor("theme", "dark");
        glass.press("wish-large", "wishes");
        waitFor("text", "large");
        glass.press("wish-write", "wishes-written");
        glass.look("wishes-written");
        Object drawn = page().evaluate("document.querySelector('.qr path').getAttribute('d').length");
        assertThat((int) drawn).isPositive();
        glass.press("done", "welcome");
        glass.press("done", "home");
        waitFor("theme", "light");

        Wishes wished = Wishes.NONE.withTheme(Wishes.Theme.DARK).withLargeText(true);
        kiosk.clock.pass(Duration.ofSeconds(10));
        glass.present("code", InPass.write(pass, wished).orElseThrow());
        waitFor("theme", "dark");
        waitFor("text", "large");
        glass.present("code", kiosk.pass(8, LAST_DAY), "welcome");
        waitFor("theme", "light");
        waitFor("text", "plain");
    }

    @Test
    void beingCountedInAndWishingForOtherColoursTakesAKeyboardAlone() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        tabTo("guest");
        page().keyboard().press("Enter");
        glass.waitForView("guest");
        tabTo("more-adults");
        page().keyboard().press("Space");
        page().waitForFunction("() => document.querySelector('.counter output').textContent === '1'");
        tabTo("done");
        page().keyboard().press("Enter");
        glass.waitForView("home");
        tabTo("wishes");
        page().keyboard().press("Enter");
        glass.waitForView("wishes");
        tabTo("wish-theme");
        page().keyboard().press("Enter");
        waitFor("theme", "dark");
        page().keyboard().press("Escape");
        glass.waitForView("home");
    }

    @Test
    void oneSwitchAloneCountsSomebodyInWithWhoeverCameAlong() {
        kiosk.pressSwitch();
        glass = BROWSER.blank(800, 480, "ltr");
        page().clock().install();
        page().navigate(kiosk.url());
        page().waitForSelector("html[data-switch=yes]");
        pick("guest");
        glass.waitForView("guest");
        pick("more-adults");
        page().waitForFunction("() => document.querySelector('.counter output').textContent === '1'");
        pick("done");
        glass.waitForView("home");
    }

    @Test
    void oneKeyIsASwitchTooAndHowFastTheMarkGoesIsTheirs() {
        glass = BROWSER.blank(800, 480, "ltr");
        page().clock().install();
        page().navigate(kiosk.url());
        page().waitForSelector("#wishes");
        page().locator("#wishes").click();
        glass.waitForView("wishes");
        page().clock().runFor(1_000);
        page().locator("#wish-switch").click();
        page().waitForSelector("html[data-pace='4000']");
        pick("wish-switch");
        page().waitForSelector("html[data-pace='2500']");
    }

    @Test
    void theSwitchPressesNothingOfAFaceThatHasOnlyJustCome() {
        kiosk.pressSwitch();
        glass = BROWSER.blank(800, 480, "ltr");
        page().clock().install();
        page().navigate(kiosk.url());
        page().waitForSelector("[data-marked]");
        assertThat(page().evaluate("""
                        async () => {
                          const { pick } = await import("/static/switch.js");
                          const marks = () => [...document.querySelectorAll("[data-marked]")].map((it) => it.id).join();
                          const { dataset } = document.documentElement;
                          let clicks = 0;
                          document.addEventListener("click", () => (clicks += 1), true);
                          const before = marks();
                          dataset.settled = "no";
                          pick();
                          return clicks === 0 && marks() === before;
                        }
                        """)).isEqualTo(true);
    }

    @Test
    void theMarkStaysWhereItIsWhenHomeIsDrawnAnew() {
        kiosk.pressSwitch();
        glass = BROWSER.blank(800, 480, "ltr");
        page().clock().install();
        page().navigate(kiosk.url());
        page().waitForSelector("[data-marked]");
        page().clock().pauseAt(((Number) page().evaluate("Date.now()")).longValue() + 60_000);
        String marked = "[...document.querySelectorAll('[data-marked]')].map((it) => it.id).join()";
        Object first = page().evaluate(marked);
        String elsewhereAtHome =
                "first => document.querySelector('#home [data-marked]') !== null && " + marked + " !== first";
        for (int i = 0; i < MOST_STEPS && !isTrue(page().evaluate(elsewhereAtHome, first)); i++) {
            page().clock().runFor(500);
        }
        assertThat(isTrue(page().evaluate(elsewhereAtHome, first))).isTrue();
        Object before = page().evaluate(marked);
        glass.plug(false);
        page().waitForSelector("#troubles");
        assertThat(page().evaluate(marked)).isEqualTo(before);
    }

    @Test
    void aVoiceThatIsBusyIsAskedAgainAndNotSaidToBeMissing() {
        glass = BROWSER.openWithClock(kiosk.url());
        AtomicInteger asked = new AtomicInteger();
        page().route("**/voice/say", saying -> {
            asked.incrementAndGet();
            saying.fulfill(new Route.FulfillOptions().setStatus(202));
        });
        glass.present("card", "00BC614E", "welcome");
        page().locator("#ear").click();
        for (int tries = 0; tries < 150 && asked.get() < 3; tries++) {
            page().clock().runFor(100);
        }
        assertThat(asked.get()).isEqualTo(3);
        assertThat(page().locator("#no-voice").isHidden()).isTrue();
    }

    /// Not "Adults 0", as after a touch of whoever was there before.
    @Test
    void whoeverComesNextHearsTheirOwnWelcomeFromTheBeginning() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        glass.present("card", "00BC614E", "welcome");
        glass.present("card", "00BC614F", "welcome");
        page().waitForFunction("() => document.getElementById('say').textContent.startsWith('Welcome')");
    }

    @Test
    void aNewPassBeneathTheSheetComesBackAfterANeighboursCard() {
        glass = BROWSER.openWithClock(kiosk.url());
        page().waitForSelector("#new-here");
        glass.press("new-here", "new-here");
        glass.press("[data-press='desk/pass']", "pass");
        glass.press("wishes", "wishes");
        glass.present("card", "00BC614E", "welcome");
        page().clock().runFor(7_000);
        glass.waitForView("wishes");
        glass.press("done", "pass");
    }

    @Test
    void aVoiceThatNeverComesKeepsNobodysFaceOnTheGlass() {
        glass = BROWSER.openWithClock(kiosk.url());
        page().route("**/voice/say", never -> {});
        glass.present("card", "00BC614E", "welcome");
        page().locator("#ear").click();
        page().waitForSelector("#ear[aria-pressed=true]");
        page().clock().runFor(21_000);
        page().waitForSelector("#ear[aria-pressed=false]");
        page().clock().runFor(40_000);
        assertThat(glass.view()).isEqualTo("home");
    }

    @Test
    void whoeverIsThereIsAskedBeforeThePageGoesHomeAndAnyTouchIsAYes() {
        glass = BROWSER.openWithClock(kiosk.url());
        glass.present("card", "00BC614E", "welcome");
        page().clock().runFor(15_000);
        page().waitForSelector("#still:not([hidden])");
        page().locator("#still-yes").click();
        page().waitForSelector("#still", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
        page().clock().runFor(10_000);
        assertThat(glass.view()).isEqualTo("welcome");
        page().clock().runFor(26_000);
        assertThat(glass.view()).isEqualTo("home");
    }

    @Test
    void whatIsReadAloudIsTheTitleTheSentencesAndThenWhatCanBeTouched() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        glass.present("card", "00BC614E", "welcome");
        assertThat(script())
                .startsWith("Welcome!", "You are counted in for", "Cook and eat")
                .containsSubsequence("Did anyone come with you?", "You can touch:", "One adult more", "Done")
                .doesNotContain("Stay on this page");
    }

    @Test
    void theEarReadsTheFaceWithTheMachinesOwnVoice() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/espeak-ng")), "eSpeak NG is not installed");
        glass = BROWSER.open(kiosk.url(), 800, 480);
        page().waitForResponse(
                        answer -> answer.url().endsWith("/voice/say") && answer.status() == 200,
                        () -> page().locator("#ear").click());
    }

    @Test
    void aLanguageWithoutAVoiceIsSaidToHaveNone() {
        glass = BROWSER.open(kiosk.url(), 800, 480);
        page().evaluate("document.documentElement.lang = 'so'");
        page().locator("#ear").click();
        page().waitForSelector("#no-voice:not([hidden])");
    }

    private Page page() {
        return glass.page();
    }

    private void waitFor(String wish, String value) {
        page().waitForSelector("html[data-" + wish + "=" + value + "]");
    }

    private void tabTo(String id) {
        glass.settle();
        for (int i = 0; i < MOST_STEPS; i++) {
            page().keyboard().press("Tab");
            if (id.equals(page().evaluate("document.activeElement.id"))) {
                return;
            }
        }
        throw new AssertionError("Tab never comes to " + id);
    }

    /// Waits, as somebody with one switch does, until the mark is on it or on its row, and presses.
    private void pick(String id) {
        page().waitForSelector("#" + id);
        for (int i = 0; i < MOST_STEPS; i++) {
            glass.settle();
            Map<?, ?> marked = (Map<?, ?>) page().evaluate("""
                    (id) => {
                      const marked = [...document.querySelectorAll("[data-marked]")];
                      return { on: marked.some((it) => it.id === id), many: marked.length > 1 };
                    }
                    """, id);
            if (Boolean.TRUE.equals(marked.get("on"))) {
                page().keyboard().press("Space");
                if (!Boolean.TRUE.equals(marked.get("many"))) {
                    return;
                }
            }
            page().clock().runFor(2_000);
        }
        throw new AssertionError("The mark never comes to " + id);
    }

    private static boolean isTrue(Object said) {
        return Boolean.TRUE.equals(said);
    }

    private List<String> script() {
        List<String> said = new ArrayList<>();
        ((List<?>) page().evaluate("async () => (await import('/static/voice.js')).script().map((line) => line.words)"))
                .forEach(line -> said.add((String) line));
        return said;
    }
}
