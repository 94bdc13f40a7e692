package org.doorstep.kiosk.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.checkin.Presented;
import org.doorstep.kiosk.joining.JoinState;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Schedule;
import org.junit.jupiter.api.Test;

/// Every word that a person sees is in the bundle, and every word in the bundle is seen.
class WordsTest {
    private static final Path JAVA = Path.of("src/main/java/org/doorstep/kiosk");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path STATIC = Path.of("src/main/resources/org/doorstep/kiosk/screen/static");
    private static final Pattern WHOLE_KEY = Pattern.compile("(?:say|times)\\(\\s*\"([a-z0-9.-]+)\"");

    /// Keys that are put together: a name and an ending, as Views does.
    private static final List<String> NAMES = List.of("welcome", "again", "guest", "goodbye");
    private static final List<String> NOTICES = List.of(
            "new-here",
            "another-card",
            "same-card",
            "both-yours",
            "card-added",
            "phrase-offer",
            "phrase-kept",
            "phrase-away",
            "lost-asked",
            "lost-not-open",
            "no-blanks",
            "slip-ended",
            "too-late",
            "show-again",
            "cannot-save");

    @Test
    void everyKeyThatIsAskedForIsThereAndEveryKeyThatIsThereIsAskedFor() throws IOException {
        Set<String> asked = asked();
        Set<String> there = new TreeSet<>(bundle().stringPropertyNames());
        // The easy form of a sentence is asked for by the name of the plain one.
        there.removeIf(key -> key.endsWith(".easy") && asked.contains(key.replaceFirst("\\.easy$", "")));
        assertThat(asked).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void everySentenceCanBeFilled() throws IOException {
        for (Words words : Languages.found().all()) {
            for (String key : bundle().stringPropertyNames()) {
                // An easy form need not be there in every language.
                if (key.endsWith(".easy")) {
                    continue;
                }
                for (int count : new int[] {0, 1, 2, 40}) {
                    assertThat(words.say(key, count, count, count))
                            .as("%s in %s", key, words.tag())
                            .isNotBlank()
                            .doesNotContain("{", "''");
                }
            }
        }
    }

    @Test
    void templatesHoldNoWordsOfTheirOwn() throws IOException {
        for (Path template : files(TEMPLATES, ".jte")) {
            String text = Files.readString(template)
                    .replaceAll("(?m)^@(import|param).*$", "")
                    .replaceAll("\\$(unsafe)?\\{[^}]*}", "")
                    .replaceAll("@template\\.\\w+\\([^\\n]*\\)", "")
                    .replaceAll("(?m)@(if|elseif|for)\\(.*?\\)\\s*$", "")
                    .replaceAll("@if\\([^)]*\\(\\)[^)]*\\)\\)?", "")
                    .replaceAll("@(else|endif|endfor)", "");
            assertThat(text.replaceAll("(?s)<[^>]*>", ""))
                    .as(template.toString())
                    .doesNotContainPattern("\\p{L}{2}");
            Matcher spoken = Pattern.compile("(aria-label|alt|title|placeholder)=\"([^\"]*\\p{L}[^\"]*)\"")
                    .matcher(text);
            assertThat(spoken.find()).as(template.toString()).isFalse();
        }
    }

    @Test
    void scriptsHoldNoWordsOfTheirOwn() throws IOException {
        for (Path script : files(STATIC, ".js")) {
            Matcher strings = Pattern.compile("\"([^\"\\n]*)\"")
                    .matcher(Files.readString(script).replaceAll("(?m)^\\s*//.*$", ""));
            while (strings.find()) {
                assertThat(strings.group(1)).as(script.toString()).doesNotContainPattern("^\\p{L}+ \\p{L}+");
            }
        }
    }

    private static Set<String> asked() throws IOException {
        Set<String> keys = new TreeSet<>();
        Pictures.NAMES.forEach(name -> keys.add("picture." + name));
        keys.addAll(List.of("pictures.all", "pictures.lost", "pictures.choose"));
        List<Path> sources = new ArrayList<>(files(JAVA, ".java"));
        sources.addAll(files(TEMPLATES, ".jte"));
        for (Path source : sources) {
            String text = Files.readString(source);
            Matcher whole = WHOLE_KEY.matcher(text);
            while (whole.find()) {
                if (!whole.group(1).endsWith(".")) {
                    keys.add(whole.group(1));
                }
            }
            Matcher either = Pattern.compile(
                            "say\\(\\w+ \\? \"([a-z.-]+)\" : (?:\\w+ \\? )?\"([a-z.-]+)\"(?: : \"([a-z.-]+)\")?")
                    .matcher(text);
            while (either.find()) {
                for (int i = 1; i <= 3; i++) {
                    if (either.group(i) != null) {
                        keys.add(either.group(i));
                    }
                }
            }
        }
        NAMES.forEach(name -> keys.addAll(List.of(name + ".title", name + ".sentence", name + ".drop-in")));
        NOTICES.forEach(name -> keys.addAll(List.of(name + ".title", name + ".sentence", name + ".also")));
        for (Counted counted : Counted.values()) {
            String key = "companions." + counted.key();
            keys.addAll(List.of(key, key + ".fewer", key + ".more"));
        }
        for (Presented.Refusal refusal : Presented.Refusal.values()) {
            String key = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
            keys.addAll(List.of("refused.title." + key, "refused.sentence." + key));
        }
        for (JoinState.Why why : JoinState.Why.values()) {
            String key = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
            keys.addAll(List.of("join.failed.title." + key, "join.failed.sentence." + key));
        }
        for (PrivacyNotice.Face face : PrivacyNotice.Face.values()) {
            keys.addAll(List.of(
                    "privacy.title." + face.key(), "privacy.first." + face.key(), "privacy.second." + face.key()));
        }
        for (String wish : List.of("large", "aloud", "easier", "seated", "still", "theme", "switch")) {
            keys.add("wishes." + wish);
        }
        for (Wishes.Theme theme : Wishes.Theme.values()) {
            keys.add("wishes.theme." + theme.attribute());
        }
        for (Wishes.OneSwitch pace : Wishes.OneSwitch.values()) {
            keys.add("wishes.switch." + pace.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        keys.addAll(List.of("wishes.on", "wishes.off"));
        // Said by the page itself, which is told them all.
        keys.addAll(List.of("toast.no-voice", "ways.ear", "ways.wishes", "still.ask", "still.yes"));
        for (JoinState.Step step : JoinState.Step.values()) {
            keys.add("join.step." + step.name().toLowerCase(Locale.ROOT));
        }
        for (int face = 1; face <= HubEvent.MoodAnswered.FACES; face++) {
            keys.add("mood.face." + face);
        }
        for (Answer.Why why : Answer.Why.values()) {
            keys.add("book.why." + why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        keys.addAll(List.of("tool.fine", "tool.care", "tool.broken"));
        Schedule.Reason.USUAL.forEach(reason -> keys.add("mood.reason." + reason.id()));
        return keys;
    }

    private static Properties bundle() throws IOException {
        Properties bundle = new Properties();
        bundle.load(Files.newBufferedReader(Path.of("src/main/resources/org/doorstep/kiosk/face/messages.properties")));
        return bundle;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
