package org.doorstep.kiosk.voice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoiceTest {
    private static final String WELCOME = "Welcome!";
    private static final String NAMED = "Welcome, Zaneta!";

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aSentenceOfThePageIsMadeOnceAndOneThatNamesSomebodyIsNotKept() throws Exception {
        try (Voice voice = voice()) {
            assertThat(sound(voice, "en", WELCOME)).isEqualTo("en: Welcome!");
            assertThat(sound(voice, "en", WELCOME)).isEqualTo("en: Welcome!");
            assertThat(sound(voice, "en", NAMED)).isEqualTo("en: Welcome, Zaneta!");
            assertThat(sound(voice, "en", NAMED)).isEqualTo("en: Welcome, Zaneta!");
        }
        assertThat(asked).containsExactly(WELCOME, NAMED, NAMED);
    }

    @Test
    void whatThePeopleOfTheHubReadOutIsHeardInItsPlaceAsSoonAsItIsThere() throws Exception {
        try (Voice voice = voice()) {
            assertThat(sound(voice, "en", WELCOME)).isEqualTo("en: Welcome!");
            Files.createDirectories(folder.resolve("en"));
            Files.writeString(folder.resolve("en").resolve("welcome.title.wav"), "Asha says welcome");
            assertThat(sound(voice, "en", WELCOME)).isEqualTo("Asha says welcome");
            assertThat(sound(voice, "pl", WELCOME)).isEqualTo("pl: Welcome!");
        }
    }

    @Test
    void aLanguageThatNothingSpeaksIsSaidToHaveNoVoice() throws Exception {
        try (Voice voice = voice()) {
            assertThat(voice.say("so", "Ku soo dhowow").get(30, TimeUnit.SECONDS))
                    .isInstanceOf(Spoken.NoVoice.class);
        }
    }

    @Test
    void whoeverAsksForTooMuchIsToldSoAtOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Speaker slow = (language, sentence) -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(new byte[] {1});
        };
        try (Voice voice = new Voice(folder, slow, (language, sentence) -> Optional.empty())) {
            List<CompletableFuture<Spoken>> sayings = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sayings.add(voice.say("en", "Sentence " + i));
            }
            assertThat(sayings.getLast()).isCompletedWithValueMatching(Spoken.Busy.class::isInstance);
            go.countDown();
            assertThat(sayings.getFirst().get(30, TimeUnit.SECONDS)).isInstanceOf(Spoken.Sound.class);
        }
    }

    @Test
    void noFileButARecordingIsEverRead() throws Exception {
        Files.writeString(folder.resolve("secret.wav"), "not for the page");
        Files.createDirectories(folder.resolve("voices"));
        Recordings recordings = new Recordings(folder.resolve("voices"));
        assertThat(recordings.find("..", "secret")).isEmpty();
        assertThat(recordings.find("en", "../../secret")).isEmpty();
    }

    private Voice voice() {
        Speaker speaker = (language, sentence) -> {
            asked.add(sentence);
            return language.equals("so") ? Optional.empty() : Optional.of((language + ": " + sentence).getBytes(UTF_8));
        };
        return new Voice(
                folder,
                speaker,
                (language, sentence) -> sentence.equals(WELCOME) ? Optional.of("welcome.title") : Optional.empty());
    }

    private static String sound(Voice voice, String language, String sentence) throws Exception {
        Spoken spoken = voice.say(language, sentence).get(30, TimeUnit.SECONDS);
        assertThat(spoken).asInstanceOf(type(Spoken.Sound.class)).isNotNull();
        return new String(((Spoken.Sound) spoken).wav(), UTF_8);
    }
}
