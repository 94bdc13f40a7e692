package org.doorstep.kiosk.face;

import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberingSystem;
import com.ibm.icu.util.ULocale;
import java.text.Bidi;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Every word that the page says, in one language. Safe for all threads; what it says never
/// changes.
///
/// Sentences are ICU message formats, since Polish, Welsh and Arabic have more plurals than one and
/// many. Numbers and dates are written with the language's own digits. What people wrote themselves
/// is isolated where it is written in the other direction than the page, so that a name does not
/// turn the sentence around it.
public final class Words {
    private static final String EASY = ".easy";

    /// First strong isolate, and its end: their direction is that of the text between them.
    private static final String ISOLATE = "\u2068";

    private static final String END_OF_ISOLATE = "\u2069";

    private final String tag;
    private final Map<String, String> sentences;
    private final boolean easy;
    private final Locale locale;
    private final String digits;
    private final boolean rightToLeft;
    private final Map<String, String> keys;
    private final Optional<SentenceSigns> signs;
    /// Reading a format costs more than filling it. One at a time may fill one.
    private final ConcurrentMap<String, MessageFormat> formats = new ConcurrentHashMap<>();

    Words(String tag, Map<String, String> sentences) {
        this(tag, sentences, false);
    }

    private Words(String tag, Map<String, String> sentences, boolean easy) {
        this.tag = tag;
        this.sentences = sentences;
        this.easy = easy;
        Locale written = Locale.forLanguageTag(say("language.locale"));
        NumberingSystem numbers = NumberingSystem.getInstance(ULocale.forLocale(written));
        // Said outright, so that the two libraries that write numbers and dates cannot differ on it.
        this.locale = new Locale.Builder()
                .setLocale(written)
                .setUnicodeLocaleKeyword("nu", numbers.getName())
                .build();
        this.digits = numbers.getDescription();
        this.rightToLeft = direction().equals("rtl");
        this.keys = keys(sentences);
        this.signs = easy ? Optional.of(new SentenceSigns(sentences)) : Optional.empty();
    }

    /// The same words, and wherever a sentence has an easier form that one.
    Words easier() {
        return new Words(tag, sentences, true);
    }

    /// The sentence of a key, with its places filled. A key that is not there is a mistake that a
    /// test finds.
    public String say(String key, Object... places) {
        String easier = key + EASY;
        String name = easy && sentences.containsKey(easier) ? easier : key;
        String sentence = sentences.get(name);
        if (sentence == null) {
            throw new IllegalArgumentException("No words in " + tag + " for " + key);
        }
        if (sentence.indexOf('{') < 0) {
            return sentence.replace("''", "'");
        }
        MessageFormat format = formats.computeIfAbsent(name, it -> new MessageFormat(sentence, locale));
        Object[] filled = Arrays.stream(places).map(this::place).toArray();
        synchronized (format) {
            return format.format(filled);
        }
    }

    /// The drawing that stands beside a sentence in easy words, as `icons.svg` names it. "" in plain
    /// words, and for what is no sentence of the page's own.
    public String sign(String sentence) {
        return signs.map(all -> all.of(sentence)).orElse("");
    }

    private Object place(Object value) {
        return value instanceof Number ? value : isolated(String.valueOf(value));
    }

    private String isolated(String text) {
        Bidi seen = new Bidi(text, rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        boolean asThePage = rightToLeft ? seen.isRightToLeft() : seen.isLeftToRight();
        return asThePage ? text : ISOLATE + text + END_OF_ISOLATE;
    }

    /// The key of a sentence that has no places; what is recorded of it goes by that name.
    Optional<String> keyOf(String sentence) {
        return Optional.ofNullable(keys.get(sentence));
    }

    private static Map<String, String> keys(Map<String, String> sentences) {
        Map<String, String> keys = new HashMap<>();
        new TreeMap<>(sentences).forEach((key, sentence) -> {
            if (sentence.indexOf('{') < 0) {
                keys.putIfAbsent(sentence.replace("''", "'").strip(), key);
            }
        });
        return keys;
    }

    /// A number that stands by itself.
    public String number(long value) {
        String plain = Long.toString(value);
        StringBuilder written = new StringBuilder(plain.length());
        plain.chars().forEach(at -> written.append(at == '-' ? '-' : digits.charAt(at - '0')));
        return written.toString();
    }

    /// Several things one after the other, as this language divides them.
    String list(List<String> things) {
        return ListFormatter.getInstance(ULocale.forLocale(locale), ListFormatter.Type.UNITS, ListFormatter.Width.SHORT)
                .format(things.stream().map(this::isolated).toList());
    }

    /// What writes times and days as the pattern of that key says.
    DateTimeFormatter times(String key) {
        return DateTimeFormatter.ofPattern(say(key), locale).localizedBy(locale);
    }

    /// With which numbers and dates are written.
    public Locale locale() {
        return locale;
    }

    /// What this language is chosen by: the name of its file, such as `bn`; English is `en`.
    public String tag() {
        return tag;
    }

    /// As its own speakers call it.
    public String name() {
        return say("language.name");
    }

    /// A letter or two that stand for it.
    public String mark() {
        return say("language.mark");
    }

    /// Its ten digits from nought on, for what counts down on the page itself.
    public String digits() {
        return digits;
    }

    /// As `lang` of the page; `dir` is [#direction].
    public String language() {
        return locale.stripExtensions().toLanguageTag();
    }

    public String direction() {
        return say("page.direction");
    }
}
