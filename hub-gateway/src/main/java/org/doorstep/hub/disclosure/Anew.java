package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;

/// Whatever is counted is told again as soon as it would be told otherwise, week by week.
final class Anew extends Releasing {
    Anew(Handle handle, Ledger ledger) {
        super(handle, ledger);
    }

    @Override
    void decide(String figure, LocalDate monday, Map<FigureCell, Long> cells) {
        Set<FigureCell> told = new HashSet<>(cells.keySet());
        told.removeIf(cell -> !moved.contains(cell) && !before.containsKey(cell));
        Map<FigureCell, ShownCount> last = last(told);
        Optional<ToldWeek> safe = WeekTable.of(cells, told).flatMap(table -> Telling.of(table, last));
        if (safe.isEmpty()) {
            nothingSafe(figure, monday);
        }
        safe.ifPresent(week -> decided.putAll(week.shown()));
        safe.filter(week -> figure.equals(FigureCell.VISITS)).ifPresent(week -> visits.put(monday, week));
        toldCounts.forget(handle, figure, monday);
    }

    @Override
    void people(LocalDate monday, Map<FigureCell, Long> cells) {
        boolean unknown =
                !visits.containsKey(monday) && counted.keySet().stream().anyMatch(cell -> isVisitsOf(cell, monday));
        if (!unknown) {
            decided.putAll(PeopleTable.shown(cells, Optional.ofNullable(visits.get(monday))));
        }
    }

    @Override
    boolean stands(FigureCell cell) {
        return false;
    }

    @Override
    boolean isNews(Counted counted, ShownCount value, Released said) {
        return moved.contains(counted.cell())
                ? !said.says(value, counted.band())
                : !said.value().equals(value);
    }
}
