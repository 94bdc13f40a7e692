package org.doorstep.kiosk.face;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every language of the page has to be, however many there are.
class LanguagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/doorstep/kiosk/face");
    private static final LocalDateTime SUNDAY = LocalDateTime.of(2026, 11, 22, 14, 5);

    /// As many as a kiosk counts to, and some beyond.
    private static final List<Integer> COUNTS = IntStream.concat(
                    IntStream.rangeClosed(0, 130), IntStream.of(1000, 2026))
            .boxed()
            .toList();

    /// Names of things may well be the same in another language; a whole sentence is not.
    private static final int FEW_WORDS = 4;

    /// What stands on the hub's own page, which is in English, or on a key, and names.
    private static final String STANDS_SO_ELSEWHERE = "Add a kiosk|Kiosks|Doorstep|QR|IP|Alt";

    @TempDir
    private Path folder;

    private final Languages languages = Languages.found();

    @Test
    void whatIsBesideEnglishIsALanguageAndNothingElseListsIt() throws IOException {
        Set<String> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("messages_"))
                    .map(name -> name.substring("messages_".length(), name.indexOf('.')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(languages.all()).extracting(Words::tag).startsWith("en").hasSize(files.size() + 1);
        assertThat(languages.all().stream().skip(1).map(Words::tag)).containsExactlyElementsOf(files);
    }

    @Test
    void anotherFileInTheJarIsAnotherLanguage() throws IOException {
        String english = Files.readString(FOLDER.resolve("messages.properties"));
        Path jar = folder.resolve("kiosk.jar");
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(bytes)) {
            put(entries, "face/messages.properties", english);
            put(entries, "face/messages_la.properties", """
                    language.name = Latina
                    language.mark = La
                    language.locale = la
                    welcome.title = Salve!
                    """);
            put(entries, "other/messages_de.properties", "welcome.title = Willkommen!");
        }

        Map<String, Words> found = Languages.read(
                URI.create("jar:" + jar.toUri() + "!/face/messages.properties").toURL());

        assertThat(found.keySet()).containsExactly("en", "la");
        assertThat(found.get("la").say("welcome.title")).isEqualTo("Salve!");
        assertThat(found.get("la").say("done")).as("what it lacks").isEqualTo("Done");
    }

    @Test
    void theNearestLanguageIsFoundForATag() {
        assertThat(languages.find("en-GB")).map(Words::tag).hasValue("en");
        assertThat(languages.find("pl-PL")).map(Words::tag).hasValue("pl");
        assertThat(languages.find("tlh")).isEmpty();
    }

    @Test
    void everyLanguageHasEverySentenceAndNoOther() throws IOException {
        Set<String> english = plain(bundle("").stringPropertyNames());
        Map<String, Set<String>> lacks = new TreeMap<>();
        Map<String, Set<String>> tooMany = new TreeMap<>();
        for (String tag : others()) {
            Set<String> there = bundle("_" + tag).stringPropertyNames();
            note(lacks, tag, without(english, there));
            note(tooMany, tag, without(plain(there), english));
        }

        assertThat(lacks).as("not yet said in").isEmpty();
        assertThat(tooMany).as("said in no other language").isEmpty();
    }

    @Test
    void everySentenceHasTheSamePlacesInEveryLanguage() throws IOException {
        Properties english = bundle("");
        Map<String, Set<String>> differs = new TreeMap<>();
        for (String tag : others()) {
            Properties there = bundle("_" + tag);
            note(
                    differs,
                    tag,
                    there.stringPropertyNames().stream()
                            .filter(key -> english.containsKey(key.replaceFirst("\\.easy$", "")))
                            .filter(key -> !places(there.getProperty(key))
                                    .equals(places(english.getProperty(key.replaceFirst("\\.easy$", "")))))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }

        assertThat(differs).isEmpty();
    }

    @Test
    void everyCountHasItsOwnFormInEveryLanguage() throws IOException {
        for (Words words : languages.all()) {
            PluralRules rules = PluralRules.forLocale(ULocale.forLocale(words.locale()));
            Properties bundle = bundle(words.tag().equals("en") ? "" : "_" + words.tag());
            for (String key : bundle.stringPropertyNames()) {
                for (Set<String> forms : plurals(bundle.getProperty(key))) {
                    assertThat(COUNTS.stream()
                                    .filter(count -> !forms.contains("=" + count))
                                    .map(rules::select)
                                    .collect(Collectors.toSet()))
                            .as("%s in %s", key, words.tag())
                            .isSubsetOf(forms);
                }
            }
        }
    }

    @Test
    void noLanguageStillSpeaksEnglish() throws IOException {
        Properties english = bundle("");
        Map<String, Set<String>> same = new TreeMap<>();
        for (String tag : others()) {
            Properties there = bundle("_" + tag);
            note(
                    same,
                    tag,
                    there.stringPropertyNames().stream()
                            .filter(key -> there.getProperty(key).split(" ").length >= FEW_WORDS)
                            .filter(key -> there.getProperty(key).equals(english.getProperty(key)))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }

        assertThat(same).isEmpty();
    }

    @Test
    void noLatinLetterStandsInASentenceOfAnotherScript() throws IOException {
        for (Words words : languages.all()) {
            Character.UnicodeScript script =
                    Character.UnicodeScript.of(words.name().codePointAt(0));
            if (script == Character.UnicodeScript.LATIN) {
                continue;
            }
            Properties bundle = bundle("_" + words.tag());
            for (String key : bundle.stringPropertyNames()) {
                if (key.endsWith(".pattern") || key.startsWith("language.") || key.equals("page.direction")) {
                    continue;
                }
                assertThat(spoken(bundle.getProperty(key)).replaceAll(STANDS_SO_ELSEWHERE, ""))
                        .as("%s in %s", key, words.tag())
                        .doesNotContainPattern("\\p{IsLatin}{2}");
            }
        }
    }

    @Test
    void eachLanguageRunsTheWayItsOwnNameDoes() {
        for (Words words : languages.all()) {
            boolean rightToLeft =
                    new java.text.Bidi(words.name(), java.text.Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).getBaseLevel()
                            == 1;
            assertThat(words.direction()).as(words.tag()).isEqualTo(rightToLeft ? "rtl" : "ltr");
            assertThat(words.mark()).as(words.tag()).hasSizeBetween(1, 4);
        }
    }

    @Test
    void timesAndDaysAreWrittenInTheLanguageAndItsDigits() {
        for (Words words : languages.all()) {
            assertThat(words.times("date.pattern").format(SUNDAY))
                    .as(words.tag())
                    .contains(words.number(22))
                    .contains(LocalDate.of(2026, 11, 22)
                            .getDayOfWeek()
                            .getDisplayName(java.time.format.TextStyle.FULL, words.locale()));
            assertThat(words.times("time.pattern").format(SUNDAY))
                    .as(words.tag())
                    .contains(words.number(5));
            assertThat(words.say("about.copy.part", 3, 17))
                    .as(words.tag())
                    .contains(words.number(3))
                    .contains(words.number(17));
            if (!words.digits().startsWith("0")) {
                assertThat(words.times("date.short.pattern").format(SUNDAY)).doesNotContainPattern("[0-9]");
            }
        }
    }

    @Test
    void whatIsWrittenTheOtherWayDoesNotTurnTheSentenceAroundIt() throws IOException {
        Words english = languages.own();
        Words arabic = new Words(
                "ar", Map.of("language.locale", "ar", "page.direction", "rtl", "welcome.named", "أهلاً {0}!"));

        assertThat(english.say("welcome.named", "Ama")).isEqualTo("Welcome, Ama!");
        assertThat(english.say("welcome.named", "أمل")).isEqualTo("Welcome, \u2068أمل\u2069!");
        assertThat(arabic.say("welcome.named", "Ama")).isEqualTo("أهلاً \u2068Ama\u2069!");
        assertThat(arabic.say("welcome.named", "أمل")).isEqualTo("أهلاً أمل!");
    }

    @Test
    void easyWordsAreSaidWhereThereAreSomeAndThePlainOnesElsewhere() {
        Words words = new Words(
                "en",
                Map.of(
                        "language.locale",
                        "en-GB",
                        "page.direction",
                        "ltr",
                        "a",
                        "Plain",
                        "a.easy",
                        "Easy",
                        "b",
                        "Same"));

        assertThat(words.say("a")).isEqualTo("Plain");
        assertThat(words.easier().say("a")).isEqualTo("Easy");
        assertThat(words.easier().say("b")).isEqualTo("Same");
    }

    private List<String> others() {
        return languages.all().stream().skip(1).map(Words::tag).toList();
    }

    private static void note(Map<String, Set<String>> found, String tag, Set<String> keys) {
        if (!keys.isEmpty()) {
            found.put(tag, keys);
        }
    }

    private static Set<String> plain(Set<String> keys) {
        return keys.stream().filter(key -> !key.endsWith(".easy")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> these) {
        return all.stream().filter(key -> !these.contains(key)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> places(String sentence) {
        MessagePattern pattern = new MessagePattern(sentence);
        return IntStream.range(0, pattern.countParts())
                .mapToObj(pattern::getPart)
                .filter(part -> part.getType() == MessagePattern.Part.Type.ARG_NUMBER
                        || part.getType() == MessagePattern.Part.Type.ARG_NAME)
                .map(pattern::getSubstring)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The forms of each plural in that sentence.
    private static List<Set<String>> plurals(String sentence) {
        MessagePattern pattern = new MessagePattern(sentence);
        return IntStream.range(0, pattern.countParts())
                .filter(at -> pattern.getPart(at).getType() == MessagePattern.Part.Type.ARG_START
                        && pattern.getPart(at).getArgType() == MessagePattern.ArgType.PLURAL)
                .mapToObj(at -> forms(pattern, at))
                .toList();
    }

    private static Set<String> forms(MessagePattern pattern, int plural) {
        return IntStream.range(plural, pattern.getLimitPartIndex(plural))
                .mapToObj(pattern::getPart)
                .filter(part -> part.getType() == MessagePattern.Part.Type.ARG_SELECTOR)
                .map(pattern::getSubstring)
                .collect(Collectors.toSet());
    }

    /// A sentence without its places and the names of its plural forms.
    private static String spoken(String sentence) {
        MessagePattern pattern = new MessagePattern(sentence);
        StringBuilder spoken = new StringBuilder();
        int from = 0;
        for (int at = 0; at < pattern.countParts(); at++) {
            MessagePattern.Part part = pattern.getPart(at);
            if (part.getType() == MessagePattern.Part.Type.MSG_START) {
                from = part.getLimit();
            } else if (part.getType() == MessagePattern.Part.Type.ARG_START
                    || part.getType() == MessagePattern.Part.Type.MSG_LIMIT) {
                spoken.append(sentence, from, Math.max(from, part.getIndex())).append(' ');
                from = part.getLimit();
            } else if (part.getType() == MessagePattern.Part.Type.ARG_LIMIT) {
                from = part.getLimit();
            }
        }
        return spoken.toString();
    }

    private static void put(JarOutputStream entries, String name, String text) throws IOException {
        entries.putNextEntry(new JarEntry(name));
        entries.write(text.getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
    }

    private static Properties bundle(String ending) throws IOException {
        Properties bundle = new Properties();
        try (var text = Files.newBufferedReader(FOLDER.resolve("messages" + ending + ".properties"))) {
            bundle.load(text);
        }
        return bundle;
    }
}
