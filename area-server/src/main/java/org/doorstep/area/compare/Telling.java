package org.doorstep.area.compare;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.area.web.Words;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.doorstep.relay.contract.figures.ShownMean;
import org.doorstep.relay.contract.figures.ShownShare;

/// Puts a hub's weeks into words and into a picture's numbers. A rounded count is "about"; a
/// suppressed one is "fewer than 8", never a number.
final class Telling {
    private final Words words;

    Telling(Words words) {
        this.words = words;
    }

    /// One bar. `kind`: count, suppressed, nothing. `label` is complete, for the tooltip and the
    /// aria text.
    record Bar(String week, int value, String kind, boolean soFar, boolean complete, String label) {}

    /// What the chart script gets: words included, for it has none of its own.
    record Chart(String figure, String described, List<Bar> bars) {}

    ComparePage.Panel panel(Question question, Comparison.Line line, String figureWords) {
        String sentence = sentence(question, line, figureWords);
        if (line.weeks().stream().noneMatch(WeekFigure.Said.class::isInstance)) {
            return new ComparePage.Panel(line.hub().id().value(), line.hub().name(), sentence, "");
        }
        List<Bar> bars = new ArrayList<>();
        for (WeekFigure week : line.weeks()) {
            bars.add(bar(week));
        }
        Chart chart = new Chart(
                figureWords,
                words.say("compare.chart", figureWords, line.hub().name(), question.weeks()) + " " + sentence,
                bars);
        return new ComparePage.Panel(
                line.hub().id().value(), line.hub().name(), sentence, Wire.JSON.writeValueAsString(chart));
    }

    ComparePage.Cell cell(WeekFigure week) {
        return switch (week) {
            case WeekFigure.Nothing nothing -> new ComparePage.Cell(words.say("compare.nothing"), "");
            case WeekFigure.Said said -> new ComparePage.Cell(text(said.value()), note(said));
        };
    }

    private Bar bar(WeekFigure week) {
        ComparePage.Cell cell = cell(week);
        String note = cell.note().isEmpty() ? "" : ", " + cell.note();
        String label = words.say("compare.bar", words.date(week.week()), cell.text() + note);
        String name = words.shortDate(week.week());
        return switch (week) {
            case WeekFigure.Nothing nothing -> new Bar(name, 0, "nothing", false, true, label);
            case WeekFigure.Said said ->
                switch (said.value()) {
                    case ShownCount.Suppressed suppressed ->
                        new Bar(name, 0, "suppressed", said.soFar(), said.complete(), label);
                    case ShownCount.Rounded rounded ->
                        new Bar(name, rounded.value(), "count", said.soFar(), said.complete(), label);
                };
        };
    }

    /// The last week that is over, against the one before it where both are complete: between
    /// figures of which one may lack something, a difference says nothing. What may lack something
    /// is said beside each figure.
    private String sentence(Question question, Comparison.Line line, String figureWords) {
        List<WeekFigure.Said> over = new ArrayList<>();
        for (WeekFigure week : line.weeks()) {
            if (week instanceof WeekFigure.Said said && !said.soFar()) {
                over.add(said);
            }
        }
        Optional<WeekFigure.Said> running = line.weeks().stream()
                .filter(week -> week instanceof WeekFigure.Said said && said.soFar())
                .map(WeekFigure.Said.class::cast)
                .findFirst();
        String now = running.map(said -> " "
                        + words.say(
                                "compare.running",
                                marked(figureWords, said),
                                text(said.value()),
                                words.date(said.week())))
                .orElse("");
        if (over.isEmpty()) {
            return words.say(now.isEmpty() ? "compare.none" : "compare.first-week") + now;
        }
        WeekFigure.Said last = over.getLast();
        String monday = words.date(last.week());
        return words.say("compare.last", monday, marked(figureWords, last), text(last.value()))
                + change(over, last)
                + ofPeople(question, line, last)
                + now;
    }

    /// The same week's people beside it: a share or a mean of two released figures, where both are
    /// complete.
    private String ofPeople(Question question, Comparison.Line line, WeekFigure.Said last) {
        for (WeekFigure week : line.people()) {
            if (last.complete()
                    && week instanceof WeekFigure.Said people
                    && people.complete()
                    && people.week().equals(last.week())) {
                return (question.figure().equals(FigureCell.FIRST_TIMERS)
                                ? ShownShare.of(last.value(), people.value())
                                        .map(share -> words.say("compare.share", share.percent()))
                                : ShownMean.of(last.value(), people.value())
                                        .map(mean -> words.say("compare.mean", mean.value())))
                        .map(" "::concat)
                        .orElse("");
            }
        }
        return "";
    }

    private String change(List<WeekFigure.Said> over, WeekFigure.Said last) {
        LocalDate before = last.week().minusWeeks(1);
        boolean comparable = over.size() > 1
                && over.get(over.size() - 2).week().equals(before)
                && last.complete()
                && over.get(over.size() - 2).complete()
                && last.value() instanceof ShownCount.Rounded
                && over.get(over.size() - 2).value() instanceof ShownCount.Rounded;
        if (!comparable) {
            return "";
        }
        int difference = value(last) - value(over.get(over.size() - 2));
        if (difference == 0) {
            return " " + words.say("compare.same");
        }
        return " " + words.say(difference > 0 ? "compare.more" : "compare.less", Math.abs(difference));
    }

    private static int value(WeekFigure.Said said) {
        return said.value() instanceof ShownCount.Rounded rounded ? rounded.value() : 0;
    }

    private String text(ShownCount value) {
        return switch (value) {
            case ShownCount.Suppressed suppressed -> words.say("compare.fewer");
            case ShownCount.Rounded rounded -> words.say("compare.number", rounded.value());
        };
    }

    /// What is counted, with how complete it is; that a week is not over is said by the sentence
    /// itself.
    private String marked(String figureWords, WeekFigure.Said said) {
        return band(said)
                .map(mark -> words.say("compare.marked", figureWords, mark))
                .orElse(figureWords);
    }

    private String note(WeekFigure.Said said) {
        List<String> notes = new ArrayList<>();
        if (said.soFar()) {
            notes.add(words.say("compare.so-far"));
        }
        band(said).ifPresent(notes::add);
        return String.join(", ", notes);
    }

    private Optional<String> band(WeekFigure.Said said) {
        return switch (said.band()) {
            case COMPLETE -> Optional.empty();
            case NEARLY -> Optional.of(words.say("compare.nearly"));
            case PARTLY -> Optional.of(words.say("compare.incomplete"));
        };
    }
}
