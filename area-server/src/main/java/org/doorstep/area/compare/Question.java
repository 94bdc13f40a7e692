package org.doorstep.area.compare;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.doorstep.relay.contract.figures.FigureCell;

/// What somebody wants to compare: a figure, of one activity or whole hubs, over so many weeks.
record Question(String figure, String activity, int weeks) {
    static final List<String> FIGURES = List.of(
            FigureCell.VISITS,
            FigureCell.GUESTS,
            FigureCell.ADULTS,
            FigureCell.CHILDREN,
            FigureCell.KNOWN,
            FigureCell.FIRST_TIMERS);
    static final List<Integer> SPANS = List.of(6, 13, 26, 52);

    private static final Question USUAL = new Question(FigureCell.VISITS, FigureCell.WHOLE_HUB, 13);

    /// From the page's address; what is not a choice becomes the usual one, so an old bookmark
    /// still opens.
    static Question of(String figure, String activity, String weeks) {
        return new Question(
                figure != null && FIGURES.contains(figure) ? figure : USUAL.figure,
                isActivity(activity) ? activity : USUAL.activity,
                SPANS.stream()
                        .filter(span -> span.toString().equals(weeks))
                        .findFirst()
                        .orElse(USUAL.weeks));
    }

    /// Whether it is a figure of which each person known by pass has some, or is one.
    boolean isOfPeople() {
        return figure.equals(FigureCell.VISITS) || figure.equals(FigureCell.FIRST_TIMERS);
    }

    /// The Monday of the week of `today`.
    static LocalDate lastWeek(LocalDate today) {
        return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    LocalDate firstWeek(LocalDate today) {
        return lastWeek(today).minusWeeks(weeks - 1L);
    }

    private static boolean isActivity(String text) {
        return text != null && (text.equals(FigureCell.WHOLE_HUB) || text.matches("[a-z0-9][a-z0-9-]{0,31}"));
    }
}
