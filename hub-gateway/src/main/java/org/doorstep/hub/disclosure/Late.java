package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.disclosure.Ambiguity.Bounds;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.doorstep.relay.contract.figures.ShownCount;

/// What came of a week after it was told: a table for itself, told by the same rule, and added to what was told
/// before (docs/decisions/0063).
///
/// So two versions of a week tell of two tables that have nothing to do with each other, who came by
/// then and who came to be known since, and each of them is safe: whoever has both versions, and knows
/// exactly what came late, or exactly what was there before, still has four values for every small count
/// of the other. One to seven who came late are not told. Pure.
final class Late {
    private final Map<FigureCell, Long> now;
    private final Map<FigureCell, Long> before;
    private final String figure;
    private final LocalDate monday;

    /// What is told otherwise now, and the counts that are behind it.
    record News(Map<FigureCell, ShownCount> shown, Map<FigureCell, Long> counts) {}

    /// `now`: what is counted now; `before`: the counts behind what was told.
    Late(Map<FigureCell, Long> now, Map<FigureCell, Long> before) {
        this.now = now;
        this.before = before;
        FigureCell any = before.keySet().iterator().next();
        this.figure = any.figure();
        this.monday = any.monday();
    }

    /// `last` is what is told now. Empty if nothing of it is told otherwise.
    Optional<News> news(Map<FigureCell, ShownCount> last) {
        Map<FigureCell, Long> more = withSums(differences(1));
        Map<FigureCell, Long> fewer = withSums(differences(-1));
        Optional<ToldWeek> came = told(more);
        Optional<ToldWeek> went = told(fewer).filter(this::isLessThanThereWas);
        Map<FigureCell, ShownCount> plus = came.map(ToldWeek::shown).orElse(Map.of());
        Map<FigureCell, ShownCount> minus = went.map(ToldWeek::shown).orElse(Map.of());
        Map<FigureCell, ShownCount> shown = new HashMap<>();
        Set<FigureCell> cells = new HashSet<>(plus.keySet());
        cells.addAll(minus.keySet());
        for (FigureCell cell : cells) {
            ShownCount was = last.getOrDefault(cell, Gate.NOBODY);
            ShownCount is = sum(was, plus.getOrDefault(cell, Gate.NOBODY), minus.getOrDefault(cell, Gate.NOBODY));
            if (!is.equals(was)) {
                shown.put(cell, is);
            }
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Map<FigureCell, Long> counts = new HashMap<>(before);
        came.ifPresent(week -> week.counts().forEach((cell, count) -> counts.merge(cell, count, Long::sum)));
        went.ifPresent(week -> week.counts().forEach((cell, count) -> counts.merge(cell, -count, Long::sum)));
        counts.replaceAll((cell, count) -> Math.max(0, count));
        return Optional.of(new News(shown, counts));
    }

    private static Optional<ToldWeek> told(Map<FigureCell, Long> counts) {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        return WeekTable.of(counts, counts.keySet()).flatMap(table -> Telling.of(table, Map.of()));
    }

    /// Made of two shown figures and nothing else. Of one to seven nothing is said, unless nobody was said to be there.
    private static ShownCount sum(ShownCount was, ShownCount more, ShownCount fewer) {
        boolean nobody = was.equals(Gate.NOBODY) && more instanceof ShownCount.Suppressed;
        if (nobody) {
            return more;
        }
        long change = many(more) - many(fewer);
        return change == 0 ? was : Gate.shown(Math.max(1, Gate.middle(was) + change));
    }

    private static long many(ShownCount shown) {
        return shown instanceof ShownCount.Rounded rounded ? rounded.value() : 0;
    }

    /// By activity and day; on a day, what is in no activity is the hub's own.
    private Map<FigureCell, Long> differences(int sign) {
        Map<FigureCell, Long> differences = new HashMap<>();
        Map<FigureCell, Long> is = atoms(now);
        Map<FigureCell, Long> was = atoms(before);
        Set<FigureCell> cells = new HashSet<>(is.keySet());
        cells.addAll(was.keySet());
        for (FigureCell cell : cells) {
            long change = sign * (is.getOrDefault(cell, 0L) - was.getOrDefault(cell, 0L));
            long told = sign > 0 ? change : Math.min(change, most(was.getOrDefault(cell, 0L)));
            if (told > 0) {
                differences.put(cell, told);
            }
        }
        return differences;
    }

    /// No more can be said to have gone than were surely there.
    private static long most(long was) {
        long least = Bounds.of(Gate.shown(was)).least();
        if (least <= Gate.MOST_HIDDEN) {
            return 0;
        }
        long most = least;
        while (Bounds.of(Gate.shown(most)).most() > least) {
            most--;
        }
        return most;
    }

    private boolean isLessThanThereWas(ToldWeek went) {
        Map<FigureCell, Long> was = atoms(before);
        return went.shown().entrySet().stream()
                .filter(cell -> was.containsKey(cell.getKey()) && !isHub(cell.getKey()))
                .allMatch(cell -> Bounds.of(cell.getValue()).most()
                        <= Bounds.of(Gate.shown(was.get(cell.getKey()))).least());
    }

    private static boolean isHub(FigureCell cell) {
        return cell.activity().equals(FigureCell.WHOLE_HUB);
    }

    private static Map<FigureCell, Long> atoms(Map<FigureCell, Long> counts) {
        Map<FigureCell, Long> atoms = new HashMap<>();
        counts.forEach((cell, count) -> {
            if (cell.period() == Period.DAY) {
                atoms.merge(cell, count, Long::sum);
                if (!isHub(cell)) {
                    FigureCell day = new FigureCell(cell.figure(), FigureCell.WHOLE_HUB, Period.DAY, cell.starts());
                    atoms.merge(day, -count, Long::sum);
                }
            }
        });
        return atoms;
    }

    private Map<FigureCell, Long> withSums(Map<FigureCell, Long> atoms) {
        Map<FigureCell, Long> all = new HashMap<>();
        atoms.forEach((cell, count) -> {
            all.merge(cell, count, Long::sum);
            all.merge(new FigureCell(figure, FigureCell.WHOLE_HUB, Period.WEEK, monday), count, Long::sum);
            if (!isHub(cell)) {
                all.merge(new FigureCell(figure, cell.activity(), Period.WEEK, monday), count, Long::sum);
                all.merge(new FigureCell(figure, FigureCell.WHOLE_HUB, Period.DAY, cell.starts()), count, Long::sum);
            }
        });
        return all;
    }
}
