package org.doorstep.kiosk.wishes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.talk.Greeting;

/// What one person wishes of the screen. Immutable.
///
/// It is said by touch, written in their pass ([#bytes]), or told by the hub with their consent
/// ([#of]). It is in memory alone: never a field of an event, never in a figure, never on the
/// kiosk's disk. The page has it as attributes of its root ([#attributes]), and style and script go
/// by these and by nothing else.
///
/// `language` is a tag of BCP 47, or "" for the kiosk's own; `still` wishes for no motion.
public record Wishes(
        String language,
        Theme theme,
        boolean largeText,
        boolean aloud,
        boolean easyWords,
        boolean seated,
        boolean still,
        OneSwitch oneSwitch) {
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?");

    /// For whoever wishes nothing: the screen as the hub has it.
    public static final Wishes NONE =
            new Wishes("", Theme.LIGHT, false, false, false, false, false, OneSwitch.NOT_USED);

    /// How many bytes [#bytes] gives. The first says all but language and stillness, and does by
    /// itself.
    public static final int BYTES = 3;

    private static final String EASY_WORD = "easy";
    private static final String SEATED_WORD = "seated";
    private static final String STILL_WORD = "still";

    private static final int THEME = 6;
    private static final int SWITCH = 4;
    private static final int LARGE = 1 << 3;
    private static final int ALOUD = 1 << 2;
    private static final int EASY = 1 << 1;
    private static final int SEATED = 1;
    private static final int STILL = 1 << 15;

    /// A letter takes five bits: none, or its place in the alphabet.
    private static final int LETTER_BITS = 5;

    private static final int LETTERS = 3;

    /// Colours of the whole page.
    public enum Theme {
        LIGHT,
        DARK,
        CONTRAST;

        /// As the page's attribute.
        public String attribute() {
            return switch (this) {
                case LIGHT -> "light";
                case DARK -> "dark";
                case CONTRAST -> "contrast";
            };
        }
    }

    /// Whether one single switch is used, and how long the mark stays on each thing that it can
    /// press. People who scan with one switch need from one to some seconds for each.
    public enum OneSwitch {
        NOT_USED(0),
        SLOW(4_000),
        STEADY(2_500),
        QUICK(1_200);

        private final int paceMillis;

        OneSwitch(int paceMillis) {
            this.paceMillis = paceMillis;
        }

        public int paceMillis() {
            return paceMillis;
        }

        private String word() {
            return "switch-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Wishes {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException("A language is written as en or pt-BR.");
        }
    }

    /// As far as the hub was told by them that it may keep it.
    public static Wishes of(Greeting greeting) {
        return NONE.withLanguage(greeting.language())
                .withLargeText(greeting.largeText())
                .withAloud(greeting.spoken())
                .withScreen(greeting.screen());
    }

    /// In the words of [Greeting#screen], which the hub keeps for whoever asks it to: all but the
    /// language, large letters and reading aloud, which have words of their own.
    public String screen() {
        List<String> words = new ArrayList<>();
        if (theme != Theme.LIGHT) {
            words.add(theme.attribute());
        }
        if (easyWords) {
            words.add(EASY_WORD);
        }
        if (seated) {
            words.add(SEATED_WORD);
        }
        if (still) {
            words.add(STILL_WORD);
        }
        if (oneSwitch != OneSwitch.NOT_USED) {
            words.add(oneSwitch.word());
        }
        return String.join(" ", words);
    }

    /// What those words do not name is wished no more; of a word that it does not know, as a later
    /// program may say it, nothing is wished.
    private Wishes withScreen(String said) {
        List<String> words = List.of(said.split(" "));
        Theme named = Arrays.stream(Theme.values())
                .filter(one -> words.contains(one.attribute()))
                .findFirst()
                .orElse(Theme.LIGHT);
        OneSwitch pressed = Arrays.stream(OneSwitch.values())
                .filter(one -> words.contains(one.word()))
                .findFirst()
                .orElse(OneSwitch.NOT_USED);
        return new Wishes(
                language,
                named,
                largeText,
                aloud,
                words.contains(EASY_WORD),
                words.contains(SEATED_WORD),
                words.contains(STILL_WORD),
                pressed);
    }

    public Wishes withLanguage(String value) {
        return new Wishes(value, theme, largeText, aloud, easyWords, seated, still, oneSwitch);
    }

    public Wishes withTheme(Theme value) {
        return new Wishes(language, value, largeText, aloud, easyWords, seated, still, oneSwitch);
    }

    public Wishes withLargeText(boolean value) {
        return new Wishes(language, theme, value, aloud, easyWords, seated, still, oneSwitch);
    }

    public Wishes withAloud(boolean value) {
        return new Wishes(language, theme, largeText, value, easyWords, seated, still, oneSwitch);
    }

    public Wishes withEasyWords(boolean value) {
        return new Wishes(language, theme, largeText, aloud, value, seated, still, oneSwitch);
    }

    public Wishes withSeated(boolean value) {
        return new Wishes(language, theme, largeText, aloud, easyWords, value, still, oneSwitch);
    }

    public Wishes withStill(boolean value) {
        return new Wishes(language, theme, largeText, aloud, easyWords, seated, value, oneSwitch);
    }

    public Wishes withOneSwitch(OneSwitch value) {
        return new Wishes(language, theme, largeText, aloud, easyWords, seated, still, value);
    }

    public boolean wishNothing() {
        return equals(NONE);
    }

    /// These wishes, and where they wish nothing, those of `before`.
    public Wishes over(Wishes before) {
        return new Wishes(
                language.isEmpty() ? before.language : language,
                theme == Theme.LIGHT ? before.theme : theme,
                largeText || before.largeText,
                aloud || before.aloud,
                easyWords || before.easyWords,
                seated || before.seated,
                still || before.still,
                oneSwitch == OneSwitch.NOT_USED ? before.oneSwitch : oneSwitch);
    }

    /// As `data-` attributes of the page's root, without that prefix. Its language and direction
    /// are the words' own.
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("theme", theme.attribute());
        attributes.put("text", largeText ? "large" : "plain");
        attributes.put("motion", still ? "still" : "full");
        attributes.put("seated", yes(seated));
        attributes.put("words", easyWords ? "easy" : "plain");
        attributes.put("switch", yes(oneSwitch != OneSwitch.NOT_USED));
        attributes.put("pace", Integer.toString(oneSwitch.paceMillis()));
        attributes.put("aloud", yes(aloud));
        return attributes;
    }

    /// As they stand in a pass: one byte of theme, switch, large text, read aloud, easy words and
    /// seated, and two of stillness and the language's own two or three letters, without what comes
    /// after its hyphen.
    public byte[] bytes() {
        int first = theme.ordinal() << THEME
                | oneSwitch.ordinal() << SWITCH
                | (largeText ? LARGE : 0)
                | (aloud ? ALOUD : 0)
                | (easyWords ? EASY : 0)
                | (seated ? SEATED : 0);
        int rest = still ? STILL : 0;
        String letters = language.split("-", 2)[0];
        for (int at = 0; at < letters.length(); at++) {
            rest |= (letters.charAt(at) - 'a' + 1) << LETTER_BITS * (LETTERS - 1 - at);
        }
        return new byte[] {(byte) first, (byte) (rest >> 8), (byte) rest};
    }

    /// Takes one byte or three; of what it does not know, as a later program may write it, it
    /// wishes nothing.
    public static Optional<Wishes> read(byte[] bytes) {
        if (bytes.length != 1 && bytes.length != BYTES) {
            return Optional.empty();
        }
        int theme = (bytes[0] & 0xff) >> THEME;
        Wishes wishes = new Wishes(
                "",
                theme < Theme.values().length ? Theme.values()[theme] : Theme.LIGHT,
                (bytes[0] & LARGE) != 0,
                (bytes[0] & ALOUD) != 0,
                (bytes[0] & EASY) != 0,
                (bytes[0] & SEATED) != 0,
                false,
                OneSwitch.values()[bytes[0] >> SWITCH & 0x3]);
        if (bytes.length == 1) {
            return Optional.of(wishes);
        }
        int rest = (bytes[1] & 0xff) << 8 | bytes[2] & 0xff;
        return Optional.of(wishes.withStill((rest & STILL) != 0).withLanguage(letters(rest)));
    }

    private static String letters(int rest) {
        StringBuilder letters = new StringBuilder();
        for (int at = LETTERS - 1; at >= 0; at--) {
            int place = rest >> LETTER_BITS * at & 0x1f;
            if (place > 0 && place <= 26) {
                letters.append((char) ('a' + place - 1));
            }
        }
        return letters.length() < 2 ? "" : letters.toString();
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }

    /// Says nothing of what is wished, so that a stray log line cannot.
    @Override
    public String toString() {
        return "Wishes";
    }
}
