package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.doorstep.kiosk.GalleryGlass.Size;
import org.doorstep.kiosk.face.Languages;
import org.doorstep.kiosk.face.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every face of the gallery, in every language, at every size of glass, and however it is wished:
/// whole, nothing on anything else, every target of 15 mm, read and gone through in its order, said
/// as it is written, and nothing for axe. Each is photographed into `target/gallery`.
class EveryScreenTest {
    @RegisterExtension
    static final GlassBrowser BROWSER = new GlassBrowser();

    private static final Path PICTURES = Path.of("target", "gallery");

    /// How each face is looked at, at every size in every language: by itself in each theme, and with
    /// what changes where things lie.
    private static final List<String> LOOKS = List.of(
            "theme=light",
            "theme=dark",
            "theme=contrast",
            "theme=light&text=large",
            "theme=dark&seated=yes&words=easy",
            "theme=contrast&seated=yes&words=easy&text=large");

    /// Only these languages, `ar,bn`: all of them take too long for one sitting on a slow machine.
    private static final String ONLY = System.getProperty("doorstep.screens.languages", "");

    /// Only faces whose names are such, for whoever adds some: `book.*`.
    private static final String FACES = System.getProperty("doorstep.screens.faces", ".*");

    /// The same until another is given: what fails then is of the change at hand, and the long test looks
    /// at all.
    private static final long SEED = Long.getLong("doorstep.screens.seed", 6);

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

    static Stream<String> languages() {
        List<String> only = List.of(ONLY.split(","));
        return allLanguages().stream().filter(language -> ONLY.isEmpty() || only.contains(language));
    }

    private static List<String> allLanguages() {
        return Languages.found().all().stream().map(Words::tag).toList();
    }

    @ParameterizedTest
    @MethodSource("languages")
    @Tag("long")
    void everyFaceIsWholeAndOpenToAllAtEverySizeHoweverItIsWishedIn(String language) {
        Map<String, List<String>> wrong = new TreeMap<>();
        List<String> faces = List.of();
        for (Size size : Size.values()) {
            GalleryGlass glass = new GalleryGlass(BROWSER, kiosk.url(), size);
            double smallest = Double.MAX_VALUE;
            faces = glass.faces();
            for (String face : faces) {
                if (!face.matches(FACES)) {
                    continue;
                }
                for (String look : LOOKS) {
                    note(wrong, glass, face, language, look);
                    boolean plain = look.equals(LOOKS.getFirst());
                    if (plain || ContactSheet.shows(face)) {
                        glass.photograph(PICTURES.resolve(ContactSheet.name(face, size, language, look)));
                    }
                    if (plain) {
                        smallest = Math.min(smallest, glass.smallestLetters());
                    }
                }
            }
            System.out.printf("%s at %s: smallest letters %.1f px%n", language, size.pixels(), smallest);
        }
        new ContactSheet(PICTURES).make(faces, allLanguages(), LOOKS);
        assertThat(wrong).isEmpty();
    }

    /// A part of the above, for every run: each face once, in a language, at a size and with a look
    /// that the seed chooses.
    @Test
    @Tag("slow")
    void eachFaceIsWholeAndOpenToAllAsSomebodyMayWishIt() {
        String said = "chosen by -Ddoorstep.screens.seed=" + SEED;
        System.out.println("Faces " + said);
        Random random = new Random(SEED);
        Map<String, List<String>> wrong = new TreeMap<>();
        List<GalleryGlass> glasses = Stream.of(Size.values())
                .map(size -> new GalleryGlass(BROWSER, kiosk.url(), size))
                .toList();
        for (String face : glasses.getFirst().faces()) {
            note(wrong, any(glasses, random), face, any(allLanguages(), random), any(LOOKS, random));
        }
        assertThat(wrong).as(said).isEmpty();
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /// Axe looks at everything on the smallest glass. What it looks for is no other on a larger one,
    /// where it looks at the plain face all the same.
    private static void note(
            Map<String, List<String>> wrong, GalleryGlass glass, String face, String language, String look) {
        boolean axe = glass.size() == Size.SEVEN_INCH || look.equals(LOOKS.getFirst());
        List<String> found = glass.look(face, "lang=" + language + "&" + look, axe);
        if (!found.isEmpty()) {
            wrong.put(face + " " + glass.size().pixels() + " " + language + " " + look, found);
        }
    }
}
