package org.doorstep.area.compare;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.relay.contract.FigureCell;

/// Answers a [Question] for every hub of the area.
final class Comparison {
    private final HubRegistry hubs;
    private final Figures figures;

    /// One hub's weeks, oldest first; every hub has the same ones.
    record Line(HubRegistry.Hub hub, List<WeekFigure> weeks) {}

    Comparison(HubRegistry hubs, Figures figures) {
        this.hubs = hubs;
        this.figures = figures;
    }

    List<Line> lines(Question question, LocalDate today) {
        List<Line> lines = new ArrayList<>();
        for (HubRegistry.Hub hub : hubs.all()) {
            lines.add(new Line(
                    hub,
                    figures.weeks(
                            hub.id(),
                            question.figure(),
                            question.activity(),
                            question.firstWeek(today),
                            Question.lastWeek(today))));
        }
        return lines;
    }

    /// The activities that can be asked for: an activity of the same name in two hubs is compared as one.
    Map<String, String> activities() {
        Map<String, String> titles = new TreeMap<>();
        for (HubRegistry.Hub hub : hubs.all()) {
            figures.activities(hub.id()).forEach(titles::putIfAbsent);
        }
        titles.remove(FigureCell.WHOLE_HUB);
        return titles;
    }
}
