package org.doorstep.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.enrolment.OwnCertificates;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.talk.PicturePhrase;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.inbox.Fences;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The pages as a person meets them.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInChromiumTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String REGISTER = "/sessions/homework-club@2026-11-24T1530";

    private TestHub hub;
    private Playwright playwright;
    private Browser chromium;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void start() {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed: apt-get install chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
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
    void stop() {
        if (playwright != null) {
            chromium.close();
            playwright.close();
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        hub = new TestHub(folder);
        InventedHouse house = new InventedHouse(hub);
        house.fill();
        house.feel();
        complaints.clear();
        page = newPage(1280, 800);
    }

    @AfterEach
    void close() {
        chromium.contexts().forEach(BrowserContext::close);
        hub.close();
    }

    @Test
    void fromTheOneTimeLinkToTodayAndBackOut() {
        page.navigate(hub.pages.firstSignIn().orElseThrow().toString());
        page.getByLabel("Your name").fill("amina");
        page.getByLabel("A passphrase").fill(TestHub.PASSPHRASE);
        page.getByText("Begin", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("h1")).hasText("Tuesday 24 November");
        assertThat(page.locator("#visits")).hasText("32");

        page.getByText("Sign out").click();
        assertThat(page.locator("h1")).hasText("Sign in");
        page.navigate(hub.at("/kiosks").toString());
        page.getByLabel("Your name").fill("Amina");
        page.getByLabel("Your passphrase").fill(TestHub.PASSPHRASE);
        page.locator("main button").click();
        assertThat(page.locator("h1")).hasText("Kiosks");
        assertThat(complaints).isEmpty();
    }

    @Test
    void todayMovesByItselfAndSaysWhenItNoLongerDoes() {
        enter(page);
        assertThat(page.locator("html[data-live=yes]")).hasCount(1);

        hub.database.write(
                handle -> handle.execute("UPDATE day_figures SET guests = guests + 40 WHERE day = '2026-11-24'"));
        hub.changed.beat();
        assertThat(page.locator("#guests")).hasText("43");

        page.context().setOffline(true);
        page.evaluate("dispatchEvent(new Event('offline'))");
        assertThat(page.locator("#not-live")).isVisible();
        assertThat(page.locator("#not-live")).containsText("Not live since");
        page.context().setOffline(false);
        hub.database.write(handle -> handle.execute("UPDATE day_figures SET guests = 1 WHERE day = '2026-11-24'"));
        hub.changed.beat();
        assertThat(page.locator("#guests")).hasText("1");
        assertThat(page.locator("#not-live")).isHidden();
    }

    @Test
    void aLivePageWhosePersonIsRemovedIsLedToTheSignIn() {
        enter(page);
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        manager.postFrom("/people", "/people/remove", Map.of("name", "amina"));
        hub.changed.beat();

        page.waitForURL("**/sign-in*");
    }

    @Test
    void everyPageIsFreeOfBarriersThatAMachineCanFindOnLaptopAndPhone() {
        setAside();
        loseTheTime();
        shutOut();
        hub.standing = Optional.of(new OwnCertificates.Standing(
                hub.now().plus(Duration.ofDays(700)), hub.now().plus(Duration.ofDays(200))));
        enter(page);
        RepeatingHouse.booked(hub);
        page.navigate(hub.at("/kiosks/add").toString());
        page.getByLabel("Where will it stand?").fill("Front door");
        page.getByText("Make a code").click();
        assertThat(page.locator(".joining-qr")).isVisible();
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 844);
            for (String path : List.of(
                    "/",
                    "/weeks",
                    "/mood",
                    "/you-said",
                    "/activities",
                    "/activities/new",
                    "/activities/homework-club",
                    "/school-terms",
                    "/series",
                    "/series/new",
                    "/series/1",
                    "/series/1/change?from=2026-12-15",
                    "/seasons",
                    "/seasons/1",
                    "/feeds",
                    "/rooms-used",
                    "/kiosks",
                    "/kiosks/kiosk-1/shut-out",
                    "/kiosks/kiosk-2/shut-out",
                    "/kiosks/review",
                    "/kiosks/add",
                    "/kiosks/joining",
                    "/set-aside",
                    "/unsure",
                    "/denied",
                    "/carried",
                    "/paper-passes",
                    "/people",
                    "/kept",
                    "/look-up",
                    "/lost-passes",
                    "/pages",
                    REGISTER,
                    "/no-such-page")) {
                page.navigate(hub.at(path).toString());
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/pages" + path.replaceAll("[/?=]", "-") + width + ".png"))
                        .setFullPage(true));
                barrierFree(page, path + " at " + width);
                assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(path + " fits into " + width)
                        .isTrue();
            }
        }
        Page stranger = newPage(390, 844);
        stranger.navigate(hub.at("/sign-in").toString());
        barrierFree(stranger, "/sign-in");
        stranger.navigate(hub.at(hub.pages.login().invite(Role.READ_ONLY, java.time.Duration.ofHours(1), "amina"))
                .toString());
        barrierFree(stranger, "/begin");
        assertThat(complaints).allMatch(text -> text.contains("404"));
    }

    @Test
    void theKiosksPageSaysHowTheSecondCopyStandsAndThatACardWasCopied() {
        Instant lunch = hub.now().minus(Duration.ofHours(4));
        hub.copy = new CopyStatus(CopyStatus.State.AWAY, lunch, lunch, 4_200_000);
        hub.database.write(handle ->
                handle.execute("""
                INSERT INTO inbox_instance (device, instance, number, first_at, last_at, turn, returns)
                VALUES ('kiosk-1', 'first', 1, :now, :now, 3, 1), ('kiosk-1', 'copy', 2, :now, :now, 4, 1)
                """.replace(":now", Long.toString(hub.now().toEpochMilli()))));
        enter(page);
        assertThat(page.getByText("The second copy is behind, since 12:20")).isVisible();
        assertThat(page.getByText("Two kiosks say that they are")).isVisible();
        page.navigate(hub.at("/kiosks").toString());
        barrierFree(page, "/kiosks with a twin and the stick away");
        assertThat(page.getByText("The stick is not there, or does not answer, since 12:20."))
                .isVisible();
        assertThat(page.getByText("two kiosks use this name.")).isVisible();
        hub.copy = new CopyStatus(CopyStatus.State.FINE, hub.now(), Instant.EPOCH, 4_200_000);
        page.reload();
        assertThat(page.getByText("Everything up to 16:20 is also on the stick"))
                .isVisible();
    }

    @Test
    void theKiosksPageSaysWhichFiguresTheCentreHoldsOtherwise() {
        hub.upstream = InventedHouse.centreDiffers(hub.now());
        enter(page);
        assertThat(page.getByText("The centre's figures are not all the ones this hub released, since 14:20"))
                .isVisible();
        page.navigate(hub.at("/kiosks").toString());
        barrierFree(page, "/kiosks where the centre differs");
        assertThat(page.getByText("visits, whole hub, week from 9 November 2026: 130 was said before this hub"))
                .isVisible();
        assertThat(page.getByText("1 figure at the centre was not as this hub had released it"))
                .isVisible();
    }

    @Test
    void pagesTurnRoundForALanguageThatIsWrittenFromTheRight() {
        loseTheTime();
        enter(page);
        for (String path : List.of(
                "/",
                "/activities",
                "/weeks",
                "/mood",
                "/you-said",
                "/kiosks",
                "/unsure",
                "/kept",
                "/look-up",
                "/lost-passes",
                "/denied",
                "/paper-passes",
                REGISTER)) {
            page.navigate(hub.at(path).toString());
            page.evaluate("document.documentElement.dir = 'rtl'");
            assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(path)
                    .isTrue();
            assertThat((boolean) page.evaluate(
                            "document.querySelector('h1').getBoundingClientRect().right > innerWidth / 2"))
                    .as(path)
                    .isTrue();
        }
    }

    @Test
    void somebodyIsLookedUpWithAReasonAndWhatIsHeldFitsAPhone() {
        enter(page);
        page.navigate(hub.at(REGISTER).toString());
        String symbol = page.locator("bdi.symbol").first().textContent();
        page.navigate(hub.at("/look-up").toString());
        page.getByLabel("Five letters, or a nickname").fill(symbol);
        page.getByLabel("They have lost their pass").check();
        page.getByText("Write it down and look").click();
        assertThat(page.locator("h1")).hasText(symbol);
        barrierFree(page, "what is held of somebody");
        page.setViewportSize(390, 844);
        assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat(page.getByText("They have lost their pass")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void whoeverHasANumberFromAKioskIsGivenTheirCopyAndTheLookIsWrittenDown() {
        Receipt number = hub.copies.give(1);
        enter(page);
        page.navigate(hub.at("/look-up").toString());
        page.getByText("Print somebody's copy").click();
        page.getByLabel("Their number").fill("0000 0000");
        page.getByText("Show it, to be printed").click();
        assertThat(page.getByText("Nobody has been given that number")).isVisible();
        barrierFree(page, "/copy after a number that is nobody's");
        page.getByLabel("Their number").fill(number.toString());
        page.getByText("Show it, to be printed").click();
        assertThat(page.locator("h1")).hasText("What is held about you");
        assertThat(page.getByText("nobody who works here may read them")).isVisible();
        assertThat(page.getByText("They asked me to, and are here")).isVisible();
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 844);
            barrierFree(page, "somebody's copy at " + width);
            page.screenshot(whole("copy-" + width));
            assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
        Download file =
                page.waitForDownload(() -> page.getByText("Take it as a file").click());
        assertThat(file.suggestedFilename()).isEqualTo("copy.json");
        assertThat(complaints).allMatch(text -> text.contains("422"));
    }

    @Test
    void aLostPassIsReplacedByTwoPressesAndNothingIsShownOfWhoseItWas() {
        DeviceId kiosk = new DeviceId("kiosk-1");
        PicturePhrase pictures = new PicturePhrase(List.of(3, 17, 63, 0));
        hub.lost.chosen(kiosk, new PrivateRequest.ChoosePhrase(pass(901), pictures));
        enter(page);
        page.navigate(hub.at("/lost-passes").toString());
        page.screenshot(whole("lost-passes-closed"));
        page.getByText("Open for a lost pass").first().click();
        assertThat(page.getByText("5 more tries.")).isVisible();
        hub.lost.asked(kiosk, new PrivateRequest.LostPass(pass(902), new PicturePhrase(List.of(1, 2, 3, 4))));
        page.getByText("Look again").click();
        assertThat(page.getByText("They are not those of anybody, or of more than one."))
                .isVisible();
        barrierFree(page, "/lost-passes with pictures that are nobody's");
        page.screenshot(whole("lost-passes-nobody"));
        hub.lost.asked(kiosk, new PrivateRequest.LostPass(pass(902), pictures));
        page.getByText("Look again").click();
        assertThat(page.getByText("a code on a phone or on paper")).isVisible();
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 844);
            for (String direction : List.of("ltr", "rtl")) {
                page.evaluate("way => { document.documentElement.dir = way; }", direction);
                barrierFree(page, "/lost-passes with somebody's pictures at " + width + " " + direction);
                page.screenshot(whole("lost-passes-somebody-" + width + "-" + direction));
                assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(direction + " fits into " + width)
                        .isTrue();
            }
        }
        Locator ticked = page.locator("input[type=checkbox]");
        ticked.uncheck();
        page.getByText("Yes, it is them").click();
        assertThat(page.getByText("Nothing was done: no pass was ticked.")).isVisible();
        ticked.check();
        page.getByText("Yes, it is them").click();
        assertThat(page.getByText("Open for a lost pass")).not().hasCount(0);
        assertThat(page.getByText("Yes, it is them")).hasCount(0);
        long stopped = hub.database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM lost_pass")
                .mapTo(Long.class)
                .one());
        assertThat(stopped).isEqualTo(1);
        page.getByLabel("Why?").fill("Found in the other coat");
        barrierFree(page, "/lost-passes with a pass that was stopped");
        page.getByText("It was not lost").click();
        assertThat(page.getByText("Found in the other coat")).isVisible();
        assertThat(page.getByText("It was not lost")).hasCount(0);
        page.navigate(hub.at("/people").toString());
        assertThat(page.getByText("said whose lost pass it was, at kiosk-1")).isVisible();
        assertThat(page.getByText("said that a stopped pass was not lost")).isVisible();
        assertThat(complaints).allMatch(text -> text.contains("422"));
    }

    @Test
    void aVisitThatSomebodyClaimsIsConfirmedWithAReason() {
        hub.database.write(handle ->
                handle.createUpdate("""
                        INSERT INTO visit_claimed (event, pass, session, at)
                        SELECT '01a2046a-3900-7d78-808f-89b1e6bff703', pass.id, session.name, :now
                        FROM pass
                        JOIN session ON session.name = 'homework-club@2026-11-24T1530'
                        WHERE NOT EXISTS (SELECT 1 FROM visit WHERE visit.session = session.id AND visit.pass = pass.id)
                        LIMIT 1
                        """).bind("now", hub.now().toEpochMilli()).execute());
        enter(page);
        page.navigate(hub.at("/denied").toString());
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 844);
            barrierFree(page, "/denied with a visit that is claimed, at " + width);
            page.screenshot(whole("denied-claimed-" + width));
            assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
        page.getByLabel("How do you know?").fill("She washed up with me");
        page.getByText("Yes, count it").click();
        assertThat(page.getByText("Counts: Amina confirmed it. She washed up with me"))
                .isVisible();
        page.getByText("Look at it again").click();
        assertThat(page.getByLabel("How do you know?")).isVisible();
        assertThat(complaints).isEmpty();
    }

    private static Credential pass(int number) {
        return new Credential.Pass(new PassId("%020x".formatted(number)), "k1");
    }

    private static Page.ScreenshotOptions whole(String name) {
        return new Page.ScreenshotOptions()
                .setPath(Path.of("target/pages-" + name + ".png"))
                .setFullPage(true);
    }

    @Test
    void aChartIsDrawnFromTheTableBehindIt() {
        enter(page);
        page.navigate(hub.at("/weeks").toString());
        assertThat(page.locator(".chart svg")).hasCount(4);
        assertThat(page.locator("#visits-table tbody tr")).hasCount(13);
        assertThat(page.locator(".chart").first())
                .hasAttribute("aria-label", java.util.regex.Pattern.compile("In the last whole week.*"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void howSessionsFeelIsDrawnFromItsTableAndSaidInASentence() {
        enter(page);
        page.navigate(hub.at("/mood").toString());
        assertThat(page.locator(".chart svg")).hasCount(1);
        assertThat(page.locator(".chart").first())
                .hasAttribute("aria-label", java.util.regex.Pattern.compile("Homework club on .* who came .*"));
        assertThat(page.locator("#mood-sessions tbody tr").first()).containsText("%");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatWasSetAsideIsShownAsTextWhateverItHolds() {
        setAside();
        enter(page);
        page.navigate(hub.at("/set-aside").toString());
        page.locator("summary").first().click();
        assertThat(page.locator("pre").first()).containsText("<script>document.title='taken'</script>");
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("Set aside.*"));
    }

    @Test
    void aTapWithoutASureTimeIsPlacedWithOnePressAndAnUnknownClockConfirmed() {
        loseTheTime();
        enter(page);
        page.navigate(hub.at("/").toString());
        page.getByText("3 taps whose time is not sure").waitFor();
        page.navigate(hub.at("/unsure").toString());
        assertThat(page.locator(".things > li")).hasCount(3);
        assertThat(page.locator(".things > li").first()).containsText("Between");

        page.getByText("Place it there").nth(1).click();
        assertThat(page.locator("section:has(#items) .things > li")).hasCount(2);
        assertThat(page.locator("section:has(#placed) .things > li")).containsText("placed by amina");
        barrierFree(page, "/unsure with one that was placed");
        page.locator("section:has(#placed) button").click();
        assertThat(page.locator("section:has(#items) .things > li")).hasCount(3);
        assertThat(page.locator("section:has(#placed)")).hasCount(0);
        page.getByText("Place it there").nth(1).click();
        assertThat(page.locator("section:has(#items) .things > li")).hasCount(2);
        page.getByText("Yes, that is right").click();
        assertThat(page.getByText("Yes, that is right")).hasCount(0);
        page.navigate(hub.at("/people").toString());
        page.getByText("placed a tap without a sure time").first().waitFor();
        page.getByText("took back where a tap without a sure time had been placed")
                .waitFor();
        assertThat(complaints).isEmpty();
    }

    /// Two taps and a guest of a kiosk that did not know the time: one between two ends, one after
    /// one, one without any.
    private void loseTheTime() {
        long at = TestHub.TUESDAY.toEpochMilli();
        hub.database.write(handle -> {
            handle.execute("INSERT INTO boot (id, device, store, boot, first_sequence, last_sequence, last_uptime_ms)"
                    + " VALUES (900, 'kiosk-2', 's', 'b', 1, 9, 9000)");
            lost(handle, 1, at - 7_200_000, at - 9_000_000, at - 3_600_000);
            lost(handle, 2, at - 14_400_000, at - 14_400_000, Long.MAX_VALUE / 4);
            handle.execute(
                    "INSERT INTO guest (event, session, at, raw_at, unsure, device, shown_session, adults, children)"
                            + " SELECT ?, id, ?, 5000, 1, 'kiosk-2', name, 0, 0 FROM session LIMIT 1",
                    "019326b8-0000-7000-8000-000000000003",
                    at - 20_000_000);
            handle.execute(
                    "INSERT INTO undated (event, boot, uptime_ms, raw_at, own_bound_ms, at, earliest, latest)"
                            + " VALUES (?, 900, 5000, 5000, 2147483647, 5000, ?, ?)",
                    "019326b8-0000-7000-8000-000000000003",
                    Long.MIN_VALUE / 4,
                    Long.MAX_VALUE / 4);
            return 0;
        });
    }

    private static void lost(Handle handle, int number, long at, long earliest, long latest) {
        String event = "019326b8-0000-7000-8000-00000000000" + number;
        handle.execute(
                "INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)"
                        + " SELECT ?, ?, session.id, ?, 5000, 1, 'kiosk-2', session.name"
                        + " FROM session WHERE day = '2026-11-24' ORDER BY starts LIMIT 1",
                event,
                number,
                at);
        handle.execute(
                "INSERT INTO undated (event, boot, uptime_ms, raw_at, own_bound_ms, at, earliest, latest)"
                        + " VALUES (?, 900, 5000, 5000, 2147483647, ?, ?, ?)",
                event,
                at,
                earliest,
                latest);
    }

    @Test
    void anActivityIsAddedByItsFormAndMistakesAreSaidWhereTheyAre() {
        enter(page);
        page.navigate(hub.at("/activities/new").toString());
        page.getByText("Add it").click();
        assertThat(page.locator("#title-mistake")).hasText("Say what it is called.");
        assertThat(page.locator("#times0-mistake")).hasText("Choose a day and say when it begins and ends.");

        page.locator("#title").fill("Café für alle <b>");
        page.locator("#weekday0").selectOption("6");
        page.locator("#starts0").fill("10:00");
        page.locator("#ends0").fill("12:00");
        page.getByText("Add it").click();
        assertThat(page.locator("h1")).hasText("Activities");
        Locator line = page.locator("li", new Page.LocatorOptions().setHasText("Café für alle <b>"))
                .first();
        assertThat(line).containsText("Saturdays, 10:00 to 12:00");
        assertThat(page.locator("#coming")).isVisible();

        Locator coming = page.locator(
                        "section[aria-labelledby=coming] li", new Page.LocatorOptions().setHasText("Café"))
                .first();
        coming.locator("summary").click();
        coming.getByLabel("Why").fill("The oven is being mended");
        coming.getByText("Cancel the session").click();
        assertThat(page.locator("section[aria-labelledby=coming] li", new Page.LocatorOptions().setHasText("Café"))
                        .first())
                .containsText("cancelled");
    }

    @Test
    void aFormOfAnotherSiteChangesNothing() {
        enter(page);
        page.navigate("data:text/html,<form method=post action='" + hub.at("/people/invite")
                + "'><input name=role value=MANAGER><button>go</button></form>");
        page.locator("button").click();

        assertThat(page.locator("h1")).not().hasText("People who sign in");
        assertThat(hub.pages.login().staff().openLinks()).isEmpty();
    }

    private void enter(Page page) {
        page.navigate(hub.pages.firstSignIn().orElseThrow().toString());
        page.getByLabel("Your name").fill("amina");
        page.getByLabel("A passphrase").fill(TestHub.PASSPHRASE);
        page.getByText("Begin", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#present")).isVisible();
    }

    private Page newPage(int width, int height) {
        BrowserContext context = chromium.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        Page fresh = context.newPage();
        fresh.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        fresh.onPageError(complaints::add);
        return fresh;
    }

    private void setAside() {
        hub.database.write(handle -> handle.execute(
                """
                INSERT INTO inbox_quarantine (device, store, lane, sequence, reason, received_at, text, digest)
                VALUES ('kiosk-1', '0123456789abcdef0123456789abcdef', 'attendance', 12, 'NOT_JSON', ?, ?, zeroblob(32))
                """,
                hub.now().toEpochMilli(),
                "{\"a\": <script>document.title='taken'</script>\u202e\u0007".getBytes(StandardCharsets.UTF_8)));
    }

    /// Two check-ins of a kiosk that was shut out came afterwards.
    private void shutOut() {
        new RegisteredDevices(hub.folder().resolve("devices"))
                .shutOut(new DeviceId("kiosk-2"), RegisteredDevices.Because.STOLEN, hub.now());
        hub.database.write(handle -> {
            Fences.shutOut(handle, new DeviceId("kiosk-2"), "STOLEN", hub.now());
            handle.execute("""
                    INSERT INTO inbox_stream (number, device, store, lane, began_at, heard_at)
                    VALUES (900, 'kiosk-2', '99990123456789abcdef0123456789ab', 'attendance', 0, 0)
                    """);
            for (int i = 1; i <= 2; i++) {
                handle.execute(
                        """
                        INSERT INTO inbox_event (position, stream, sequence, state, received_at, text)
                        VALUES (?, 900, ?, 'unprojected', ?, ?)
                        """,
                        90_000 + i,
                        i,
                        hub.now().toEpochMilli(),
                        "{\"type\":\"doorstep.tap.recorded.v1\"}".getBytes(StandardCharsets.UTF_8));
                handle.execute(
                        "INSERT INTO inbox_aside (position, fence, lane, at) VALUES (?, 1, 'attendance', ?)",
                        90_000 + i,
                        hub.now().minusSeconds(600 - i).toEpochMilli());
            }
            return null;
        });
    }

    private static void barrierFree(Page page, String where) {
        assertThat(new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .map(violation -> violation.getId() + " "
                                        + violation.getNodes().getFirst().getHtml())
                                .toList())
                .as(where)
                .isEmpty();
    }
}
