package org.doorstep.hub.disclosure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.disclosure.Ambiguity.Bounds;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.doorstep.relay.contract.figures.ShownCount;

/// One figure of one week of which what was told stands: which of its cells are to be told for the first time, and
/// from which counts. Days are told when they are over, and the week beside them when it is; what is counted
/// otherwise by then belongs to what came late ([Late]). Pure.
final class Standing {
    private final Map<FigureCell, Long> now;
    private final Map<FigureCell, Long> behind;
    private final Set<FigureCell> fresh = new HashSet<>();

    /// `now`: all that is counted of the week; `kept`: the counts behind what was told; `told`: what was told;
    /// `over`: the cells whose time is over.
    Standing(
            Map<FigureCell, Long> now,
            Map<FigureCell, Long> kept,
            Map<FigureCell, ShownCount> told,
            Set<FigureCell> over) {
        this.now = now;
        this.behind = behind(now, kept, told);
        boolean weekIsNew = over.stream().anyMatch(cell -> cell.period() == Period.WEEK) && !weekIsTold();
        for (FigureCell cell : now.keySet()) {
            boolean first = cell.period() == Period.WEEK ? weekIsNew : !dayIsTold(cell);
            if (first && (over.contains(cell) || weekIsNew)) {
                fresh.add(cell);
            }
        }
    }

    /// The counts behind what was told. Of a running week it was what its days came to, which is no count.
    private static Map<FigureCell, Long> behind(
            Map<FigureCell, Long> now, Map<FigureCell, Long> kept, Map<FigureCell, ShownCount> told) {
        boolean whole = told.keySet().stream()
                .anyMatch(
                        cell -> cell.period() == Period.WEEK && !cell.activity().equals(FigureCell.WHOLE_HUB));
        Map<FigureCell, Long> behind = new HashMap<>(kept);
        told.forEach((cell, shown) -> {
            if (whole || !Gate.comesFromItsDays(cell)) {
                behind.computeIfAbsent(cell, lost -> nearest(now.getOrDefault(cell, 0L), shown));
            }
        });
        return behind;
    }

    private static long nearest(long count, ShownCount shown) {
        Bounds bounds = Bounds.of(shown);
        return Math.clamp(count, bounds.least(), bounds.most());
    }

    /// Whether the week as a whole was told before.
    boolean weekIsTold() {
        return behind.keySet().stream().anyMatch(cell -> cell.period() == Period.WEEK);
    }

    private boolean dayIsTold(FigureCell day) {
        return behind.keySet().stream()
                .anyMatch(cell -> cell.period() == Period.DAY && cell.starts().equals(day.starts()));
    }

    /// What is told for the first time.
    Set<FigureCell> fresh() {
        return Set.copyOf(fresh);
    }

    /// The counts behind what was told before.
    Map<FigureCell, Long> behind() {
        return Map.copyOf(behind);
    }

    /// What was told before and what is told now as one table. Empty if nothing safe was found.
    Optional<ToldWeek> withFresh() {
        Map<FigureCell, Long> counts = new HashMap<>(behind);
        for (FigureCell cell : fresh) {
            if (cell.period() == Period.DAY) {
                counts.put(cell, now.get(cell));
            }
        }
        Map<FigureCell, Long> days = Map.copyOf(counts);
        for (FigureCell cell : fresh) {
            if (cell.period() == Period.WEEK) {
                long beyond = now.get(cell) - days(now, cell);
                counts.put(cell, days(days, cell) + Math.max(0, beyond));
            }
        }
        counts.entrySet()
                .removeIf(entry -> entry.getValue() == 0
                        && fresh.contains(entry.getKey())
                        && !entry.getKey().activity().equals(FigureCell.WHOLE_HUB));
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        return WeekTable.of(counts, counts.keySet()).flatMap(table -> {
            Map<FigureCell, ShownCount> standing = new HashMap<>(new ToldWeek(table, table.counts()).shown());
            standing.keySet().removeAll(fresh);
            return Telling.beside(standing, table);
        });
    }

    /// What the days of an activity, or of the hub, come to.
    private static long days(Map<FigureCell, Long> counts, FigureCell week) {
        long sum = 0;
        for (Map.Entry<FigureCell, Long> one : counts.entrySet()) {
            boolean its = one.getKey().period() == Period.DAY
                    && one.getKey().activity().equals(week.activity());
            sum += its ? one.getValue() : 0;
        }
        return sum;
    }
}
