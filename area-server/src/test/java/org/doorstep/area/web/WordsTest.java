package org.doorstep.area.web;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.login.Audit;
import org.doorstep.login.LoginPages;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path BUNDLE = Path.of("src/main/resources/org/doorstep/area/web/messages.properties");
    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:[.-][a-z-]+)*\\.?)\"");

    @Test
    void everyKeyInTheBundleIsUsedAndEveryKeyUsedIsThere() throws IOException {
        Set<String> kept = keys();
        Set<String> used = new TreeSet<>();
        for (Path file : files(SOURCES, TEMPLATES)) {
            Matcher matcher = KEY.matcher(Files.readString(file));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        Set<String> unused = kept.stream()
                .filter(key -> !key.equals("direction") && used.stream().noneMatch(use -> covers(use, key)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).as("words that no page says").isEmpty();
        Set<String> firstParts = kept.stream().map(key -> key.split("\\.")[0]).collect(Collectors.toSet());
        Set<String> missing = used.stream()
                .filter(use -> use.contains(".") && !use.endsWith(".") && firstParts.contains(use.split("\\.")[0]))
                .filter(use -> !kept.contains(use) && kept.stream().noneMatch(key -> key.startsWith(use + ".")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).as("words that a page would say and nobody wrote").isEmpty();
    }

    @Test
    void everyConstantThatAPageCanBeGivenHasItsSentence() throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (LoginPages.SignInNote note : LoginPages.SignInNote.values()) {
            wanted.add("sign-in." + word(note));
        }
        for (LoginPages.BeginNote note : LoginPages.BeginNote.values()) {
            wanted.add("begin." + word(note));
        }
        for (LoginPages.Refusal refusal : LoginPages.Refusal.values()) {
            wanted.add("refused." + word(refusal));
        }
        for (FigureWeek.What what : FigureWeek.What.values()) {
            wanted.add("hubs.proof.what." + word(what));
        }
        for (Audit.What what : Audit.What.values()) {
            wanted.add("audit.what." + what);
        }
        wanted.removeAll(Set.of("sign-in.none", "begin.none"));
        assertThat(keys()).containsAll(wanted);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void noTemplateHasWordsOfItsOwn() throws IOException {
        List<String> literal = new ArrayList<>();
        for (Path file : files(TEMPLATES)) {
            String text = Files.readString(file)
                    .replaceAll("(?m)^@(import|param).*$", "")
                    .replaceAll("\\$\\{[^}]*}", "")
                    .replaceAll("@template\\.\\w+\\((?s:.*?)@`", "")
                    .replaceAll("scripts = @`|`, content = @`", "")
                    .replaceAll(
                            "@(if|for|elseif)\\((?:[^()]|\\([^()]*\\)|\\((?:[^()]|\\([^()]*\\))*\\))*\\)|@(else|endif|endfor)",
                            "")
                    .replaceAll("(?s)<[^>]*>", " ")
                    .replace("`)", "");
            Matcher words = Pattern.compile("\\p{L}{2,}").matcher(text);
            while (words.find()) {
                literal.add(file.getFileName() + ": " + words.group());
            }
        }
        assertThat(literal).isEmpty();
    }

    /// A key given whole, or the beginning of a family whose rest is a constant's name.
    private static boolean covers(String use, String key) {
        return key.equals(use) || (use.endsWith(".") && key.startsWith(use)) || key.equals(use + ".title");
    }

    private static Set<String> keys() throws IOException {
        Properties bundle = new Properties();
        bundle.load(Files.newBufferedReader(BUNDLE));
        return new TreeSet<>(bundle.stringPropertyNames());
    }

    /// Not the settings: their keys look like those of words, and are none.
    private static List<Path> files(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("Settings.java"))
                        .forEach(files::add);
            }
        }
        return files;
    }
}
