package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Every face of the gallery: whole, and with targets that are large enough, in every language, at
/// every size of glass, in every theme, in large text and for whoever sits. Each is photographed
/// into `target/gallery`.
class EveryScreenTest {
    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    private static final Path PICTURES = Path.of("target", "gallery");
    private static final int[][] SIZES = {{800, 480}, {720, 1280}, {1280, 800}};

    /// 15 mm on the 7-inch screen of 800 by 480.
    private static final int SMALLEST_TARGET = 80;

    /// Whoever sits touches nothing above this share of the glass. The whole of wide glass of seven
    /// to ten inches is within reach but for its uppermost strip.
    private static final double HIGHEST_UPRIGHT = 0.33;

    private static final double HIGHEST_WIDE = 0.15;

    /// The smallest step of fit.js: smaller type than that nobody reads.
    private static final String SMALLEST_TYPE = "0.6";

    @TempDir
    private Path folder;

    private TrialKiosk kiosk;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(PICTURES);
        kiosk = new TrialKiosk(folder)
                .on(
                        "cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat",
                        "job-club job 2026-11-22T13:00:00Z 2026-11-22T15:00:00Z Job club and help with forms",
                        "gardening garden 2026-11-22T14:00:00Z 2026-11-22T16:00:00Z Community gardening")
                .blanks(2)
                .start();
    }

    @AfterEach
    void close() {
        kiosk.close();
    }

    /// The whole of languages and sizes; the themes, large text and the seated way in English and Arabic.
    @Test
    @Tag("long")
    void everyFaceIsWholeInEveryLanguageAtEverySizeAndHoweverItIsWished() {
        Map<String, List<String>> wrong = new TreeMap<>();
        for (int[] size : SIZES) {
            Page page = BROWSER.blank(size[0], size[1], "ltr").page();
            List<String> languages = languages(page);
            for (String face : faces(page)) {
                for (String language : languages) {
                    look(page, face, "lang=" + language, size, wrong, false);
                }
                for (String wish : List.of("theme=dark", "theme=contrast", "text=large", "seated=yes")) {
                    look(page, face, "lang=en&" + wish, size, wrong, wish.startsWith("theme"));
                    look(page, face, "lang=ar&" + wish, size, wrong, false);
                }
            }
        }
        new ContactSheet(PICTURES).make("800x480", List.of("en", "bn", "so", "ar", "pl", "pt", "cy"));
        assertThat(wrong).isEmpty();
    }

    /// A small part of the above, for every run: the faces with most on them, where there is least room.
    @Test
    @Tag("slow")
    void theFullestFacesAreWholeOnTheSmallestGlassInLargeTextAndOtherLetters() {
        Map<String, List<String>> wrong = new TreeMap<>();
        int[] smallest = SIZES[0];
        Page page = BROWSER.blank(smallest[0], smallest[1], "ltr").page();
        assertThat(faces(page)).hasSizeGreaterThan(50).contains("home", "welcome", "about-held", "pictures");
        for (String face : List.of("home", "welcome", "choose", "about")) {
            look(page, face, "lang=en&text=large&theme=dark", smallest, wrong, true);
            look(page, face, "lang=ar&seated=yes&theme=contrast", smallest, wrong, true);
            look(page, face, "lang=bn", smallest, wrong, false);
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> faces(Page page) {
        page.navigate(kiosk.url() + "/design");
        return list(page.evaluate("() => [...document.querySelectorAll('iframe')].map((one) => one.title)"));
    }

    private List<String> languages(Page page) {
        page.navigate(kiosk.url() + "/design");
        return list(
                page.evaluate(
                        "() => [...document.querySelectorAll('.design-wishes p:first-child a')].map((one) => one.textContent)"));
    }

    private void look(
            Page page, String face, String wished, int[] size, Map<String, List<String>> wrong, boolean withAxe) {
        page.navigate(kiosk.url() + "/design/face/" + face + "?" + wished);
        page.waitForSelector("html[data-fitted=yes]");
        String name = face + "-" + size[0] + "x" + size[1] + "-"
                + wished.replaceAll("lang=", "").replaceAll("[=&]", "-");
        page.screenshot(new Page.ScreenshotOptions()
                .setType(ScreenshotType.JPEG)
                .setQuality(70)
                .setPath(PICTURES.resolve(name + ".jpg")));
        List<String> found = new ArrayList<>();
        found.addAll(list(page.evaluate("""
                async () => (await import("/static/fit.js"))
                  .stickingOut(document.getElementById("face").firstElementChild)
                  .map((one) => `sticks out: ${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)
                """)));
        found.addAll(list(page.evaluate("""
                (least) => [...document.querySelectorAll("#face button")]
                  .map((one) => [one, one.getBoundingClientRect()])
                  .filter(([one, box]) => one.checkVisibility() && (box.width < least || box.height < least))
                  .map(([one]) => `too small: ${one.id} ${one.textContent.trim()}`)
                """, SMALLEST_TARGET)));
        if (page.evaluate("document.documentElement.dataset.fit").equals(SMALLEST_TYPE)) {
            found.add("type at its smallest");
        }
        if (wished.contains("seated=yes")) {
            found.addAll(list(page.evaluate("""
                    (highest) => [...document.querySelectorAll("#face button")]
                      .filter((one) => one.checkVisibility()
                        && one.getBoundingClientRect().top < innerHeight * highest)
                      .map((one) => `too high: ${one.id} ${one.textContent.trim()}`)
                    """, size[0] > size[1] ? HIGHEST_WIDE : HIGHEST_UPRIGHT)));
        }
        if (withAxe) {
            new AxeBuilder(page)
                    .disableRules(List.of("page-has-heading-one"))
                    .analyze()
                    .getViolations()
                    .forEach(violation -> found.add("axe: " + violation.getId() + " " + violation.getNodes()));
        }
        if (!found.isEmpty()) {
            wrong.put(name, found);
        }
    }

    private static List<String> list(Object found) {
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }
}
