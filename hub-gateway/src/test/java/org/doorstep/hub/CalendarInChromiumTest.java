package org.doorstep.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.doorstep.hub.booking.calendar.Import;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.units.BookablesFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calendar of rooms and tools as a person meets it: by pointer and by keys.
@Tag("slow")
class CalendarInChromiumTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /// What a machine finds is looked for once: it is the same page on a telephone, only laid out anew.
    private static final int LAPTOP = 1280;

    @TempDir
    Path folder;

    private TestHub hub;
    private Playwright playwright;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed: apt-get install chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        hub = new TestHub(folder);
        rooms(folder.resolve("new"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking")));
        page = chromium.newPage(new Browser.NewPageOptions().setViewportSize(1280, 900));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(hub.pages.firstSignIn().orElseThrow().toString());
        page.getByLabel("Your name").fill("amina");
        page.getByLabel("A passphrase").fill(TestHub.PASSPHRASE);
        page.locator("main button").click();
        assertThat(page.locator("#present")).isVisible();
    }

    @AfterEach
    void close() {
        if (playwright != null) {
            playwright.close();
        }
        hub.close();
    }

    @Test
    void aBookingIsPulledToAnotherDayAndAnotherRoomAndMovedByKeys() {
        page.navigate(hub.at("/bookings?week=2026-11-23").toString());
        Locator choir = page.locator(".cal-entry", new Page.LocatorOptions().setHasText("Choir practice"));

        pull(choir.locator(".cal-handle"), "td[data-day='2026-11-27'][data-where=kitchen]");
        assertThat(page.locator("td[data-day='2026-11-27'][data-where=kitchen] .cal-moved"))
                .containsText("18:00–20:00");

        // The kitchen is somebody's on Saturday: the hub says so, and the booking stays.
        page.locator(".cal-entry", new Page.LocatorOptions().setHasText("Choir practice"))
                .locator("a")
                .press("Alt+ArrowRight");
        assertThat(page.locator("[role=alert]")).containsText("Somebody else has it then");
        page.navigate(hub.at("/bookings/day?day=2026-11-27").toString());
        page.locator(".cal-entry", new Page.LocatorOptions().setHasText("Choir practice"))
                .locator("a")
                .press("Alt+ArrowUp");
        assertThat(page.locator(".cal-moved")).containsText("17:45–19:45");
        pull(page.locator(".cal-moved .cal-handle"), "td.cal-free[data-where=hall][data-starts='10:00']");
        assertThat(page.locator("td[data-where=hall] .cal-moved")).containsText("10:00–12:00");
        page.locator(".cal-moved a").click();
        page.getByText("30 minutes longer", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#booking-title")).hasText("Friday 27 November, 10:00–12:30");
        assertThat(complaints).allMatch(text -> text.contains("422"));
    }

    @Test
    @Tag("long")
    void everyPageOfRoomsAndToolsIsFreeOfBarriersThatAMachineCanFindAndFitsLaptopAndPhone() {
        for (int width : new int[] {LAPTOP, 390}) {
            page.setViewportSize(width, 844);
            for (String path : List.of(
                    "/bookings?week=2026-11-23",
                    "/bookings/day?day=2026-11-26",
                    "/bookings/new?of=hall&day=2026-11-26",
                    "/bookings/1",
                    "/bookings/gap?what=place&day=2026-11-26&days=2&minutes=60",
                    "/bookings/conflicts",
                    "/bookings/import",
                    "/rooms",
                    "/rooms/new?kind=place",
                    "/rooms/table",
                    "/room-rules",
                    "/groups")) {
                page.navigate(hub.at(path).toString());
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/rooms" + path.replaceAll("[^a-z0-9]", "-") + width + ".png"))
                        .setFullPage(true));
                if (width == LAPTOP) {
                    assertThat(new AxeBuilder(page)
                                    .analyze().getViolations().stream()
                                            .map(violation -> violation.getId() + " "
                                                    + violation
                                                            .getNodes()
                                                            .getFirst()
                                                            .getHtml())
                                            .toList())
                            .as(path + " at " + width)
                            .isEmpty();
                }
                for (String direction : List.of("ltr", "rtl")) {
                    page.evaluate("d => document.documentElement.dir = d", direction);
                    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .as(path + " fits into " + width + ", " + direction)
                            .isTrue();
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    private void pull(Locator handle, String target) {
        handle.scrollIntoViewIfNeeded();
        page.locator(target).scrollIntoViewIfNeeded();
        BoundingBox from = handle.boundingBox();
        page.mouse().move(from.x + from.width / 2, from.y + 5);
        page.mouse().down();
        BoundingBox to = page.locator(target).boundingBox();
        page.mouse().move(to.x + 12, to.y + 4);
        page.mouse().move(to.x + to.width / 2, to.y + to.height / 2);
        page.mouse().up();
    }

    private void rooms(Path files) throws Exception {
        Files.createDirectories(files);
        Files.writeString(files.resolve(BookablesFile.NAME), BookablesFile.HEADER + """

                hall,place,Hall,Ground floor,hall,60,one,0,15,30,30,480,90,anybody,no,yes,,0,
                kitchen,place,Kitchen,Behind the hall,kitchen,12,one,0,0,30,30,480,90,anybody,no,yes,,0,
                table,tool,Folding table,Cupboard,table,0,pool 12,0,0,60,60,4320,60,anybody,no,yes,,0,
                """);
        Files.writeString(files.resolve(BookablesFile.HOURS_NAME), BookablesFile.HOURS_HEADER + """

                ,thursday,08:00,22:00
                ,friday,08:00,22:00
                ,saturday,08:00,22:00
                """);
        Files.writeString(files.resolve(Import.NAME), """
                what,date,starts,ends,group,kind,title,people,count
                hall,2026-11-26,18:00,20:00,Fold Singers,hub,Choir practice,10,1
                Kitchen,2026-11-28,17:00,21:00,Food Bank,community,Packing,8,1
                Folding table,2026-11-26,09:00,12:00,Food Bank,community,Packing,0,5
                """);
        int left = hub.database.write(handle -> {
            BookablesFile.readInto(handle, files);
            return new Import(new ClaimBook(TestHub.ZONE, new Random(7), Standing.OPEN), TestHub.ZONE)
                    .readInto(handle, files.resolve(Import.NAME), hub.now());
        });
        assertThat(left).isZero();
    }
}
