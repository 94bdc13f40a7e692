package org.doorstep.kiosk.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tokens of the kiosk's looks, worked out in each theme, and that nothing goes round them.
class LooksTest {
    private static final Path STATIC = Path.of("src/main/resources/org/doorstep/kiosk/screen/static");
    private static final Path TOKENS = STATIC.resolve("tokens.css");

    /// For whoever tries, mends or draws a kiosk, with a mouse; their own pages.
    private static final List<String> NOT_OF_THE_KIOSK = List.of("simulator.css", "design.css", "tokens.css");

    /// WCAG 2.2, 1.4.3: text; the theme of most contrast holds 1.4.6.
    private static final double TEXT = 4.5;

    private static final double TEXT_IN_CONTRAST = 7;

    /// WCAG 2.2, 1.4.11: what shows where to touch.
    private static final double EDGE = 3;

    private static final List<String> INKS =
            List.of("ink", "ink-soft", "brand", "brand-deep", "welcome", "notice", "trouble");
    private static final List<String> GROUNDS = List.of("paper", "surface");

    /// What is written, and on what, beside inks on grounds.
    private static final List<String[]> PAIRS = List.of(
            new String[] {"on-brand", "brand"},
            new String[] {"on-brand", "welcome"},
            new String[] {"on-brand", "notice"},
            new String[] {"on-brand", "trouble"},
            new String[] {"on-hero", "hero"},
            new String[] {"on-plate", "plate"},
            new String[] {"code-ink", "code-paper"},
            new String[] {"brand", "brand-soft"},
            new String[] {"welcome", "welcome-soft"},
            new String[] {"notice", "notice-soft"},
            new String[] {"trouble", "trouble-soft"},
            new String[] {"ink", "sun-soft"},
            new String[] {"welcome", "sun-soft"},
            new String[] {"notice", "sun-soft"});

    private static final List<String[]> EDGES = List.of(
            new String[] {"line-strong", "surface"},
            new String[] {"line-strong", "paper"},
            new String[] {"brand", "surface"},
            new String[] {"brand", "paper"});

    /// Degrees on the wheel of colours between which a strong colour is red.
    private static final int RED_FROM = 340;

    private static final int RED_TO = 16;
    private static final float STRONG = 0.45f;

    @Test
    void everyTextCanBeReadInEachTheme() throws IOException {
        for (Map.Entry<String, Map<String, String>> theme : themes().entrySet()) {
            double least = theme.getKey().equals("contrast") ? TEXT_IN_CONTRAST : TEXT;
            for (String ink : INKS) {
                for (String ground : GROUNDS) {
                    holds(theme, ink, ground, least);
                }
            }
            for (String[] pair : PAIRS) {
                holds(theme, pair[0], pair[1], least);
            }
            for (String[] pair : EDGES) {
                holds(theme, pair[0], pair[1], EDGE);
            }
        }
    }

    @Test
    void eachThemeSaysEveryColourThatTheFirstSays() throws IOException {
        Map<String, String> first = block(":root");
        for (String theme : List.of("dark", "contrast")) {
            assertThat(block("[data-theme=\"" + theme + "\"]").keySet())
                    .as(theme)
                    .containsAll(first.keySet().stream()
                            .filter(name -> first.get(name).startsWith("#") && !name.startsWith("code-"))
                            .toList());
        }
    }

    @Test
    void noColourIsRed() throws IOException {
        themes().forEach((theme, tokens) -> tokens.forEach((name, value) -> {
            if (value.matches("#[0-9a-f]{6}")) {
                Color colour = Color.decode(value);
                float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
                int hue = Math.round(hsb[0] * 360);
                boolean red = (hue >= RED_FROM || hue <= RED_TO) && hsb[1] >= STRONG && hsb[2] >= STRONG;
                assertThat(red).as("%s in %s", name, theme).isFalse();
            }
        }));
    }

    /// A raw colour would stay as it is in another theme; a left side would stay left in Arabic.
    @Test
    void looksAreMadeOfTokensAndKnowNoLeftOrRight() throws IOException {
        for (Path sheet : files(".css")) {
            if (NOT_OF_THE_KIOSK.contains(sheet.getFileName().toString())) {
                continue;
            }
            String rules = Files.readString(sheet).replaceAll("(?s)/\\*.*?\\*/", "");
            assertThat(rules)
                    .as(sheet.toString())
                    .doesNotContainPattern("#[0-9a-fA-F]{3,8}\\b(?=[;,)])")
                    .doesNotContainPattern("\\b(rgb|hsl)a?\\(")
                    .doesNotContainPattern("(margin|padding|border)-(left|right)\\b")
                    .doesNotContainPattern("(?m)^\\s*(left|right)\\s*:")
                    .doesNotContainPattern("text-align:\\s*(left|right)");
        }
        for (Path drawing : files("icons.svg")) {
            assertThat(Files.readString(drawing)).as(drawing.toString()).doesNotContainPattern("\"#[0-9a-fA-F]{3,6}\"");
        }
    }

    @Test
    void everySheetIsLookedUpByThePage() throws IOException {
        String looks = Files.readString(Path.of("src/main/jte/looks.jte"));
        for (Path sheet : files(".css")) {
            if (!List.of("simulator.css", "design.css")
                    .contains(sheet.getFileName().toString())) {
                assertThat(looks).contains("/static/" + sheet.getFileName());
            }
        }
    }

    private static void holds(Map.Entry<String, Map<String, String>> theme, String ink, String ground, double least) {
        assertThat(contrast(theme.getValue().get(ink), theme.getValue().get(ground)))
                .as("%s on %s in %s", ink, ground, theme.getKey())
                .isGreaterThanOrEqualTo(least);
    }

    private static Map<String, Map<String, String>> themes() throws IOException {
        Map<String, String> light = block(":root");
        Map<String, Map<String, String>> themes = new HashMap<>();
        themes.put("light", light);
        for (String theme : List.of("dark", "contrast")) {
            Map<String, String> all = new HashMap<>(light);
            all.putAll(block("[data-theme=\"" + theme + "\"]"));
            themes.put(theme, all);
        }
        return themes;
    }

    private static Map<String, String> block(String selector) throws IOException {
        String tokens = Files.readString(TOKENS);
        int start = tokens.indexOf(selector + " {");
        assertThat(start).as(selector).isNotNegative();
        Matcher each = Pattern.compile("--([a-z0-9-]+):\\s*([^;]+);")
                .matcher(tokens.substring(start, tokens.indexOf('}', start)));
        Map<String, String> found = new HashMap<>();
        while (each.find()) {
            found.put(each.group(1), each.group(2));
        }
        return found;
    }

    /// By WCAG 2.2's definition of contrast ratio and relative luminance.
    private static double contrast(String one, String other) {
        double a = luminance(Color.decode(one));
        double b = luminance(Color.decode(other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(STATIC)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
