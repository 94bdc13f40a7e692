package org.doorstep.kiosk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The four faces on the glass, in Chromium: by touch at each size, by keyboard alone, and left alone.
@Tag("slow")
class MoodInBrowserTest {
    private static final String COOK = "cook-and-eat cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";

    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    @TempDir
    Path folder;

    private TrialKiosk kiosk;

    @BeforeEach
    void open() {
        kiosk = new TrialKiosk(folder).on(COOK).start();
    }

    @AfterEach
    void close() {
        kiosk.close();
    }

    @ParameterizedTest
    @CsvSource({"800, 480", "720, 1280", "1280, 800"})
    void fromHomeAFaceAndAWordAreThreeTouches(int width, int height) {
        Glass glass = BROWSER.open(kiosk.url(), width, height);
        glass.press("mood", "mood");
        glass.look("mood");
        glass.press("face-3", "mood-why");
        glass.look("mood-why");
        glass.press(".mood-reason >> nth=0", "mood-thanks");
        glass.look("mood-thanks");
    }

    @Test
    void aWelcomeLeadsThereOnceAndAWrongFaceCanBeChanged() {
        Glass glass = BROWSER.open(kiosk.url(), 800, 480);
        glass.press("guest", "guest");
        glass.look("welcome-with-mood");
        glass.press("mood", "mood");
        glass.press("face-1", "mood-why");
        glass.press("change", "mood");
        glass.press("face-4", "mood-why");
        glass.press("done", "home");
    }

    @Test
    void everyStepIsDoneWithTheKeyboardAlone() {
        Glass glass = BROWSER.open(kiosk.url(), 800, 480);
        glass.page().locator("#mood").focus();
        glass.page().keyboard().press("Enter");
        glass.waitForView("mood");
        pastTheRing(glass);
        for (int face = 1; face <= 4; face++) {
            glass.page().keyboard().press("Tab");
            assertThat(glass.page().locator("#face-" + face)).isFocused();
        }
        glass.page().keyboard().press("Enter");
        glass.waitForView("mood-why");
        pastTheRing(glass);
        glass.page().keyboard().press("Tab");
        assertThat(glass.page().locator(".mood-reason").first()).isFocused();
        glass.page().keyboard().press("Enter");
        glass.waitForView("mood-thanks");
        glass.page().keyboard().press("Escape");
        glass.waitForView("home");
    }

    /// It comes first on every face: no time limit without asking.
    private static void pastTheRing(Glass glass) {
        glass.page().keyboard().press("Tab");
        assertThat(glass.page().locator(".ring")).isFocused();
    }
}
