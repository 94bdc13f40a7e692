package org.doorstep.kiosk;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The faces of the page of looks on one glass, each in the place of the one before: what is looked
/// for on each is in `looking.js`. For the thread that opened it.
final class GalleryGlass {
    private static final String FIRST = "welcome";
    private static final int QUALITY = 60;

    private final Size size;
    private final Page page;
    private final CDPSession devTools;

    /// A glass as kiosks have them, in pixels and millimetres: the official 7-inch screens as their
    /// makers give their active areas, and one of ten inches.
    enum Size {
        SEVEN_INCH(800, 480, 154.08, 85.92),
        UPRIGHT(720, 1280, 88, 155),
        TEN_INCH(1280, 800, 217, 135.6);

        /// Whoever sits touches nothing above this share of the glass. The whole of wide glass of seven
        /// to ten inches is within reach but for its uppermost strip, and upright glass is 155 mm high.
        private static final double HIGHEST_UPRIGHT = 0.2;

        private static final double HIGHEST_WIDE = 0.15;

        private final int width;
        private final int height;
        private final double wideMm;
        private final double highMm;

        Size(int width, int height, double wideMm, double highMm) {
            this.width = width;
            this.height = height;
            this.wideMm = wideMm;
            this.highMm = highMm;
        }

        String pixels() {
            return width + "x" + height;
        }

        private double highest() {
            return width > height ? HIGHEST_WIDE : HIGHEST_UPRIGHT;
        }
    }

    GalleryGlass(GlassBrowser browser, String url, Size size) {
        this.size = size;
        Glass glass = browser.onItsOwnTime(size.width, size.height, "ltr");
        this.page = glass.page();
        page.navigate(url + "/design/face/" + FIRST);
        page.waitForSelector("html[data-fitted=yes]");
        beginLooking(page, size);
        glass.bringAxe();
        this.devTools = page.context().newCDPSession(page);
    }

    /// All faces, by their names.
    List<String> faces() {
        return list(page.evaluate("window.looking.faces()"));
    }

    /// What is wrong with a face as it is wished, `lang=ar&theme=dark`; nothing, if it is as it must
    /// be. Axe takes longest, so `axe` says whether it looks too.
    List<String> look(String face, String wished, boolean axe) {
        return list(page.evaluate(
                "([face, wished, axe]) => window.looking.look(face, wished, axe)", List.of(face, wished, axe)));
    }

    double smallestLetters() {
        return ((Number) page.evaluate("window.looking.smallestLetters()")).doubleValue();
    }

    /// What is on the glass now.
    void photograph(Path picture) {
        JsonObject how = new JsonObject();
        how.addProperty("format", "jpeg");
        how.addProperty("quality", QUALITY);
        how.addProperty("optimizeForSpeed", true);
        String taken = devTools.send("Page.captureScreenshot", how).get("data").getAsString();
        try {
            Files.write(picture, Base64.getDecoder().decode(taken));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Size size() {
        return size;
    }

    /// From now on `window.looking` is there, until the page is loaded anew.
    static void beginLooking(Page page, Size size) {
        page.evaluate(
                "(glass) => { window.looking = (" + looking() + ")(glass); }",
                Map.of("wideMm", size.wideMm, "highMm", size.highMm, "highest", size.highest()));
    }

    private static List<String> list(Object found) {
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String looking() {
        try (InputStream text = GalleryGlass.class.getResourceAsStream("/looking/looking.js")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
