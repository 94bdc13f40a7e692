package org.doorstep.hub.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.hub.upstream.AreaProof;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.contract.figures.ShownCount;

/// What came of comparing what was released with what the centre holds, in sentences.
final class CentreProofWords {
    /// Of more figures a person learns nothing more; how many there are is said.
    private static final int MOST_NAMED = 5;

    private static final Set<String> NAMED_FIGURES = Set.of(
            FigureCell.VISITS,
            FigureCell.GUESTS,
            FigureCell.ADULTS,
            FigureCell.CHILDREN,
            FigureCell.KNOWN,
            FigureCell.FIRST_TIMERS);

    private CentreProofWords() {}

    static List<String> of(Words words, AreaProof proof, Instant now) {
        List<String> sentences = new ArrayList<>();
        String when = words.when(proof.at(), now);
        sentences.add(
                switch (proof.result()) {
                    case NOT_YET, TOO_OLD -> words.of("centre.proof", proof.result());
                    case AGREES ->
                        proof.rows() == 0
                                ? words.say("centre.proof.nothing-yet", when)
                                : words.say("centre.proof.AGREES", when, proof.rows());
                    case DIFFERS ->
                        proof.remaining() == 0
                                ? words.say("centre.proof.unfinished", when)
                                : words.say(
                                        "centre.proof.DIFFERS", when, proof.remaining(), named(words, proof.left()));
                    case LEDGER_BROKEN -> words.say("centre.proof.LEDGER_BROKEN", when);
                });
        if (proof.mended() > 0) {
            sentences.add(words.say(
                    "centre.proof.mended",
                    words.when(proof.mendedAt(), now),
                    proof.mended(),
                    named(words, proof.setRight())));
        }
        return sentences;
    }

    private static String named(Words words, List<FigureWeek.Difference> differences) {
        String named = differences.stream()
                .limit(MOST_NAMED)
                .map(one -> words.say(
                        "centre.figure",
                        figure(words, one.cell()),
                        activity(words, one.cell()),
                        period(words, one.cell()),
                        what(words, one)))
                .collect(Collectors.joining("; "));
        if (named.isEmpty()) {
            return "";
        }
        return words.say("centre.proof.which", differences.size() > MOST_NAMED ? named + "; …" : named);
    }

    private static String figure(Words words, FigureCell cell) {
        return NAMED_FIGURES.contains(cell.figure()) ? words.say("centre.figure.name." + cell.figure()) : cell.figure();
    }

    private static String activity(Words words, FigureCell cell) {
        return cell.activity().equals(FigureCell.WHOLE_HUB) ? words.say("centre.figure.whole-hub") : cell.activity();
    }

    private static String period(Words words, FigureCell cell) {
        String day = words.longDay(cell.starts());
        return cell.period() == FigureCell.Period.WEEK ? words.say("centre.figure.week", day) : day;
    }

    private static String what(Words words, FigureWeek.Difference one) {
        String held =
                one.held().equals(ShownCount.SUPPRESSED_TEXT) ? words.say("centre.figure.suppressed") : one.held();
        return held.isEmpty()
                ? words.say("centre.figure.nothing")
                : words.say("centre.figure.what." + one.what(), held);
    }
}
