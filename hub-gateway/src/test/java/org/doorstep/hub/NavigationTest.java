package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way around: parts, the pages of each, and the page that says of all of them what they are for.
class NavigationTest {
    private static final Pattern LINK = Pattern.compile("<a class=\"thing-name\" href=\"([^\"]+)\"");
    private static final Pattern SENTENCE = Pattern.compile("<p class=\"soft small\">[^<]{20,}</p>");
    private static final Pattern PARTS = Pattern.compile("(?s)<nav class=\"site-nav\".*?</nav>");
    private static final Pattern PAGES = Pattern.compile("(?s)<nav class=\"site-pages\".*?</nav>");

    /// What somebody takes in at one look, and fits into two lines of a telephone.
    private static final int MOST_TOGETHER = 9;

    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everyPageIsListedOnceWithASentenceThatSaysWhatItIsFor() {
        String all = hub.signedIn(Role.MANAGER).get("/pages").body();

        List<String> paths = all(LINK, all).map(link -> link.group(1)).toList();
        assertThat(paths).doesNotHaveDuplicates().contains("/", "/weeks", "/look-up", "/people");
        assertThat(all(SENTENCE, all)).hasSameSizeAs(paths);
    }

    @Test
    void eachPageShowsThePartItStandsInAndNoPartHasMoreThanOneLookTakesIn() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        for (String path : all(LINK, manager.get("/pages").body())
                .map(link -> link.group(1))
                .toList()) {
            String page = manager.get(path).body();
            assertThat(first(PARTS, page).split("aria-current=\"true\"", -1))
                    .as(path)
                    .hasSize(2);
            String beside = first(PAGES, page);
            if (!beside.isEmpty()) {
                assertThat(beside).as(path).contains("<a href=\"" + path + "\" aria-current=\"page\"");
                assertThat(beside.split("<li>", -1)).as(path).hasSizeBetween(3, MOST_TOGETHER + 1);
            }
        }
    }

    @Test
    void aPartWithoutAPageForSomebodyIsNotShownToThem() {
        String parts = first(PARTS, hub.signedIn(Role.READ_ONLY).get("/").body());

        assertThat(parts).contains("Today", "Sessions", "All pages").doesNotContain("Passes", "To put right");
    }

    @Test
    void whoeverIsNotSignedInSeesNoWayAround() {
        assertThat(hub.browser().get("/sign-in").body()).doesNotContain("site-nav");
    }

    private static Stream<Matcher> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return Stream.generate(() -> matcher).takeWhile(Matcher::find);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }
}
