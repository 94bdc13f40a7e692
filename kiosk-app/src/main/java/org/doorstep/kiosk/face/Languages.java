package org.doorstep.kiosk.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The languages of the page. Immutable; safe for all threads.
///
/// One is there because its file is: `messages_xx.properties` beside English in
/// `messages.properties`. The file says all that is to be known of it, and nothing else lists it.
public final class Languages {
    private static final String ENGLISH = "en";
    private static final String FILE_OF_ENGLISH = "messages.properties";
    private static final Pattern FILE = Pattern.compile("messages_([a-z]{2,3}(?:_[A-Za-z0-9]{2,8})*)\\.properties");

    private final Map<String, Words> words;
    private final String own;

    private Languages(Map<String, Words> words, String own) {
        this.words = words;
        this.own = own;
    }

    /// Those whose files are in the program, English first, the others by their tags; English is the
    /// kiosk's own.
    public static Languages found() {
        return found(ENGLISH);
    }

    /// `own` is the language of the kiosk: for whoever wishes for none, and where nobody can be asked.
    /// It is one that there [#is].
    public static Languages found(String own) {
        URL english = Languages.class.getResource(FILE_OF_ENGLISH);
        try {
            Map<String, Words> words = read(english);
            if (!words.containsKey(own)) {
                throw new IllegalArgumentException("There is no file of words in " + own + ".");
            }
            return new Languages(words, own);
        } catch (IOException e) {
            throw new UncheckedIOException("The page's words could not be read from " + english, e);
        }
    }

    /// `english` is the address of its file, in a folder or in a jar.
    static Map<String, Words> read(URL english) throws IOException {
        Map<String, String> plain = sentences(english);
        Map<String, Words> found = new LinkedHashMap<>();
        found.put(ENGLISH, new Words(ENGLISH, plain));
        for (String file : filesBeside(english)) {
            Matcher name = FILE.matcher(file);
            if (name.matches()) {
                String tag = name.group(1).replace('_', '-');
                // What a file lacks is said in English: a kiosk that is one sentence behind still speaks.
                Map<String, String> sentences = new HashMap<>(plain);
                sentences.keySet().removeIf(key -> key.endsWith(".easy"));
                sentences.putAll(sentences(URI.create(english.toString().replace(FILE_OF_ENGLISH, file))
                        .toURL()));
                found.put(tag, new Words(tag, Map.copyOf(sentences)));
            }
        }
        return found;
    }

    /// Whether there is a file of that language, such as `cy`.
    public static boolean is(String tag) {
        return tag.equals(ENGLISH)
                || tag.matches("[A-Za-z0-9-]{2,32}")
                        && Languages.class.getResource("messages_" + tag.replace('-', '_') + ".properties") != null;
    }

    private static List<String> filesBeside(URL english) throws IOException {
        URLConnection connection = english.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String folder = jar.getEntryName().replace(FILE_OF_ENGLISH, "");
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder))
                    .map(name -> name.substring(folder.length()))
                    .sorted()
                    .toList();
        }
        try (Stream<Path> files =
                Files.list(Path.of(URI.create(english.toString())).getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, String> sentences(URL file) throws IOException {
        Properties read = new Properties();
        try (InputStream bytes = file.openStream();
                InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            read.load(text);
        }
        return read.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, read::getProperty));
    }

    /// In the order in which they are offered.
    public List<Words> all() {
        return List.copyOf(words.values());
    }

    /// The key of a sentence of the page's own that has no places, in the language nearest to that
    /// tag.
    public Optional<String> keyOf(String tag, String sentence) {
        return find(tag).flatMap(one -> one.keyOf(sentence));
    }

    /// The kiosk's own.
    public Words own() {
        return words.get(own);
    }

    /// The nearest to a tag of BCP 47: for `pt-BR` what there is of `pt`.
    public Optional<Words> find(String tag) {
        return Optional.ofNullable(Locale.lookupTag(List.of(new Locale.LanguageRange(tag)), words.keySet()))
                .map(words::get);
    }
}
