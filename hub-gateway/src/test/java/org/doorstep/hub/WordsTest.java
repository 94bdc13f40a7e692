package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.PartyKind;
import org.doorstep.hub.lookup.Reason;
import org.doorstep.hub.privacy.Receipts;
import org.doorstep.hub.today.Concern;
import org.doorstep.hub.upstream.AreaProof;
import org.doorstep.hub.web.Refusal;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Section;
import org.doorstep.login.Audit;
import org.doorstep.login.LoginPages;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Keep;
import org.doorstep.relay.fields.Kind;
import org.doorstep.relay.inbox.Quarantine;
import org.junit.jupiter.api.Test;

/// All words are in the bundle, every word of the bundle is used, and none stands in a template or
/// a script.
class WordsTest {
    private static final Path BUNDLES = Path.of("src/main/resources/org/doorstep/hub/words");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern SAID =
            Pattern.compile("(?:\\bsay|words(?:\\(\\))?\\.of)\\(\\s*\"([a-z][A-Za-z0-9.-]*)\"");
    private static final Pattern KEY = Pattern.compile("\"([a-z][a-z-]*(?:\\.[A-Za-z_-]+)+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)[,}]");

    @Test
    void everyKeyThatIsSaidIsInTheBundle() throws IOException {
        Properties words = bundle("messages.properties");
        Set<String> missing = new TreeSet<>();
        for (Path file : files(TEMPLATES, SOURCES)) {
            Matcher said = SAID.matcher(Files.readString(file));
            while (said.find()) {
                String key = said.group(1);
                boolean beginsAFamily = words.stringPropertyNames().stream().anyMatch(k -> k.startsWith(key + "."))
                        || key.endsWith(".");
                if (!words.containsKey(key) && !beginsAFamily) {
                    missing.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /// The second of two would be said in both places.
    @Test
    void noKeyStandsThereTwice() throws IOException {
        List<String> keys = Files.readAllLines(BUNDLES.resolve("messages.properties")).stream()
                .filter(line -> line.matches("[a-z].*=.*"))
                .map(line -> line.replaceFirst("\\s*=.*", ""))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void everyConstantThatAPageNamesHasItsWords() throws IOException {
        Properties words = bundle("messages.properties");
        List<String> keys = new ArrayList<>();
        add(keys, "role.", Role.values());
        add(keys, "section.", Section.values());
        add(keys, "role.what.", Role.values());
        add(keys, "booking.why.", Why.values());
        add(keys, "bookings.state.", State.values());
        add(keys, "bookings.origin.", Origin.values());
        add(keys, "party.kind.", PartyKind.values());
        add(keys, "rooms.kind.", Bookable.Kind.values());
        add(keys, "rooms.add.", Bookable.Kind.values());
        add(keys, "concern.", Concern.Kind.values());
        add(keys, "refusal.title.", Refusal.values());
        add(keys, "refusal.words.", Refusal.values());
        add(keys, "refusal.api.", Refusal.values());
        add(keys, "audit.what.", Audit.What.values());
        add(keys, "set-aside.reason.", Quarantine.Reason.values());
        add(keys, "set-aside.what.", Quarantine.Reason.values());
        add(keys, "centre.proof.", AreaProof.Result.values());
        add(keys, "centre.figure.what.", FigureWeek.What.values());
        keys.add("audit.what.TAP_PLACED");
        keys.add("audit.what.TAP_TAKEN_BACK");
        keys.add("audit.what.CLOCK_CONFIRMED");
        for (Kind kind : Fields.kept().kinds()) {
            keys.add("kept.kind." + kind.name());
            if (kind.keep() instanceof Keep.InUse) {
                keys.add("kept.in-use." + kind.name());
            }
        }
        keys.add("audit.what.RESIDENTS_LET_GO");
        add(keys, "kept.receipt.", Receipts.State.values());
        add(keys, "look-up.reason.", Reason.values());
        add(keys, "look-up.reach.", Role.values());
        keys.addAll(List.of("look-up.kind.code", "look-up.kind.card"));
        add(keys, "kept.about.", Kind.About.values());
        add(keys, "weekday.", java.time.DayOfWeek.values());
        for (LoginPages.BeginNote note : LoginPages.BeginNote.values()) {
            if (note != LoginPages.BeginNote.NONE) {
                keys.add("begin.mistake." + note);
            }
        }
        for (LoginPages.SignInNote note : LoginPages.SignInNote.values()) {
            if (note != LoginPages.SignInNote.NONE) {
                keys.add("sign-in.mistake." + note);
            }
        }
        for (Concern.Kind kind : Concern.Kind.values()) {
            keys.add("concern." + kind + ".what");
        }
        assertThat(keys).allSatisfy(key -> assertThat(words).containsKey(key));
    }

    /// The people's page says all of them, and cannot be drawn while one has no words.
    @Test
    void everyChangeThatIsWrittenDownHasItsWords() throws IOException {
        Properties words = bundle("messages.properties");
        Pattern changes = Pattern.compile("enum Change \\{([^}]*)}");
        Set<String> keys = new TreeSet<>();
        for (Path file : files(SOURCES)) {
            Matcher change = changes.matcher(Files.readString(file));
            while (change.find()) {
                for (String constant : change.group(1).replaceAll("//.*", "").split(",")) {
                    if (!constant.isBlank()) {
                        keys.add("audit.what." + constant.strip());
                    }
                }
            }
        }
        assertThat(keys).hasSizeGreaterThan(15).allSatisfy(key -> assertThat(words)
                .containsKey(key));
    }

    @Test
    void everyWordOfTheBundleIsUsed() throws IOException {
        StringBuilder everything = new StringBuilder();
        for (Path file : files(TEMPLATES, SOURCES)) {
            everything.append(Files.readString(file));
        }
        Set<String> named = new TreeSet<>();
        Matcher literal = KEY.matcher(everything);
        while (literal.find()) {
            named.add(literal.group(1));
        }
        Matcher said = SAID.matcher(everything);
        while (said.find()) {
            named.add(said.group(1));
        }
        Matcher family = Pattern.compile("\"([a-z][a-z.-]*)\\.\"").matcher(everything);
        while (family.find()) {
            named.add(family.group(1));
        }
        assertThat(bundle("messages.properties").stringPropertyNames().stream().filter(key -> named.stream()
                        .noneMatch(name -> key.equals(name) || key.startsWith(name + "."))))
                .as("words that nothing says, nor their family")
                .isEmpty();
    }

    @Test
    void everyLanguageHasTheSameKeysAndPlaces() throws IOException {
        Properties english = bundle("messages.properties");
        try (Stream<Path> bundles = Files.list(BUNDLES)) {
            for (Path file : bundles.toList()) {
                Properties other = bundle(file.getFileName().toString());
                assertThat(other.stringPropertyNames()).as(file.toString()).isEqualTo(english.stringPropertyNames());
                for (String key : english.stringPropertyNames()) {
                    assertThat(places(other.getProperty(key)))
                            .as(file + " " + key)
                            .isEqualTo(places(english.getProperty(key)));
                }
            }
        }
    }

    @Test
    void everyPatternCanBeFormattedAndNoApostropheIsSwallowed() throws IOException {
        Properties words = bundle("messages.properties");
        for (String key : words.stringPropertyNames()) {
            if (key.startsWith("format.")) {
                continue;
            }
            String pattern = words.getProperty(key);
            String text = new MessageFormat(pattern, Locale.UK).format(new Object[] {2, 3, 4, 5, 6});
            assertThat(text).as(key).doesNotContain("{");
            assertThat(pattern.replace("''", ""))
                    .as(key + " has a lone apostrophe")
                    .doesNotContain("'");
        }
    }

    @Test
    void noTemplateHoldsWordsOfItsOwn() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files(TEMPLATES)) {
            String text = Files.readString(file)
                    .replaceAll("(?m)^\\s*(@import|@param|!\\{).*$", "")
                    .replaceAll("@(if|elseif|for)\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)", " ")
                    .replaceAll("@template\\.[a-z.-]+\\((?:[^()`]|\\((?:[^()]|\\([^()]*\\))*\\))*", " ")
                    .replaceAll("(content|scripts) = ", " ")
                    .replaceAll("@(else|endif|endfor)", " ")
                    .replaceAll("\\$\\{(?:[^{}]|\\{[^{}]*\\})*\\}", " ")
                    .replaceAll("<!DOCTYPE html>", " ")
                    .replaceAll("(?s)<[^>]*>", " ");
            Matcher letters = Pattern.compile("\\p{L}{2,}").matcher(text);
            while (letters.find()) {
                found.add(file.getFileName() + ": " + letters.group());
            }
            Matcher attribute = Pattern.compile("(?:title|alt|placeholder|aria-label)=\"([^$\"][^\"]*)\"")
                    .matcher(Files.readString(file));
            while (attribute.find()) {
                found.add(file.getFileName() + ": " + attribute.group());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noPageCallsAPersonAUserOrARefusalDenied() throws IOException {
        assertThat(bundle("messages.properties").values())
                .allSatisfy(text -> assertThat(text.toString().toLowerCase(Locale.UK))
                        .doesNotContain("user", "denied", "invalid", "error"));
    }

    private static Set<String> places(String pattern) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(pattern);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }

    private static void add(List<String> keys, String prefix, Enum<?>... constants) {
        for (Enum<?> constant : constants) {
            keys.add(prefix + constant.name());
        }
    }

    private static Properties bundle(String name) throws IOException {
        Properties words = new Properties();
        try (var reader = Files.newBufferedReader(BUNDLES.resolve(name))) {
            words.load(reader);
        }
        return words;
    }

    private static List<Path> files(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }
}
