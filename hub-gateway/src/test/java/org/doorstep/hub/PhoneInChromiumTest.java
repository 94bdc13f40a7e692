package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.booking.claims.Holder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A resident's page on a phone that runs no script.
@Tag("slow")
class PhoneInChromiumTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "screens");
    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;

    @Test
    void aRoomIsBookedOnAPhoneWithoutAScriptAndItsPagesAreOpenToAll(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed: apt-get install chromium");
        Files.createDirectories(PICTURES);
        try (TestHub hub = new TestHub(folder);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser chromium = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")))) {
            PhonePagesTest.fill(hub);
            Page phone = opened(hub, chromium, false);
            phone.locator("text=Book or borrow something").click();
            phone.locator("#day").selectOption("2026-11-25");
            phone.locator("#from").selectOption("10:00");
            picture(phone, "phone-when");
            phone.locator("text=What is free?").click();
            picture(phone, "phone-free");
            phone.locator("text=Book: Craft room").click();
            assertThat(phone.locator("h1").innerText()).isEqualTo("Booked");
            picture(phone, "phone-booked");
            phone.locator("main >> text=My bookings").click();
            picture(phone, "phone-mine");

            Page looked = opened(hub, chromium, true);
            for (String path : List.of("/me", "/me/when", PhonePagesTest.AT_TEN)) {
                looked.navigate(hub.at(path).toString());
                assertThat(new AxeBuilder(looked).analyze().getViolations())
                        .as(path)
                        .isEmpty();
                assertThat((int) looked.evaluate("document.documentElement.scrollWidth"))
                        .as(path + " is no wider than the phone")
                        .isLessThanOrEqualTo(WIDTH);
                assertThat((List<?>) looked.evaluate("""
                                () => [...document.querySelectorAll("main button, main .button, main select, main [type=number]")]
                                  .filter((one) => one.getBoundingClientRect().height < 44)
                                  .map((one) => one.outerHTML)
                                """))
                        .as(path + " is touched easily")
                        .isEmpty();
            }
        }
    }

    private static Page opened(TestHub hub, Browser chromium, boolean script) {
        BrowserContext context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setJavaScriptEnabled(script));
        Page page = context.newPage();
        String secret =
                hub.phones.link(new Holder.Resident("00000000000000000007")).secret();
        page.navigate(hub.at("/me/open/" + secret).toString());
        page.locator("text=Open my bookings").click();
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
