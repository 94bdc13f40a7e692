package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The distribution's Chromium, started once for a test class: `@RegisterExtension static final
/// GlassBrowser BROWSER`.
///
/// Each page is a browser of its own, with nothing of the one before. After each test, while its
/// kiosk still runs, the pages are closed, and a page that had complained in its console fails the
/// test.
final class GlassBrowser implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final List<Glass> open = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private String axe;

    /// The page at home, its letters loaded, written from left to right.
    Glass open(String url, int width, int height) {
        return open(url, width, height, "ltr");
    }

    /// `direction` is `rtl` to have every face from right to left, or `ltr` for as its language has it.
    Glass open(String url, int width, int height, String direction) {
        Glass glass = blank(width, height, direction);
        glass.go(url);
        return glass;
    }

    /// The page of an 800 by 480 kiosk whose time only the test moves on:
    /// `page().clock().runFor(...)`.
    Glass openWithClock(String url) {
        Glass glass = blank(800, 480, "ltr");
        glass.page().navigate(url);
        return glass;
    }

    /// Nothing yet: for what must be done before the page comes.
    Glass blank(int width, int height, String direction) {
        Glass glass = onItsOwnTime(width, height, direction);
        // Axe waits a moment between its rules, and with a clock that is the test's each moment is twenty times as
        // long.
        glass.page().addInitScript("window.ownSetTimeout = window.setTimeout.bind(window)");
        glass.page().clock().install();
        return glass;
    }

    /// Nothing yet, and a page whose time goes on by itself.
    Glass onItsOwnTime(int width, int height, String direction) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, height).setHasTouch(true));
        Glass glass = new Glass(page, width + "x" + height + "-" + direction, direction, axe);
        open.add(glass);
        return glass;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed: apt-get install chromium");
        Files.createDirectories(Glass.PICTURES);
        axe = AxeBuilder.getAxeScript();
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

    @Override
    public void afterTestExecution(ExtensionContext context) {
        List<String> complaints =
                open.stream().flatMap(glass -> glass.complaints().stream()).toList();
        open.forEach(glass -> glass.page().context().close());
        open.clear();
        assertThat(complaints).as("said in the console").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
