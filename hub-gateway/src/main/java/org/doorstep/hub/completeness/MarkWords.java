package org.doorstep.hub.completeness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.web.Words;

/// A [Mark] in words: as a sentence, and beside each figure.
public final class MarkWords {
    /// More names than these make no sentence; the kiosks' page has them all.
    private static final int MOST_NAMED = 3;

    private MarkWords() {}

    /// "Kiosk 2 away 14:00–16:00: 41 recorded; likely 46–52". Only the reason where nobody but who is here now is in
    /// doubt; empty where nothing is missing.
    public static String sentence(Words words, Mark mark, Instant now) {
        if (mark.complete()) {
            return why(words, mark, now);
        }
        String what = what(words, mark.unheard(), mark.lost(), now);
        Likely likely = mark.likely();
        if (!likely.said()) {
            return words.say("mark.recorded", what, mark.recorded());
        }
        return likely.from() == likely.to()
                ? words.say("mark.likely.one", what, mark.recorded(), likely.from())
                : words.say("mark.likely", what, mark.recorded(), likely.from(), likely.to());
    }

    /// Why: "Kiosk 2 away 14:00–16:00." Empty where nothing is missing.
    public static String why(Words words, Mark mark, Instant now) {
        List<Unheard> silences = mark.complete() ? mark.here() : mark.unheard();
        return silences.isEmpty() && mark.lost().isEmpty()
                ? ""
                : words.say("mark.why", what(words, silences, mark.lost(), now));
    }

    /// One figure of it, to be shown: "41" with "likely 46–52" beside it.
    public static Shown shown(Words words, Mark mark, Figure figure) {
        FigureMark of = mark.of(figure);
        String beside = of.complete() ? "" : beside(words, mark, figure, of.likely());
        return new Shown(of.recorded(), beside, with(words, Integer.toString(of.recorded()), beside));
    }

    /// The same where words of its own say how many: "3 guests (likely 3–5)". `said` takes the count.
    public static String shown(Words words, Mark mark, Figure figure, String said) {
        Shown shown = shown(words, mark, figure);
        return with(words, words.say(said, shown.count()), shown.mark());
    }

    private static String with(Words words, String said, String beside) {
        return beside.isEmpty() ? said : words.say("mark.in-words", said, beside);
    }

    /// Why no range is said of who is new; empty where that is not in doubt.
    public static String whoCame(Words words, Mark mark, Instant now) {
        if (mark.of(Figure.FIRST_TIMERS).complete()) {
            return "";
        }
        return mark.complete() && !mark.earlier().isEmpty()
                ? words.say("mark.who-came.earlier", what(words, mark.earlier(), List.of(), now))
                : words.say("mark.who-came");
    }

    private static String beside(Words words, Mark mark, Figure figure, Likely likely) {
        if (likely.said()) {
            if (likely.to() == mark.of(figure).recorded() && likely.from() == likely.to()) {
                return words.say("mark.beside.all");
            }
            return likely.from() == likely.to()
                    ? words.say("mark.beside.likely.one", likely.from())
                    : words.say("mark.beside.likely", likely.from(), likely.to());
        }
        if (mark.complete() && !figure.ofNow()) {
            // Only what was before is in doubt: who is counted as new may not be.
            return words.say(figure == Figure.FIRST_TIMERS ? "mark.beside.fewer" : "mark.beside.more");
        }
        return words.say(figure.mayFall() ? "mark.beside.either" : "mark.beside.more");
    }

    /// What is missing, without how many: "Kiosk 2 away 14:00–16:00".
    private static String what(Words words, List<Unheard> silences, List<Missing.Lost> losses, Instant now) {
        List<String> pieces = new ArrayList<>();
        for (Unheard silence : silences) {
            pieces.add(words.say(
                    "mark." + silence.why(),
                    silence.name(),
                    words.say("mark.span", words.when(silence.from(), now), end(words, silence))));
        }
        for (Missing.Lost lost : losses) {
            pieces.add(words.say("mark.lost", lost.device(), lost.rows()));
        }
        int more = pieces.size() - MOST_NAMED;
        List<String> named = new ArrayList<>(more > 0 ? pieces.subList(0, MOST_NAMED) : pieces);
        if (more > 0) {
            named.add(words.say("mark.more", more));
        }
        return String.join("; ", named);
    }

    private static String end(Words words, Unheard silence) {
        return words.date(silence.from()).equals(words.date(silence.to()))
                ? words.time(silence.to())
                : words.when(silence.to(), silence.from());
    }
}
