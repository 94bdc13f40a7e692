package org.doorstep.hub.disclosure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.relay.contract.FigureCell;
import org.doorstep.relay.contract.ShownCount;

/// The people known by pass in one week. They do not add up: who goes to two activities is one
/// person of the hub. What a reader does know is that the hub's are at most the sum of the
/// activities'. So from a high number for the hub it can follow that a suppressed activity had 6 or
/// 7; then the hub's is given a step lower. (That the hub's are at least those of each activity
/// says nothing about one that is suppressed.) Pure.
final class PeopleTable {
    private PeopleTable() {}

    static Map<FigureCell, ShownCount> shown(Map<FigureCell, Long> counts, Set<FigureCell> told) {
        Map<FigureCell, ShownCount> shown = new HashMap<>();
        told.forEach(cell -> shown.put(cell, Gate.shown(counts.get(cell))));
        List<FigureCell> parts = counts.keySet().stream()
                .filter(cell -> !cell.activity().equals(FigureCell.WHOLE_HUB))
                .toList();
        if (parts.isEmpty() || !told.containsAll(parts)) {
            return shown;
        }
        for (FigureCell cell : told) {
            if (cell.activity().equals(FigureCell.WHOLE_HUB)) {
                long people = counts.get(cell);
                while (tellsOfOne(Gate.shown(people), parts, shown)) {
                    people--;
                }
                shown.put(cell, Gate.shown(people));
            }
        }
        return shown;
    }

    private static boolean tellsOfOne(ShownCount hub, List<FigureCell> parts, Map<FigureCell, ShownCount> shown) {
        if (parts.size() == 1) {
            return false;
        }
        long most = parts.stream()
                .mapToLong(part -> Ambiguity.Bounds.of(shown.get(part)).most())
                .sum();
        boolean anyHidden = parts.stream().anyMatch(part -> shown.get(part) instanceof ShownCount.Suppressed);
        long least = Ambiguity.Bounds.of(hub).least() - (most - Gate.MOST_HIDDEN);
        return anyHidden && least > Gate.MOST_HIDDEN - Ambiguity.LEAST_VALUES + 1;
    }
}
