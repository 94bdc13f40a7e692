package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One release: what is told of which week, figure by figure.
abstract class Releasing {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    static final Set<String> ADDS_UP =
            Set.of(FigureCell.VISITS, FigureCell.GUESTS, FigureCell.ADULTS, FigureCell.CHILDREN);

    final Handle handle;
    final Ledger ledger;
    final ToldCounts toldCounts = new ToldCounts();
    final Map<FigureCell, Counted> counted = new LinkedHashMap<>();
    final Set<FigureCell> moved = new HashSet<>();
    final Map<FigureCell, Released> before = new HashMap<>();
    final Map<FigureCell, ShownCount> decided = new HashMap<>();
    final Map<LocalDate, ToldWeek> visits = new HashMap<>();
    final Set<LocalDate> closed = new HashSet<>();

    Releasing(Handle handle, Ledger ledger) {
        this.handle = handle;
        this.ledger = ledger;
    }

    final int release(List<Counted> counts, List<Counted> around) {
        for (Counted one : counts) {
            moved.add(one.cell());
            counted.put(one.cell(), one);
        }
        around.forEach(one -> counted.putIfAbsent(one.cell(), one));
        for (String figure : ADDS_UP) {
            weeks(figure).forEach((monday, cells) -> {
                remember(figure, monday);
                decide(figure, monday, cells);
            });
        }
        weeks(FigureCell.KNOWN).forEach((monday, cells) -> {
            remember(FigureCell.KNOWN, monday);
            people(monday, cells);
        });
        firstTimers();
        others();
        return append();
    }

    abstract void decide(String figure, LocalDate monday, Map<FigureCell, Long> cells);

    abstract void people(LocalDate monday, Map<FigureCell, Long> cells);

    /// Whether a figure that is told once was told.
    abstract boolean stands(FigureCell cell);

    abstract boolean isNews(Counted counted, ShownCount value, Released said);

    final void remember(String figure, LocalDate monday) {
        before.putAll(ledger.newest(handle, figure, monday));
    }

    /// The weeks of which something of this figure is to be told, with all that is counted of it in them.
    final SortedMap<LocalDate, Map<FigureCell, Long>> weeks(String figure) {
        SortedMap<LocalDate, Map<FigureCell, Long>> weeks = new TreeMap<>();
        for (FigureCell cell : moved) {
            if (cell.figure().equals(figure)) {
                weeks.put(cell.monday(), new HashMap<>());
            }
        }
        for (Counted one : counted.values()) {
            Map<FigureCell, Long> week = weeks.get(one.cell().monday());
            if (week != null && one.cell().figure().equals(figure)) {
                week.put(one.cell(), one.count());
            }
        }
        return weeks;
    }

    final Map<FigureCell, ShownCount> last(Set<FigureCell> cells) {
        Map<FigureCell, ShownCount> last = new HashMap<>();
        cells.forEach(cell -> {
            if (before.containsKey(cell)) {
                last.put(cell, before.get(cell).value());
            }
        });
        return last;
    }

    final void nothingSafe(String figure, LocalDate monday) {
        LOG.warn(
                "Nothing safe was found to tell of {} in the week of {}: what was told of it stands as it was.",
                figure,
                monday);
    }

    private void firstTimers() {
        SortedMap<LocalDate, Map<FigureCell, Long>> weeks = weeks(FigureCell.FIRST_TIMERS);
        if (weeks.isEmpty()) {
            return;
        }
        Map<FigureCell, Released> told = ledger.newestWeeks(handle, FigureCell.FIRST_TIMERS);
        Map<LocalDate, ShownCount> people = new HashMap<>();
        Map<LocalDate, ShownCount> first = new HashMap<>();
        ledger.newestWeeks(handle, FigureCell.KNOWN).forEach((cell, said) -> {
            people.put(cell.starts(), said.value());
            before.put(cell, said);
        });
        told.forEach((cell, said) -> first.put(cell.starts(), said.value()));
        before.putAll(told);
        decided.forEach((cell, value) -> {
            if (cell.figure().equals(FigureCell.KNOWN) && isHubs(cell)) {
                people.put(cell.starts(), value);
            }
        });
        weeks.forEach((monday, cells) -> cells.forEach((cell, count) -> {
            FirstTimers table = new FirstTimers(people, first);
            if (!stands(cell) && table.mayBeTold(monday, !closed.contains(monday))) {
                Counted all = counted.get(known(monday));
                ShownCount shown = table.shown(monday, count, all == null ? Long.MAX_VALUE : all.count());
                decided.put(cell, shown);
                first.put(monday, shown);
            }
        }));
    }

    /// Whatever is no figure of a hub's week: the rule itself.
    private void others() {
        for (FigureCell cell : moved) {
            boolean other = !ADDS_UP.contains(cell.figure())
                    && !cell.figure().equals(FigureCell.KNOWN)
                    && !cell.figure().equals(FigureCell.FIRST_TIMERS);
            if (other) {
                ledger.newest(handle, cell).ifPresent(said -> before.put(cell, said));
                decided.put(cell, Gate.shown(counted.get(cell).count()));
            }
        }
    }

    private int append() {
        int released = 0;
        for (Counted one : counted.values()) {
            Released said = before.get(one.cell());
            ShownCount value = decided.get(one.cell());
            if (value == null && said != null && moved.contains(one.cell())) {
                value = said.value();
            }
            if (value != null && (said == null || isNews(one, value, said))) {
                ledger.append(handle, one.cell(), said == null ? 1 : said.version() + 1, value, one.band());
                released++;
            }
        }
        return released;
    }

    static boolean isVisitsOf(FigureCell cell, LocalDate monday) {
        return cell.figure().equals(FigureCell.VISITS) && cell.monday().equals(monday);
    }

    static boolean isHubs(FigureCell cell) {
        return cell.activity().equals(FigureCell.WHOLE_HUB);
    }

    static FigureCell known(LocalDate monday) {
        return new FigureCell(FigureCell.KNOWN, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, monday);
    }
}
