package org.doorstep.area.compare;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.relay.contract.figures.FigureCell;

/// Answers a [Question] for every hub of the area.
final class Comparison {
    private final HubRegistry hubs;
    private final Figures figures;

    /// One hub's weeks, oldest first; every hub has the same ones. `people`: those known by pass in
    /// the same weeks, where the figure is something of theirs; else none.
    record Line(HubRegistry.Hub hub, List<WeekFigure> weeks, List<WeekFigure> people) {}

    Comparison(HubRegistry hubs, Figures figures) {
        this.hubs = hubs;
        this.figures = figures;
    }

    List<Line> lines(Question question, LocalDate today) {
        List<Line> lines = new ArrayList<>();
        for (HubRegistry.Hub hub : hubs.all()) {
            lines.add(new Line(
                    hub,
                    weeks(hub, question, question.figure(), today),
                    question.isOfPeople() ? weeks(hub, question, FigureCell.KNOWN, today) : List.of()));
        }
        return lines;
    }

    private List<WeekFigure> weeks(HubRegistry.Hub hub, Question question, String figure, LocalDate today) {
        return figures.weeks(
                hub.id(), figure, question.activity(), question.firstWeek(today), Question.lastWeek(today));
    }

    /// The activities that can be asked for: an activity of the same name in two hubs is compared
    /// as one.
    Map<String, String> activities() {
        Map<String, String> titles = new TreeMap<>();
        for (HubRegistry.Hub hub : hubs.all()) {
            figures.activities(hub.id()).forEach(titles::putIfAbsent);
        }
        titles.remove(FigureCell.WHOLE_HUB);
        return titles;
    }
}
