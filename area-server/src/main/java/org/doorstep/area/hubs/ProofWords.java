package org.doorstep.area.hubs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.area.web.Words;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;

/// What the daily proof found, in sentences for whoever may have handed a figure on.
final class ProofWords {
    private static final Set<String> NAMED_FIGURES = Set.of(
            FigureCell.VISITS,
            FigureCell.GUESTS,
            FigureCell.ADULTS,
            FigureCell.CHILDREN,
            FigureCell.KNOWN,
            FigureCell.FIRST_TIMERS);

    private final Words words;

    ProofWords(Words words) {
        this.words = words;
    }

    /// `setRight`: what was mended last is recent enough to be told.
    List<String> sentences(Hubs.Proof proof, boolean setRight) {
        List<String> sentences = new ArrayList<>();
        if (proof.comparedAt().equals(Instant.EPOCH)) {
            return sentences;
        }
        String at = words.time(proof.comparedAt());
        sentences.add(
                proof.agrees()
                        ? words.say("hubs.proof.agrees", at)
                        : words.say("hubs.proof.differs", at, proof.remaining(), named(proof.left())));
        if (setRight) {
            sentences.add(words.say(
                    "hubs.proof.set-right", words.time(proof.mendedAt()), proof.mended(), named(proof.setRight())));
        }
        return sentences;
    }

    private String named(List<Hubs.Difference> differences) {
        String named = differences.stream().map(this::named).collect(Collectors.joining("; "));
        return named.isEmpty() ? "" : words.say("hubs.proof.which", named);
    }

    private String named(Hubs.Difference one) {
        String figure =
                NAMED_FIGURES.contains(one.figure()) ? words.say("figure." + one.figure() + ".inline") : one.figure();
        String activity = one.activity().isEmpty() ? words.say("compare.whole-hub") : one.activity();
        String date = words.date(one.starts());
        String held = one.held().equals(ShownCount.SUPPRESSED_TEXT) ? words.say("compare.fewer") : one.held();
        String what = one.what().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return words.say(
                "hubs.proof.figure",
                figure,
                activity,
                one.week() ? words.say("hubs.proof.week", date) : date,
                held.isEmpty() ? words.say("hubs.proof.nothing") : words.say("hubs.proof.what." + what, held));
    }
}
