package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever reads easy words sees a drawing beside each sentence of each face.
class EasySignsTest {
    private static final Pattern FACE = Pattern.compile("<iframe[^>]* title=\"([^\"]+)\"");
    private static final Pattern SENTENCE =
            Pattern.compile("<p class=\"(?:sentence|ask)\"[^>]*>(.*?)</p>", Pattern.DOTALL);
    private static final Pattern SIGN = Pattern.compile("icons\\.svg#([a-z-]+)\"");
    private static final Pattern DRAWN = Pattern.compile("<symbol id=\"([a-z-]+)\"");

    /// Their first line is the name of a session and its day, which no sign says.
    private static final List<String> NAMES_A_SESSION = List.of("about-deny", "about-claim");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private TrialKiosk kiosk;

    @BeforeEach
    void begin() {
        kiosk = new TrialKiosk(folder)
                .on("cook cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat")
                .blanks(2)
                .start();
    }

    @AfterEach
    void close() {
        client.close();
        kiosk.close();
    }

    @Test
    void eachSentenceOfEachFaceHasASignInEasyWords() throws Exception {
        String design = get("/design");
        List<String> faces = all(FACE, design);
        assertThat(faces).hasSizeGreaterThan(50);
        List<String> drawn = all(DRAWN, get("/static/icons.svg"));
        Map<String, List<String>> without = new TreeMap<>();
        for (String face : faces) {
            // That it is the same in each of the others is SentenceSignsTest.
            for (String language : List.of("en", "ar")) {
                List<String> bare = new ArrayList<>();
                for (String sentence : all(SENTENCE, get("/design/face/" + face + "?words=easy&lang=" + language))) {
                    List<String> sign = all(SIGN, sentence);
                    assertThat(drawn).as(face).containsAll(sign);
                    if (sign.isEmpty()) {
                        bare.add(sentence.strip());
                    }
                }
                if (bare.size() > (NAMES_A_SESSION.contains(face) ? 1 : 0)) {
                    without.put(face + " " + language, bare);
                }
            }
        }
        assertThat(without).isEmpty();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(kiosk.url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
