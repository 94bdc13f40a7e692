package org.doorstep.system.trial;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The distribution's own Chromium, driven without a screen. For one thread.
public final class Chromium implements AutoCloseable {
    private static final String PASSPHRASE = "a long walk to the hall";
    private static final Path INSTALLED = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(INSTALLED)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking")));
    }

    public static boolean installed() {
        return Files.isExecutable(INSTALLED);
    }

    /// A page with cookies of its own, in the size of a 7-inch kiosk's screen.
    public Page kioskPage(String url) {
        return page(url, 800, 480);
    }

    /// A page with cookies of its own, in the size of an office laptop's.
    public Page officePage(String url) {
        return page(url, 1280, 900);
    }

    /// A page in the size of an office laptop's, at which the first person of a hub or an area has signed in by the
    /// one-time link that its first start printed.
    public Page signedIn(String oneTimeLink, String name) {
        Page page = officePage(oneTimeLink);
        page.locator("#name").fill(name);
        page.locator("#password").fill(PASSPHRASE);
        page.locator("main button[type=submit], main form button").first().click();
        page.waitForURL(URI.create(oneTimeLink).resolve("/").toString());
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private Page page(String url, int width, int height) {
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height));
        page.navigate(url);
        return page;
    }
}
