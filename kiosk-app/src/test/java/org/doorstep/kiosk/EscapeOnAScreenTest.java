package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.link.InMemoryLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chromium as a kiosk has it: in a window of its own that fills a screen (a virtual one), started
/// with the flags of the technician's guide, and keys that come from a keyboard and not from a
/// test's way into the page. What a browser does before a page hears of a key is only seen here.
@Tag("slow")
class EscapeOnAScreenTest {
    private static final Path SCREEN = Path.of("/usr/bin/Xvfb");
    private static final Path KEYBOARD = Path.of("/usr/bin/xdotool");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final long KEY_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> CHORDS = List.of(
            "ctrl+t",
            "ctrl+n",
            "ctrl+shift+n",
            "ctrl+w",
            "ctrl+shift+w",
            "ctrl+shift+q",
            "ctrl+l",
            "ctrl+k",
            "ctrl+o",
            "ctrl+p",
            "ctrl+s",
            "ctrl+u",
            "ctrl+f",
            "ctrl+h",
            "ctrl+j",
            "ctrl+d",
            "ctrl+r",
            "ctrl+shift+i",
            "ctrl+shift+j",
            "ctrl+shift+c",
            "ctrl+shift+o",
            "ctrl+shift+t",
            "ctrl+shift+Delete",
            "ctrl+Tab",
            "ctrl+1",
            "ctrl+plus",
            "ctrl+minus",
            "alt+Left",
            "alt+Right",
            "alt+Home",
            "alt+F4",
            "alt+d",
            "alt+f",
            "alt+space",
            "shift+Escape",
            "shift+F10",
            "Menu",
            "F1",
            "F3",
            "F5",
            "F6",
            "F7",
            "F10",
            "F11",
            "F12",
            "XF86Back",
            "XF86Forward",
            "XF86HomePage",
            "XF86Search",
            "XF86Reload");

    /// Where it is, whether it is the document that was begun with, and its size: a tool beside it
    /// would make it smaller.
    private static final String STATE =
            "[location.href, window.sameDocument, innerWidth, innerHeight, visualViewport.scale].join(' ')";

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private TellingHub hub;
    private InMemoryLink link;
    private Process screen;
    private Playwright playwright;
    private BrowserContext window;
    private Page page;
    private String display;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed: apt-get install chromium");
        assumeTrue(
                Files.isExecutable(SCREEN) && Files.isExecutable(KEYBOARD),
                "There is no virtual screen with a keyboard: apt-get install xvfb xdotool");
        kiosk = new TrialKiosk(Files.createDirectory(folder.resolve("kiosk")));
        hub = new TellingHub(kiosk);
        hub.staff = List.of(StaffInBrowserTest.staff());
        link = hub.startKiosk();
        await().atMost(PATIENCE).until(() -> hub.rosterAsked.get() > 2);
        screen = new ProcessBuilder(
                        SCREEN.toString(), "-displayfd", "1", "-screen", "0", "800x480x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        display = ":"
                + new BufferedReader(new InputStreamReader(screen.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
        Map<String, String> surroundings =
                Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "DISPLAY", display, "HOME", folder.toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(surroundings));
        window = playwright
                .chromium()
                .launchPersistentContext(
                        folder.resolve("profile"),
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(CHROMIUM)
                                .setHeadless(false)
                                .setViewportSize(null)
                                .setEnv(surroundings)
                                .setArgs(List.of(
                                        "--kiosk",
                                        "--app=" + kiosk.url() + "/",
                                        "--window-position=0,0",
                                        "--window-size=800,480",
                                        "--noerrdialogs",
                                        "--disable-pinch",
                                        "--overscroll-history-navigation=0",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-dev-shm-usage",
                                        "--disable-background-networking")));
        page = window.pages().getFirst();
        page.waitForSelector("#states .state");
        page.evaluate("window.sameDocument = 'yes'");
    }

    @AfterEach
    void close() throws InterruptedException {
        if (playwright != null) {
            playwright.close();
        }
        if (screen != null) {
            screen.destroy();
            screen.waitFor();
        }
        if (kiosk != null) {
            kiosk.close();
            link.close();
            hub.close();
        }
    }

    @Test
    void noKeyOfAKeyboardLeadsOut() throws Exception {
        press("Tab");
        page.waitForFunction("() => document.activeElement?.matches('button')");
        Object before = page.evaluate(STATE);
        List<String> ways = new ArrayList<>();
        window.onPage(other -> ways.add(other.url()));
        for (String chord : CHORDS) {
            press(chord);
            assertThat(page.isClosed()).as(chord).isFalse();
            assertThat(page.evaluate(STATE)).as(chord).isEqualTo(before);
            assertThat(ways).as(chord).isEmpty();
        }
        // It has heard them all, and still hears a key of its own.
        press("Tab");
        page.waitForFunction("() => document.activeElement?.matches('button')");
        assertThat(window.pages()).hasSize(1);
    }

    /// By their pass and its PIN, typed as a finger does.
    @Test
    void staffMayCloseTheBrowser() {
        page.evaluate("""
                text => fetch("/simulator/code", {
                  method: "POST",
                  headers: { "Content-Type": "application/json" },
                  body: JSON.stringify({ text }),
                })
                """, StaffInBrowserTest.code(kiosk));
        page.waitForSelector("html[data-view=staff-pin]:not([data-settled=no])");
        StaffInBrowserTest.PIN.chars().forEach(digit -> page.locator("[data-key='" + Character.toString(digit) + "']")
                .locator("visible=true")
                .click());
        page.locator("#next").click();
        page.waitForSelector("html[data-view=staff-open]:not([data-settled=no])");

        // A click that waits for what it does would be told that the page has gone.
        page.waitForClose(
                () -> page.evaluate("() => { setTimeout(() => document.getElementById('let-go').click()); }"));

        assertThat(page.isClosed()).isTrue();
    }

    private void press(String chord) throws IOException, InterruptedException {
        ProcessBuilder pressing = new ProcessBuilder(KEYBOARD.toString(), "key", "--clearmodifiers", chord);
        pressing.environment().put("DISPLAY", display);
        Process pressed = pressing.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(pressed.waitFor(KEY_SECONDS, TimeUnit.SECONDS) && pressed.exitValue() == 0)
                .as(chord)
                .isTrue();
    }
}
