package org.doorstep.kiosk.voice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EspeakSpeakerTest {
    private static final Path ESPEAK = Path.of("/usr/bin/espeak-ng");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"en, Welcome to the hub", "bn, স্বাগতম", "ar, أهلا وسهلا", "pl, Witaj", "pt, Bem-vinda", "cy, Croeso"})
    void itSpeaksASentenceAsAWholeSoundFile(String language, String sentence) throws Exception {
        assumeTrue(Files.isExecutable(ESPEAK), "eSpeak NG is not installed: apt-get install espeak-ng");
        byte[] wav =
                new EspeakSpeaker(ESPEAK.toString()).speak(language, sentence).orElseThrow();
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            double seconds = sound.getFrameLength() / sound.getFormat().getFrameRate();
            assertThat(seconds).isBetween(0.2, 20.0);
        }
    }

    @Test
    void aLanguageThatItDoesNotSpeakIsNone() {
        assumeTrue(Files.isExecutable(ESPEAK), "eSpeak NG is not installed: apt-get install espeak-ng");
        assertThat(new EspeakSpeaker(ESPEAK.toString()).speak("xx-none", "Hello"))
                .isEmpty();
    }

    @Test
    void aMachineWithoutItSpeaksNothingAndGoesOn() {
        EspeakSpeaker none = new EspeakSpeaker(folder.resolve("not-there").toString());
        assertThat(none.speak("en", "Hello")).isEmpty();
        assertThat(none.speak("en", "Hello again")).isEmpty();
    }

    @Test
    void aProgramThatCouldNotBeStartedAtFirstSpeaksOnceItCan() throws Exception {
        Path program = folder.resolve("later");
        EspeakSpeaker speaker = new EspeakSpeaker(program.toString());
        assertThat(speaker.speak("en", "Hello")).isEmpty();
        Files.writeString(program, "#!/bin/sh\nhead -c 100 /dev/zero\ncat\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(speaker.speak("en", "Hello again")).isPresent();
    }

    /// Other programs may read what a program was started with, and files stay.
    @Test
    void theSentenceIsNotAmongWhatTheProgramWasStartedWith() throws Exception {
        Path program = folder.resolve("listens");
        Path arguments = folder.resolve("arguments");
        Files.writeString(program, "#!/bin/sh\necho \"$@\" > '" + arguments + "'\nhead -c 100 /dev/zero\ncat\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        byte[] wav = new EspeakSpeaker(program.toString())
                .speak("en", "Welcome, Zaneta!")
                .orElseThrow();
        assertThat(new String(wav, ISO_8859_1)).endsWith("Welcome, Zaneta!");
        assertThat(arguments).content().doesNotContain("Zaneta").contains("en-gb");
    }
}
