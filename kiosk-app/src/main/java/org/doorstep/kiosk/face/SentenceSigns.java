package org.doorstep.kiosk.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The drawing beside each sentence, for whoever reads easy words or hardly any. Immutable; safe for all threads.
///
/// `signs.properties` says which by the sentence's key, and is the same in every language. A sentence is known by what
/// it says, with whatever stands in its places; so a face that is drawn in plain words need not know of signs, and a
/// new one has its own by one line.
final class SentenceSigns {
    private static final String FILE = "signs.properties";
    private static final String EASY = ".easy";

    /// A sentence of places and little else would be every sentence.
    private static final int LEAST_LETTERS = 5;

    private final Map<String, String> whole = new HashMap<>();
    private final List<Shape> shapes = new ArrayList<>();

    private record Shape(Pattern pattern, int letters, String sign) {}

    /// `sentences` are those of one language by their keys.
    SentenceSigns(Map<String, String> sentences) {
        Map<String, String> signs = signs();
        // What says the same under two keys has the sign of the one that is spoken of more closely.
        Map<String, String> spokenOf = new HashMap<>();
        new TreeMap<>(sentences).forEach((key, sentence) -> {
            String named = named(signs, key.endsWith(EASY) ? key.substring(0, key.length() - EASY.length()) : key);
            if (named.isEmpty()) {
                return;
            }
            if (sentence.indexOf('{') < 0) {
                String text = sentence.replace("''", "'");
                String before = spokenOf.getOrDefault(text, "");
                spokenOf.put(text, named.length() > before.length() ? named : before);
            } else {
                shapes.add(shape(sentence, signs.get(named)));
            }
        });
        spokenOf.forEach((sentence, named) -> whole.put(sentence, signs.get(named)));
        shapes.removeIf(shape -> shape.letters < LEAST_LETTERS);
        shapes.sort(Comparator.comparingInt(Shape::letters).reversed());
    }

    /// A name of `icons.svg`; "" for what has no sign, such as a session's own name.
    String of(String sentence) {
        String known = whole.get(sentence);
        if (known != null) {
            return known;
        }
        return shapes.stream()
                .filter(shape -> shape.pattern.matcher(sentence).matches())
                .findFirst()
                .map(Shape::sign)
                .orElse("");
    }

    /// The longest beginning of that key which has a sign; "" for none.
    private static String named(Map<String, String> signs, String key) {
        String part = key;
        while (!signs.containsKey(part)) {
            int dot = part.lastIndexOf('.');
            if (dot < 0) {
                return "";
            }
            part = part.substring(0, dot);
        }
        return part;
    }

    /// Whatever stands between braces may be anything.
    private static Shape shape(String sentence, String sign) {
        StringBuilder pattern = new StringBuilder("(?s)");
        StringBuilder literal = new StringBuilder();
        int letters = 0;
        int depth = 0;
        for (int at = 0; at < sentence.length(); at++) {
            char letter = sentence.charAt(at);
            if (letter == '{' && depth++ == 0) {
                pattern.append(Pattern.quote(literal.toString().replace("''", "'")))
                        .append(".*");
                letters += literal.length();
                literal.setLength(0);
            } else if (letter == '}') {
                depth--;
            } else if (depth == 0) {
                literal.append(letter);
            }
        }
        letters += literal.length();
        pattern.append(Pattern.quote(literal.toString().replace("''", "'")));
        return new Shape(Pattern.compile(pattern.toString()), letters, sign);
    }

    private static Map<String, String> signs() {
        Properties read = new Properties();
        try (InputStream file = SentenceSigns.class.getResourceAsStream(FILE);
                InputStreamReader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            read.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The signs beside sentences could not be read.", e);
        }
        Map<String, String> signs = new HashMap<>();
        read.stringPropertyNames().forEach(key -> signs.put(key, read.getProperty(key)));
        return signs;
    }
}
