package org.doorstep.hub.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.doorstep.relay.contract.figures.ShownCount;

/// Decides what is told of a whole [WeekTable] at once.
///
/// If the rule, applied to each count by itself, makes a safe table ([Ambiguity]), that is what is
/// told. If not, then what is told is the rule applied to a table near by that is safe: a figure or
/// two are a step off, the finest and fewest that will do (controlled tabular adjustment, after
/// Dandekar and Cox 2002). So everything told is what the rule says of some safe table, and whoever
/// knows this program as well must still reckon with every table that gives those figures: there is
/// nothing to be learnt from a figure having been hidden, since none is (docs/decisions/0060).
/// Pure: the same counts and the same last words give the same answer.
final class Telling {
    /// Further than this from a true count, no other count is tried for it in one go: a step is five.
    private static final int FURTHEST = 5;

    /// One go sets right one relation; tables in which more than a few are wrong are not met.
    private static final int MOST_ROUNDS = 8;

    /// So many tables are looked into in all, whatever the rounds: the one writer waits meanwhile.
    /// Then it is as if nothing were near.
    private static final int MOST_TRIED = 600;

    /// To hide that anybody came, or to show a number for one to seven, is more of an untruth than
    /// a step.
    private static final int ANOTHER_KIND = 20;

    /// What was told already is told again rather than otherwise, where something finer than a
    /// hub's figure is in it.
    private static final int TOLD_OTHERWISE = 3;

    private final WeekTable table;
    private final Map<FigureCell, ShownCount> last;
    private final Map<FigureCell, ShownCount> standing;
    private int left;

    /// A table near the true one, what would be shown of it, and how far that is from the plain rule.
    private record Near(long[] flow, Map<FigureCell, ShownCount> shown, long cost) {}

    /// A near table, and what of it can be known too well.
    private record Tried(Near near, List<Ambiguity.Quantity> unsafe) {}

    private Telling(
            WeekTable table, Map<FigureCell, ShownCount> last, Map<FigureCell, ShownCount> standing, int mostTried) {
        this.table = table;
        this.last = last;
        this.standing = standing;
        this.left = mostTried;
    }

    /// What to tell; `last` is what was told before, which is told again where either would do.
    /// Empty if nothing safe is near: then nothing new is told.
    static Optional<ToldWeek> of(WeekTable table, Map<FigureCell, ShownCount> last) {
        return of(table, last, MOST_TRIED);
    }

    /// As the other, and gives up after so many tables.
    static Optional<ToldWeek> of(WeekTable table, Map<FigureCell, ShownCount> last, int mostTried) {
        return new Telling(table, last, Map.of(), mostTried).decide();
    }

    /// Beside what was told already and is not told otherwise: the plain rule makes these of `table`,
    /// and of whatever is told instead.
    static Optional<ToldWeek> beside(Map<FigureCell, ShownCount> standing, WeekTable table) {
        return new Telling(table, Map.of(), standing, MOST_TRIED).decide();
    }

    private Optional<ToldWeek> decide() {
        long[] flow = table.counts();
        List<Ambiguity.Quantity> unsafe = new Ambiguity(table, flow).unsafe();
        Set<Map<FigureCell, ShownCount>> seen = new HashSet<>();
        for (int round = 0; round < MOST_ROUNDS && !unsafe.isEmpty(); round++) {
            Optional<Tried> best = best(near(flow, unsafe, seen));
            if (best.isEmpty()) {
                return Optional.empty();
            }
            flow = best.get().near().flow();
            seen.add(best.get().near().shown());
            unsafe = best.get().unsafe();
        }
        return unsafe.isEmpty() ? Optional.of(new ToldWeek(table, flow)) : Optional.empty();
    }

    /// The nearest that is safe, or else the one of which the least can be known too well. Each is
    /// looked into once. Empty if there is none, or no more may be tried.
    private Optional<Tried> best(List<Near> nearestFirst) {
        Optional<Tried> best = Optional.empty();
        for (Near near : nearestFirst) {
            if (left == 0) {
                return Optional.empty();
            }
            left--;
            Tried tried = new Tried(near, new Ambiguity(table, near.flow()).unsafe());
            int fewest = best.map(one -> one.unsafe().size()).orElse(Integer.MAX_VALUE);
            if (tried.unsafe().size() < fewest) {
                best = Optional.of(tried);
            }
            if (tried.unsafe().isEmpty()) {
                break;
            }
        }
        return best;
    }

    /// Tables in which one count that has to do with what is unsafe is another, nearest first.
    private List<Near> near(long[] flow, List<Ambiguity.Quantity> unsafe, Set<Map<FigureCell, ShownCount>> seen) {
        Set<Map<FigureCell, ShownCount>> known = new HashSet<>(seen);
        known.add(shown(flow));
        List<Near> all = new ArrayList<>();
        for (int pipe = 0; pipe < flow.length; pipe++) {
            WeekTable.Pipe one = table.pipes().get(pipe);
            if (one.within().size() < 3 || flow[pipe] == 0 || !hasToDoWith(pipe, unsafe)) {
                continue;
            }
            for (int change = -FURTHEST; change <= FURTHEST; change++) {
                if (change == 0 || flow[pipe] + change < 1) {
                    continue;
                }
                long[] other = flow.clone();
                other[pipe] += change;
                for (int sum : one.within()) {
                    other[sum] += change;
                }
                Map<FigureCell, ShownCount> shown = shown(other);
                if (known.add(shown) && stands(shown)) {
                    all.add(new Near(other, shown, cost(shown)));
                }
            }
        }
        all.sort(Comparator.comparingLong(Near::cost));
        return all;
    }

    private boolean stands(Map<FigureCell, ShownCount> shown) {
        return standing.entrySet().stream().allMatch(cell -> cell.getValue().equals(shown.get(cell.getKey())));
    }

    private boolean hasToDoWith(int pipe, List<Ambiguity.Quantity> unsafe) {
        Set<Integer> mine = new HashSet<>(table.pipes().get(pipe).within());
        mine.remove(WeekTable.ALL);
        mine.add(pipe);
        for (Ambiguity.Quantity quantity : unsafe) {
            for (int end : new int[] {quantity.whole(), quantity.part()}) {
                boolean touches = end == WeekTable.ALL
                        || mine.contains(end)
                        || (end > 0 && table.pipes().get(end).within().stream().anyMatch(mine::contains));
                if (touches) {
                    return true;
                }
            }
        }
        return false;
    }

    private Map<FigureCell, ShownCount> shown(long[] flow) {
        Map<FigureCell, ShownCount> shown = new HashMap<>();
        table.cells(flow).forEach((cell, count) -> shown.put(cell, Gate.shown(count)));
        return shown;
    }

    private long cost(Map<FigureCell, ShownCount> shown) {
        long cost = 0;
        for (Map.Entry<FigureCell, Long> cell : table.cells(table.counts()).entrySet()) {
            ShownCount now = shown.get(cell.getKey());
            ShownCount plain = Gate.shown(cell.getValue());
            if (!now.equals(plain)) {
                long steps = Math.max(1, Math.abs(middle(now) - middle(plain)) / Gate.STEP);
                int another = now.getClass() == plain.getClass() ? 1 : ANOTHER_KIND;
                cost += 2 * weight(cell.getKey()) * steps * steps * another;
            }
            ShownCount before = last.get(cell.getKey());
            cost += before == null || before.equals(now) ? 0 : TOLD_OTHERWISE;
        }
        return cost;
    }

    /// An activity's day is looked at by few, the hub's week by all.
    private static int weight(FigureCell cell) {
        boolean all = cell.activity().equals(FigureCell.WHOLE_HUB);
        return (cell.period() == Period.DAY ? 1 : 2) * (all ? 4 : 1);
    }

    private static long middle(ShownCount shown) {
        return switch (shown) {
            case ShownCount.Suppressed suppressed -> Gate.STEP;
            case ShownCount.Rounded rounded -> rounded.value();
        };
    }
}
