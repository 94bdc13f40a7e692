package org.doorstep.hub.attendance;

import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.hub.completeness.MarkWords;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.Ages;

/// Companions in words: how many grown-ups and children, and of the children how many of each age band.
public final class CompanionsWords {
    private static final List<Figure> BANDS = List.of(
            Figure.CHILDREN_FROM_0, Figure.CHILDREN_FROM_5, Figure.CHILDREN_FROM_12, Figure.CHILDREN_AGE_NOT_SAID);

    private CompanionsWords() {}

    /// "grown-ups: 2, children: 3 (0–4: 1, 5–11: 2)", each with what may be missing of it. Bands
    /// without anybody are left out.
    public static String note(Words words, Mark mark) {
        List<String> bands = new ArrayList<>();
        for (Figure band : BANDS) {
            if (mark.of(band).recorded() > 0) {
                bands.add(band(words, band, text(words, mark, band)));
            }
        }
        String adults = text(words, mark, Figure.ADULTS);
        String children = text(words, mark, Figure.CHILDREN);
        return bands.isEmpty()
                ? words.say("today.companions.note", adults, children)
                : words.say("today.companions.note.ages", adults, children, String.join(", ", bands));
    }

    /// The same of one visit: "2 grown-ups 3 children (0–4: 1, 5–11: 2)"; nothing where nobody came
    /// along.
    static String ofVisit(Words words, int adults, int children, Ages ages) {
        if (adults + children == 0) {
            return "";
        }
        String all = words.say("register.companions", adults, children);
        int[] counts = {ages.from0(), ages.from5(), ages.from12()};
        List<String> bands = new ArrayList<>();
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] > 0) {
                bands.add(band(words, BANDS.get(at), Integer.toString(counts[at])));
            }
        }
        return bands.isEmpty() ? all : words.say("register.companions.ages", all, String.join(", ", bands));
    }

    private static String band(Words words, Figure band, String count) {
        return switch (band) {
            case CHILDREN_FROM_0 -> words.say("companions.band.from0", count);
            case CHILDREN_FROM_5 -> words.say("companions.band.from5", count);
            case CHILDREN_FROM_12 -> words.say("companions.band.from12", count);
            default -> words.say("companions.band.not-said", count);
        };
    }

    private static String text(Words words, Mark mark, Figure figure) {
        return MarkWords.shown(words, mark, figure).text();
    }
}
