package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Greeting;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PrivateReply;
import org.doorstep.relay.contract.ResidentWords;
import org.doorstep.relay.contract.SmallArea;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.link.InMemoryLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// "About me" in Chromium, by touches alone: what is shown, what is said, and what of it comes to the outbox.
@Tag("slow")
class AboutMeInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String COOK = "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";

    private static Playwright playwright;
    private static Browser browser;

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private TellingHub hub;
    private InMemoryLink link;
    private Page page;

    @BeforeAll
    static void launch() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed: apt-get install chromium");
        Files.createDirectories(Glass.PICTURES);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking")));
    }

    @AfterAll
    static void end() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(
                folder.resolve(AreaBook.POSTCODES),
                "pcds,lsoa21cd,lsoa21nm,decile\nZZ1 1AA,X01000003,Weir Side,2\nZZ1 2AB,X01000004,Dye House Row,1\n");
        kiosk = new TrialKiosk(folder);
        kiosk.on(COOK);
        hub = new TellingHub(kiosk);
        link = hub.startKiosk();
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
        kiosk.close();
        link.close();
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "720,1280,ltr", "1280,800,ltr", "800,480,rtl"})
    void everyFaceIsWholeLargeAndOpenToAll(int width, int height, String direction) {
        String size = width + "x" + height + "-" + direction;
        open(width, height, direction);
        tap();
        look("welcome-own", size);
        press("own", "about");
        look("about", size);
        press("about-held", "about-held");
        look("about-held", size);
        press("about-looks", "about-looks");
        look("about-looks", size);
        press("back", "about-held");
        press("about-change", "about-change");
        look("about-change", size);
        press("about-nickname", "about-nickname");
        look("about-nickname", size);
        press("back", "about-change");
        press("about-age", "about-age");
        look("about-age", size);
        press("back", "about-change");
        press("about-language", "about-language");
        look("about-language", size);
        press("back", "about-change");
        press("about-postcode", "about-postcode");
        look("about-postcode", size);
        postcode("ZZ11AA");
        press("next", "about-area");
        look("about-area", size);
        press("back", "about-change");
        press("back", "about");
        press("about-visits-0", "about-visits");
        look("about-visits", size);
        press("[data-press='about/deny']", "about-deny");
        look("about-deny", size);
        press("back", "about");
        press("about-copy", "about-copies");
        press("about-copy-text-0", "about-copy");
        look("about-copy", size);
        press("back", "about");
        press("about-leave", "about-leave");
        look("about-leave", size);
        press("about-left", "about-left");
        look("about-left", size);
    }

    @Test
    void whatIsSaidIsSealedInTheOutboxAndShownAtOnce() throws Exception {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        assertThat(words()).contains("About you, Zaneta").contains("5 visits, the first on 3 Mar 2026");
        press("about-change", "about-change");
        press("about-nickname", "about-nickname");
        page.waitForSelector("html:not([data-settled=no])");
        for (String key : List.of("i", "v", "o")) {
            page.locator("[data-key='" + key + "']").locator("visible=true").click();
        }
        assertThat(page.locator("#typed").innerText()).isEqualTo("Ivo");
        press("next", "about-change");
        assertThat(words()).contains("Saved").contains("Ivo");
        press("about-age", "about-age");
        press("about-say-age-80-over", "about-change");
        press("about-postcode", "about-postcode");
        postcode("ZZ12AB");
        press("next", "about-area");
        assertThat(words()).contains("That is around Dye House Row. Right?");
        press("about-say-area-X01000004", "about-change");
        press("about-say-large-true", "about-change");
        assertThat(page.evaluate("document.documentElement.dataset.large")).isEqualTo("yes");

        ResidentWords said = said().reduce(ResidentWords.NOTHING, (before, now) -> now.over(before));
        assertThat(said)
                .isEqualTo(ResidentWords.NOTHING
                        .withNickname("Ivo")
                        .withAgeBand(AgeBand.FROM_80)
                        .withArea(new SmallArea("X01000004", 1))
                        .withLargeText(true));
        assertThat(rows()).noneMatch(row -> row.contains("Ivo") || row.contains("ZZ1"));
    }

    @Test
    void aPostcodeThatIsNotAroundHereIsSaidSoAndNothingIsKept() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-change", "about-change");
        press("about-postcode", "about-postcode");
        postcode("QQ99QQ");
        page.locator("#next").click();
        page.waitForSelector(".typing-problem");
        assertThat(words()).doesNotContain("QQ99QQ");
        assertThat(rows()).noneMatch(row -> row.contains("resident"));
    }

    @Test
    void aDeniedVisitAndALeavingAreKeptAndTheReceiptIsTheOneThatTravels() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-visits-0", "about-visits");
        press("#deny-drop-in\\@2026-11-20T0000", "about-deny");
        press("about-denied", "about-denied");
        assertThat(events(HubEvent.VisitDenied.class)).singleElement().satisfies(denied -> assertThat(denied.session())
                .hasToString("drop-in@2026-11-20T0000"));

        press("about-menu", "about");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        assertThat(page.locator(".about-large").innerText())
                .isEqualTo(
                        events(HubEvent.ResidentLeft.class).getFirst().receipt().toString());
    }

    @Test
    void withTheHubAwayOneCanStillSaySomethingAndLeave() {
        open(800, 480, "ltr");
        tap();
        link.cut();
        press("own", "about-away");
        look("about-away", "800x480-ltr");
        press("about-change", "about-change");
        press("about-age", "about-age");
        press("about-say-age-18-24", "about-change");
        assertThat(words()).contains("18 to 24");
        press("back", "about-away");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        assertThat(events(HubEvent.ResidentLeft.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "720,1280,ltr", "1280,800,ltr", "800,480,rtl"})
    void anotherCardIsUsedTooByTouchAndANeighboursIsCountedByItself(int width, int height, String direction) {
        String size = width + "x" + height + "-" + direction;
        open(width, height, direction);
        tap();
        press("own", "about");
        press("desk-another-card", "notice");
        look("another-card", size);
        present("card", "00BC6150");
        page.waitForSelector("[data-press='desk/both-are-mine']");
        look("both-yours", size);
        press("[data-press='desk/not-mine']", "welcome");
        assertThat(events(HubEvent.PassAdded.class)).isEmpty();
        assertThat(events(HubEvent.TapRecorded.class)).hasSize(2);

        press("own", "about");
        press("desk-another-card", "notice");
        present("card", "00BC6151");
        page.waitForSelector("[data-press='desk/both-are-mine']");
        press("[data-press='desk/both-are-mine']", "notice");
        page.waitForSelector(".stage-welcome");
        look("card-added", size);
        assertThat(events(HubEvent.PassAdded.class)).hasSize(1);
    }

    @Test
    void whoGoesBackFromUsingAnotherCardLeavesTheNextOneAlone() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("desk-another-card", "notice");
        page.waitForSelector("html:not([data-settled=no])");
        page.waitForResponse("**/desk/never-mind", () -> page.locator("#done").click());

        present("card", "00BC6150");
        page.waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
    }

    @Test
    void whatTheHubTellsTooLateIsNotShownToWhoeverStandsThereThen() {
        hub.answer = new PrivateReply.NotYet();
        open(800, 480, "ltr");
        tap();
        Object before = page.evaluate("document.documentElement.dataset.shown");
        page.waitForSelector("html:not([data-settled=no])");
        Response late = page.waitForResponse("**/about/menu", () -> {
            page.locator("#own").click();
            present("card", "00BC6150");
            page.waitForFunction("before => document.documentElement.dataset.shown !== before", before);
            page.keyboard().press("Escape");
            hub.answer = TellingHub.HELD;
        });
        assertThat(late.finished()).isNull();
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        assertThat(page.evaluate("document.documentElement.dataset.view")).isEqualTo("home");
        assertThat(page.locator("body").innerText()).doesNotContain("Zaneta");
    }

    @Test
    void whileTheHubIsAskedOneCanGoHomeAndTheNextIsCountedIn() {
        hub.answer = new PrivateReply.NotYet();
        open(800, 480, "ltr");
        tap();
        page.waitForSelector("html:not([data-settled=no])");
        page.locator("#own").click();
        page.keyboard().press("Escape");
        press("guest", "guest");
    }

    @Test
    void aReceiptComesBackAfterANeighboursCard() {
        open(800, 480, "ltr");
        tap();
        press("own", "about");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        String receipt = page.locator(".about-large").innerText();

        present("card", "00BC6150");
        page.waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
        press("done", "about-left");

        assertThat(page.locator(".about-large").innerText()).isEqualTo(receipt);
    }

    @ParameterizedTest
    @CsvSource({"800,480,ltr", "800,480,rtl"})
    void theLongestNameInLargeTextIsWhole(int width, int height, String direction) {
        String size = width + "x" + height + "-" + direction;
        greeted("Maximiliana-Wilhelmina W");
        open(width, height, direction);
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        page.waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
        assertThat(words()).contains("Maximiliana");
        look("large-welcome", size);
        press("own", "about");
        look("large-about", size);
        press("about-held", "about-held");
        look("large-about-held", size);
        press("about-change", "about-change");
        look("large-about-change", size);
        press("about-age", "about-age");
        look("large-about-age", size);
        press("back", "about-change");
        press("back", "about");
        press("about-visits-0", "about-visits");
        look("large-about-visits", size);
        press("back", "about");
        press("about-leave", "about-leave");
        look("large-about-leave", size);
    }

    @Test
    void whoHasLeftIsNotGreetedByNameAlsoWhileTheHubIsAway() {
        greeted("Ivo");
        open(800, 480, "ltr");
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        page.waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
        assertThat(words()).contains("Welcome, Ivo!");
        link.cut();
        press("own", "about-away");
        press("about-leave", "about-leave");
        press("about-left", "about-left");
        press("done", "home");

        kiosk.clock.pass(Duration.ofSeconds(5));
        present("code", kiosk.pass(7, LocalDate.of(2030, 1, 1)));
        page.waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
        assertThat(words()).doesNotContain("Ivo");
    }

    /// The holder of pass 7 wishes to be greeted so, in large text.
    private void greeted(String nickname) {
        kiosk.close();
        link.close();
        hub.close();
        kiosk = new TrialKiosk(folder);
        kiosk.on(COOK);
        hub = new TellingHub(kiosk);
        hub.answer = new PrivateReply.AboutMe(
                TellingHub.HELD.passes(),
                TellingHub.HELD.said().withNickname(nickname).withLargeText(true),
                TellingHub.HELD.firstDay(),
                TellingHub.HELD.visits(),
                TellingHub.HELD.latest(),
                TellingHub.HELD.looks());
        PassName seven = PassName.of(new Credential.Pass(new PassId(String.format("%020x", 7)), "0001"))
                .orElseThrow();
        hub.roster = List.of(new PrivateReply.Entry(seven, false, new Greeting(nickname, "", true, false)));
        link = hub.startKiosk();
        await().atMost(Duration.ofSeconds(60)).until(() -> hub.rosterAsked.get() > 1);
    }

    @Test
    void whoStandsThereTooLongIsForgottenAndAskedToShowTheirPassAgain() {
        open(800, 480, "ltr");
        tap();
        kiosk.clock.pass(Duration.ofMinutes(4));
        press("own", "notice");
        assertThat(words()).contains("Please show your pass once more");
        look("about-too-late", "800x480-ltr");
    }

    private void tap() {
        present("card", "00BC614E");
        page.waitForFunction("() => document.documentElement.dataset.view === 'welcome'");
    }

    private void present(String reader, String value) {
        page.evaluate("""
                ([reader, value]) => fetch(`/simulator/${reader}`, {
                  method: "POST",
                  headers: { "Content-Type": "application/json" },
                  body: JSON.stringify(reader === "card" ? { number: value } : { text: value }),
                })
                """, List.of(reader, value));
    }

    private void postcode(String typed) {
        page.waitForSelector("html:not([data-settled=no])");
        for (char key : typed.toCharArray()) {
            String pad = Character.isDigit(key) ? "numbers" : "letters";
            if (!pad.equals(page.locator(".typing").getAttribute("data-pad"))) {
                page.locator("button[data-pad]").click();
            }
            page.locator("[data-key='" + Character.toLowerCase(key) + "']")
                    .locator("visible=true")
                    .click();
        }
        assertThat(page.locator("#typed").innerText()).isEqualTo(typed);
    }

    private Stream<ResidentWords> said() {
        return events(HubEvent.ResidentSaid.class).stream().map(said -> {
            byte[] text = kiosk.hubSealing
                    .open(
                            ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII),
                            new byte[0],
                            Base64.getUrlDecoder().decode(said.sealed()))
                    .orElseThrow();
            try {
                return ResidentWords.read(text);
            } catch (org.doorstep.relay.contract.WireException e) {
                throw new AssertionError(e);
            }
        });
    }

    private <T extends HubEvent> List<T> events(Class<T> type) {
        return rows().stream()
                .map(row -> {
                    try {
                        return Wire.readAny(row.getBytes(StandardCharsets.UTF_8))
                                .data();
                    } catch (org.doorstep.relay.contract.WireException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> rows() {
        return kiosk.store.database().read(handle -> handle.createQuery(
                        "SELECT CAST(text AS TEXT) FROM outbox_event ORDER BY lane, sequence")
                .mapTo(String.class)
                .list());
    }

    private String words() {
        return page.locator("#outcome").innerText();
    }

    private void open(int width, int height, String direction) {
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height));
        page.navigate(kiosk.url());
        page.evaluate("dir => document.fonts.ready.then(() => { document.documentElement.dir = dir; })", direction);
        page.waitForSelector("#states .state");
    }

    private void press(String button, String view) {
        page.waitForSelector("html:not([data-settled=no])");
        page.locator(button.matches("[A-Za-z0-9-]+") ? "#" + button : button)
                .locator("visible=true")
                .first()
                .click();
        page.waitForFunction("view => document.documentElement.dataset.view === view", view);
    }

    private void look(String name, String size) {
        new Glass(page).look(name, size);
    }
}
