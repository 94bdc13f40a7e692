package org.doorstep.hub.completeness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.web.Words;

/// A [Mark] as a sentence.
public final class MarkWords {
    /// More names than these make no sentence; the kiosks' page has them all.
    private static final int MOST_NAMED = 3;

    private MarkWords() {}

    /// "Kiosk 2 away 14:00–16:00: 41 recorded; likely 46–52". Empty where nothing is missing.
    public static String sentence(Words words, Mark mark, Instant now) {
        if (mark.complete()) {
            return "";
        }
        String what = what(words, mark, now);
        Likely likely = mark.likely();
        if (!likely.said()) {
            return words.say("mark.recorded", what, mark.recorded());
        }
        return likely.from() == likely.to()
                ? words.say("mark.likely.one", what, mark.recorded(), likely.from())
                : words.say("mark.likely", what, mark.recorded(), likely.from(), likely.to());
    }

    /// What is missing, without how many: "Kiosk 2 away 14:00–16:00".
    public static String what(Words words, Mark mark, Instant now) {
        List<String> pieces = new ArrayList<>();
        for (Unheard silence : mark.unheard()) {
            pieces.add(words.say(
                    "mark." + silence.why(),
                    silence.name(),
                    words.say("mark.span", words.when(silence.from(), now), end(words, silence))));
        }
        for (Mark.Lost lost : mark.lost()) {
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
