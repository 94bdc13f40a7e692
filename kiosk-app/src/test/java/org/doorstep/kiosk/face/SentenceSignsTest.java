package org.doorstep.kiosk.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SentenceSignsTest {
    private static final Path ENGLISH = Path.of("src/main/resources/org/doorstep/kiosk/face/messages.properties");

    @Test
    void aSentenceHasTheSameSignInEveryLanguage() throws IOException {
        Words english = Languages.found().own().easier();
        Properties sentences = new Properties();
        try (Reader text = Files.newBufferedReader(ENGLISH)) {
            sentences.load(text);
        }
        Map<String, String> signs = sentences.stringPropertyNames().stream()
                .filter(key -> key.contains(".sentence") || key.endsWith(".also"))
                .filter(key ->
                        !key.endsWith(".easy") && !sentences.getProperty(key).contains("{"))
                .filter(key -> !english.sign(english.say(key)).isEmpty())
                .collect(Collectors.toMap(key -> key, key -> english.sign(english.say(key))));
        assertThat(signs).hasSizeGreaterThan(40);
        for (Words words : Languages.found().all()) {
            Words easier = words.easier();
            signs.forEach((key, sign) -> assertThat(easier.sign(easier.say(key)))
                    .as("%s in %s", key, words.tag())
                    .isEqualTo(sign));
        }
    }

    @Test
    void whateverStandsInItsPlacesASentenceIsKnown() {
        SentenceSigns signs = new SentenceSigns(Map.of(
                "about.since", "{0,plural,=0{No visits} one{One visit} other{# visits}}, the first on {1}",
                "about.deny.what", "{0}, {1}",
                "welcome.sentence", "You''re counted in"));
        assertThat(signs.of("5 visits, the first on 3 Mar 2026")).isEqualTo("clock");
        assertThat(signs.of("You're counted in")).isEqualTo("tick");
        assertThat(signs.of("Cook and eat, 3 Mar"))
                .as("says nothing of its own")
                .isEmpty();
        assertThat(signs.of("Somebody else wrote this")).isEmpty();
    }

    @Test
    void inPlainWordsThereIsNone() {
        Words plain = Languages.found().own();
        assertThat(plain.sign(plain.say("about.leave.also"))).isEmpty();
    }
}
