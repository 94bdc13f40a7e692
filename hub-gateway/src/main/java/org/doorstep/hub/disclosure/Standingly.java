package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;

/// What was told stands.
final class Standingly extends Releasing {
    private final Set<FigureCell> looked = new HashSet<>();

    private final LocalDate today;

    Standingly(Handle handle, Ledger ledger, LocalDate today) {
        super(handle, ledger);
        this.today = today;
    }

    @Override
    void decide(String figure, LocalDate monday, Map<FigureCell, Long> cells) {
        Set<FigureCell> over = new HashSet<>(cells.keySet());
        over.retainAll(moved);
        Map<FigureCell, ShownCount> last = last(before.keySet());
        last.keySet()
                .removeIf(
                        cell -> !cell.figure().equals(figure) || !cell.monday().equals(monday));
        Standing standing = new Standing(cells, toldCounts.of(handle, figure, monday), last, over);
        if (standing.weekIsTold()) {
            late(figure, monday, cells, standing.behind(), last);
        } else if (!standing.fresh().isEmpty()) {
            tell(figure, monday, standing);
        }
    }

    private void tell(String figure, LocalDate monday, Standing standing) {
        Optional<ToldWeek> safe = standing.withFresh();
        if (safe.isEmpty()) {
            nothingSafe(figure, monday);
            return;
        }
        ToldWeek week = safe.get();
        toldCounts.keep(handle, week.counts());
        week.shown().forEach((cell, shown) -> {
            boolean said = standing.fresh().contains(cell) && (moved.contains(cell) || !shown.equals(Gate.NOBODY));
            if (said) {
                decided.put(cell, shown);
            }
        });
        if (week.counts().keySet().stream().anyMatch(cell -> cell.period() == FigureCell.Period.WEEK)) {
            toldCounts.looked(handle, figure, monday, Gate.look(today, monday));
            if (figure.equals(FigureCell.VISITS)) {
                visits.put(monday, week);
            }
        }
    }

    private void late(
            String figure,
            LocalDate monday,
            Map<FigureCell, Long> cells,
            Map<FigureCell, Long> behind,
            Map<FigureCell, ShownCount> last) {
        if (figure.equals(FigureCell.VISITS)) {
            WeekTable.of(behind, behind.keySet())
                    .ifPresent(table -> visits.put(monday, new ToldWeek(table, table.counts())));
        }
        int look = Gate.look(today, monday);
        OptionalInt before = toldCounts.looked(handle, figure, monday);
        toldCounts.looked(handle, figure, monday, look);
        if (look <= before.orElse(look)) {
            return;
        }
        looked.addAll(cells.keySet());
        new Late(cells, behind).news(last).ifPresent(news -> {
            decided.putAll(news.shown());
            toldCounts.keep(handle, news.counts());
        });
    }

    @Override
    void people(LocalDate monday, Map<FigureCell, Long> cells) {
        boolean visitsToCome =
                !visits.containsKey(monday) && counted.keySet().stream().anyMatch(cell -> isVisitsOf(cell, monday));
        if (stands(known(monday)) || visitsToCome) {
            return;
        }
        Optional<ToldWeek> beside = Optional.ofNullable(visits.get(monday));
        Map<FigureCell, ShownCount> told = PeopleTable.shown(cells, beside);
        told.forEach((cell, shown) -> {
            if (isHubs(cell) || !shown.equals(Gate.NOBODY)) {
                decided.put(cell, shown);
            }
        });
        if (beside.isPresent() && !PeopleTable.leavesReturnersOpen(told, beside)) {
            closed.add(monday);
        }
    }

    @Override
    boolean stands(FigureCell cell) {
        return before.containsKey(cell)
                || (cell.figure().equals(FigureCell.FIRST_TIMERS) && before.containsKey(known(cell.starts())));
    }

    /// That more is known to be in is said when what came with it is.
    @Override
    boolean isNews(Counted counted, ShownCount value, Released said) {
        boolean worse = counted.band().compareTo(said.band()) > 0;
        boolean other = counted.band() != said.band() && looked.contains(counted.cell());
        return !said.value().equals(value) || worse && moved.contains(counted.cell()) || other;
    }
}
