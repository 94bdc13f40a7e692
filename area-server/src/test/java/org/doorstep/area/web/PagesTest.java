package org.doorstep.area.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.doorstep.area.TrialArea;
import org.doorstep.area.TrialLedger;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.relay.contract.figures.FigureCell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages as a member of the central team meets them, in Chromium.
@Tag("slow")
class PagesTest {
    private static final Path SCREENS = Path.of("target/screens");
    private static final LocalDate RUNNING_WEEK = LocalDate.parse("2026-11-16");

    @TempDir
    static Path folder;

    private static TrialArea area;
    private static Browser browser;
    private static Page page;

    @BeforeAll
    static void openPages() throws IOException {
        assumeTrue(Browser.installed(), "Chromium is not installed (Debian: chromium).");
        area = new TrialArea(folder, SqliteStore.open(folder.resolve("area.db")));
        area.addHub("alder", "Alder Court");
        area.addHub("birch", "Birch Hall");
        area.addHub("millbrook", "Millbrook Fold");
        area.setNow(TrialArea.START.minus(Duration.ofDays(4)));
        TrialLedger alders = weeks("alder", 11, 60, 1);
        alders.setAsOf(TrialArea.START.minus(Duration.ofDays(4)));
        area.send("alder", alders.all());
        area.setNow(TrialArea.START);
        area.send("millbrook", weeks("millbrook", 13, 140, 0).all());
        browser = new Browser();
        page = browser.newPage();
        page.setViewportSize(1280, 800);
        page.navigate(area.firstSignIn());
        assertThat(Browser.barriers(page)).isEmpty();
        screen("begin");
        page.fill("#name", "Ama");
        page.fill("#password", "a short sentence works well");
        page.click("main button");
        page.waitForURL(area.url() + "/");
    }

    @AfterAll
    static void closePages() {
        if (browser != null) {
            browser.close();
            area.close();
        }
    }

    @Test
    void theComparePageSaysInWordsPictureAndTableHowHubsDoOverWeeks() {
        open("/");
        page.waitForSelector(".weeks-chart svg");

        assertThat(page.textContent("section:has(#hub-millbrook) > p"))
                .startsWith("Week from 9 November 2026: ")
                .contains("visits by pass")
                .contains("Week from 16 November 2026, so far:");
        assertThat(page.textContent("section:has(#hub-birch) > p")).isEqualTo("Nothing has been sent for these weeks.");
        assertThat(page.locator("thead th").allTextContents())
                .containsExactly("Week from", "Alder Court", "Birch Hall", "Millbrook Fold");
        assertThat(page.locator("tbody tr").count()).isEqualTo(13);
        assertThat(page.locator("tbody").textContent()).contains("fewer than 8").contains("partly complete");
        assertThat(page.locator(".weeks-chart").nth(1).getAttribute("aria-label"))
                .startsWith("visits by pass at Millbrook Fold, week by week, 13 weeks.");
        assertSound("compare");
    }

    @Test
    void onePicksTheFigureTheActivityAndTheSpan() {
        open("/");
        page.selectOption("#figure", FigureCell.GUESTS);
        page.selectOption("#weeks", "26");
        page.click("form.choose button");

        page.waitForURL(url -> url.contains("figure=guests"));
        assertThat(page.inputValue("#figure")).isEqualTo("guests");
        assertThat(page.locator("tbody tr").count()).isEqualTo(26);
        assertThat(page.textContent("section:has(#hub-millbrook) > p")).contains("guests without a pass");
    }

    @Test
    void theSameComesAsCsvWithoutAnyNumberUnderEight() {
        open("/");
        String csv = page.request()
                .get(area.url() + "/compare.csv?figure=visits&activity=*&weeks=13")
                .text();

        assertThat(csv).startsWith("hub,name,figure,activity,week,value,complete,over,completeness\r\n");
        assertThat(csv).contains("millbrook,\"Millbrook Fold\",visits,*,2026-11-09,");
        assertThat(csv).contains(",fewer than 8,").contains(",partly\r\n");
    }

    @Test
    void theHubsPageSaysWhoIsSilentSinceWhen() {
        open("/hubs");

        assertThat(page.textContent("#hub-alder")).contains("Alder Court has been silent since Saturday 14 November");
        assertThat(page.textContent("#hub-birch")).contains("Not heard yet");
        assertThat(page.textContent("#hub-millbrook")).contains("Last heard Wednesday 18 November, 10:00.");
        assertSound("hubs");
    }

    @Test
    void theHubsPageSaysWhichFigureWasNotTheHubsAndIsRightAgain() throws IOException {
        area.addHub("cedar", "Cedar Rooms");
        TrialLedger cedars = weeks("cedar", 6, 90, 0);
        area.send("cedar", cedars.all());
        area.store().write(handle -> {
            handle.execute("UPDATE figure SET value = 995 WHERE hub = 'cedar' AND figure = 'visits'"
                    + " AND activity = 'cook-and-eat' AND starts = '2026-11-09'");
            return handle.execute("INSERT INTO figure (hub, figure, activity, period, starts, version, value, complete)"
                    + " VALUES ('cedar', 'guests', '*', 'week', '2026-08-03', 1, 60, 1)");
        });
        area.prove("cedar", cedars.proof());
        area.prove("cedar", cedars.week(LocalDate.parse("2026-11-09")));
        area.prove("cedar", cedars.proof());
        area.prove("cedar", cedars.week(LocalDate.parse("2026-08-03")));

        open("/hubs");

        assertThat(page.textContent("#hub-cedar"))
                .contains("one figure here was not as the hub had released it, and has been set right")
                .contains("visits by pass, Cook and eat, week from 9 November 2026: 995 was shown")
                .contains("one figure here is not as the hub's own record has it")
                .contains("guests without a pass, Whole hub, week from 3 August 2026: 60, only here")
                .contains("Differs");
        assertSound("hubs-proof");
        page.setViewportSize(390, 844);
        screen("hubs-proof-phone");
        page.setViewportSize(1280, 800);
        area.removeHub("cedar");
    }

    @Test
    void aLeadAsksAColleagueInWhoSeesNoInvitations() {
        String link = askIn("MEMBER");
        assertSound("colleagues");
        try (Browser another = new Browser()) {
            Page theirs = another.newPage();
            theirs.navigate(link);
            theirs.fill("#name", "Bo");
            theirs.fill("#password", "another short sentence");
            theirs.click("main button");
            theirs.waitForURL(area.url() + "/");
            assertThat(theirs.locator("nav a[href='/colleagues']").count()).isZero();
            assertThat(theirs.navigate(area.url() + "/colleagues").status()).isEqualTo(403);
            assertThat(theirs.textContent("main")).contains("This page is for the team's lead");
            assertThat(theirs.navigate(link).status()).isEqualTo(410);

            open("/colleagues");
            assertThat(page.textContent("section:has(#changes) tbody"))
                    .contains("bochose a name and a password")
                    .contains("amamade a link for one member");
            page.click("summary:has-text('Remove bo')");
            assertThat(page.textContent("details[open]")).contains("bo is signed out at once");
            screen("colleagues-remove");
            page.click("details[open] button");
            page.waitForSelector(
                    "summary:has-text('Remove bo')",
                    new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
            assertThat(page.textContent("section:has(#changes) tbody")).contains("amaremoved bo");
            theirs.navigate(area.url() + "/hubs");
            assertThat(theirs.url()).as("signed out at once").contains("/sign-in");
        }
    }

    @Test
    void aLeadAsksInAnotherWhoMayRemoveThemAndTakesBackALinkNotUsed() {
        String link = askIn("LEAD");
        try (Browser another = new Browser()) {
            Page theirs = another.newPage();
            theirs.navigate(link);
            theirs.fill("#name", "Cal");
            theirs.fill("#password", "another short sentence");
            theirs.click("main button");
            theirs.waitForURL(area.url() + "/");
            theirs.click("nav a[href='/colleagues']");
            assertThat(theirs.locator("summary:has-text('Remove')").allTextContents())
                    .as("everybody but oneself")
                    .containsExactly("Remove ama");
        }
        String unused = askIn("MEMBER");
        page.click("button:has-text('Take back')");
        page.waitForSelector("text=None.");
        assertThat(page.request().get(unused).status()).isEqualTo(410);
        page.click("summary:has-text('Remove cal')");
        page.click("details[open] button");
        page.waitForSelector(
                "summary:has-text('Remove cal')",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    }

    @Test
    void whoIsNotSignedInIsAskedToAndComesBackToThePage() {
        try (Browser another = new Browser()) {
            Page theirs = another.newPage();
            theirs.navigate(area.url() + "/hubs");
            assertThat(theirs.url()).endsWith("/sign-in?next=%2Fhubs");
            assertThat(Browser.barriers(theirs)).isEmpty();
            theirs.fill("#name", "AMA ");
            theirs.fill("#password", "not the right sentence");
            theirs.click("main button");
            assertThat(theirs.textContent("[role=alert]")).contains("do not go together");
            theirs.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve("sign-in.png")));
            theirs.fill("#password", "a short sentence works well");
            theirs.click("main button");
            theirs.waitForURL(area.url() + "/hubs");
        }
    }

    @Test
    void thePagesHoldOnAPhoneAndFromRightToLeft() {
        for (String path : List.of("/", "/hubs", "/colleagues")) {
            String name = path.equals("/") ? "compare" : path.substring(1);
            page.setViewportSize(390, 844);
            open(path);
            assertThat(overflow()).as("wider than the phone: " + path).isZero();
            screen(name + "-phone");
            page.setViewportSize(1280, 800);
            open(path);
            page.evaluate("document.documentElement.dir = 'rtl'");
            assertThat(overflow())
                    .as("wider than the screen, right to left: " + path)
                    .isZero();
            assertThat(Browser.barriers(page)).isEmpty();
            screen(name + "-rtl");
        }
    }

    private static String askIn(String role) {
        open("/colleagues");
        page.check("#role-" + role);
        page.click("form[action='/colleagues'] button");
        page.waitForSelector(".link-shown");
        return page.textContent(".link-shown");
    }

    private static void open(String path) {
        page.navigate(area.url() + path);
    }

    private static void assertSound(String name) {
        assertThat(Browser.barriers(page)).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        screen(name);
    }

    private static int overflow() {
        return (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static void screen(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /// Weeks up to the running one, with a quiet one and one that lost something.
    private static TrialLedger weeks(String hub, int weeks, int about, int endWeeksAgo) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        TrialLedger ledger = new TrialLedger(hub, 'a');
        for (int ago = weeks - 1; ago >= endWeeksAgo; ago--) {
            String monday = RUNNING_WEEK.minusWeeks(ago).toString();
            int visits = (about + random.nextInt(-30, 31)) / 5 * 5;
            String shown = ago == 6 ? "suppressed" : Integer.toString(ago == 0 ? visits / 10 * 5 : visits);
            if (ago == 4) {
                ledger.incompleteWeek(FigureCell.VISITS, "*", monday, 1, shown);
            } else {
                ledger.week(FigureCell.VISITS, "*", monday, 1, shown);
            }
            ledger.week(FigureCell.GUESTS, "*", monday, 1, ago % 3 == 0 ? "suppressed" : "15");
            ledger.week(FigureCell.VISITS, "cook-and-eat", monday, 1, "20");
        }
        return ledger;
    }
}
