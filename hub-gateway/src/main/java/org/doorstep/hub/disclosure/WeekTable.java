package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;

/// One figure of one week that adds up: who came to which activity on which day, the sum of each
/// activity, of each day, and of all. As a net of pipes it runs from a source through the
/// activities, through the days, to a sink and round again, so that a count is what flows in a pipe
/// and a sum is what goes through a joint; whatever another reader could take the true counts to be
/// is another flow in the same net ([Ambiguity]).
///
/// What is counted in a sum and in none of its parts flows in a pipe of its own of which nothing is
/// told. Immutable.
final class WeekTable {
    private static final int SOURCE = 0;
    private static final int SINK = 1;

    /// The pipe from sink to source: the whole hub's week.
    static final int ALL = 0;

    private final List<Pipe> pipes;
    private final int joints;

    /// `cell` is null where no figure says what flows here; `within` are the pipes of the sums that
    /// it is part of.
    record Pipe(int from, int to, FigureCell cell, long count, List<Integer> within) {
        boolean isTold() {
            return cell != null;
        }
    }

    private WeekTable(List<Pipe> pipes, int joints) {
        this.pipes = List.copyOf(pipes);
        this.joints = joints;
    }

    /// Of these counts, all of one figure and one week, of which `told` are told. Empty if parts
    /// are more than their sum: then they are not what this table takes them for.
    static Optional<WeekTable> of(Map<FigureCell, Long> counts, Set<FigureCell> told) {
        return new Fitting(counts, told).table();
    }

    List<Pipe> pipes() {
        return pipes;
    }

    int joints() {
        return joints;
    }

    /// The true counts, pipe by pipe.
    long[] counts() {
        return pipes.stream().mapToLong(Pipe::count).toArray();
    }

    /// Puts the pipes together from cells.
    private static final class Fitting {
        private final Map<FigureCell, Long> counts;
        private final Set<FigureCell> told;
        private final FigureCell any;
        private final List<String> activities;
        private final SortedSet<LocalDate> days = new TreeSet<>();
        private final long[][] parts;
        private final List<Pipe> pipes = new ArrayList<>();
        private boolean addsUp = true;

        Fitting(Map<FigureCell, Long> counts, Set<FigureCell> told) {
            this.counts = counts;
            this.told = told;
            this.any = counts.keySet().iterator().next();
            SortedSet<String> names = new TreeSet<>();
            for (FigureCell cell : counts.keySet()) {
                names.add(cell.activity());
                if (cell.period() == Period.DAY) {
                    days.add(cell.starts());
                }
            }
            names.remove(FigureCell.WHOLE_HUB);
            this.activities = List.copyOf(names);
            // One more of each: what is in no activity, or on no day, that is told.
            this.parts = new long[activities.size() + 1][days.size() + 1];
        }

        Optional<WeekTable> table() {
            List<LocalDate> dates = List.copyOf(days);
            int other = activities.size();
            int elsewhen = dates.size();
            for (int activity = 0; activity < other; activity++) {
                for (int day = 0; day < elsewhen; day++) {
                    parts[activity][day] = count(atom(activity, dates.get(day)));
                }
            }
            for (int activity = 0; activity < other; activity++) {
                parts[activity][elsewhen] = left(week(activities.get(activity)), row(activity));
            }
            for (int day = 0; day < elsewhen; day++) {
                parts[other][day] = left(day(FigureCell.WHOLE_HUB, dates.get(day)), column(day));
            }
            long all = 0;
            for (long[] row : parts) {
                all += Arrays.stream(row).sum();
            }
            parts[other][elsewhen] = left(week(FigureCell.WHOLE_HUB), all);
            if (!addsUp) {
                return Optional.empty();
            }
            lay(dates);
            return Optional.of(new WeekTable(pipes, 2 + parts.length + parts[0].length));
        }

        private void lay(List<LocalDate> dates) {
            long all = 0;
            for (long[] row : parts) {
                all += Arrays.stream(row).sum();
            }
            pipes.add(new Pipe(SINK, SOURCE, told(week(FigureCell.WHOLE_HUB)), all, List.of()));
            int[] ofActivity = new int[parts.length];
            for (int activity = 0; activity < parts.length; activity++) {
                ofActivity[activity] = pipes.size();
                FigureCell cell = activity < activities.size() ? told(week(activities.get(activity))) : null;
                pipes.add(new Pipe(SOURCE, 2 + activity, cell, row(activity), List.of(ALL)));
            }
            int[] ofDay = new int[parts[0].length];
            int firstDay = 2 + parts.length;
            for (int day = 0; day < ofDay.length; day++) {
                ofDay[day] = pipes.size();
                FigureCell cell = day < dates.size() ? told(day(FigureCell.WHOLE_HUB, dates.get(day))) : null;
                pipes.add(new Pipe(firstDay + day, SINK, cell, column(day), List.of(ALL)));
            }
            for (int activity = 0; activity < parts.length; activity++) {
                for (int day = 0; day < ofDay.length; day++) {
                    long count = parts[activity][day];
                    FigureCell cell = activity < activities.size() && day < dates.size()
                            ? told(atom(activity, dates.get(day)))
                            : null;
                    if (count > 0 || cell != null) {
                        pipes.add(new Pipe(
                                2 + activity,
                                firstDay + day,
                                cell,
                                count,
                                List.of(ALL, ofActivity[activity], ofDay[day])));
                    }
                }
            }
        }

        private long left(FigureCell sum, long parts) {
            long left = counts.getOrDefault(sum, parts) - parts;
            addsUp = addsUp && left >= 0;
            return left;
        }

        private long row(int activity) {
            return Arrays.stream(parts[activity]).sum();
        }

        private long column(int day) {
            long sum = 0;
            for (long[] row : parts) {
                sum += row[day];
            }
            return sum;
        }

        private long count(FigureCell cell) {
            return counts.getOrDefault(cell, 0L);
        }

        private FigureCell told(FigureCell cell) {
            return told.contains(cell) ? cell : null;
        }

        private FigureCell atom(int activity, LocalDate day) {
            return day(activities.get(activity), day);
        }

        private FigureCell day(String activity, LocalDate day) {
            return new FigureCell(any.figure(), activity, Period.DAY, day);
        }

        private FigureCell week(String activity) {
            return new FigureCell(any.figure(), activity, Period.WEEK, any.monday());
        }
    }

    /// The told pipes with what flows in them in this flow.
    Map<FigureCell, Long> cells(long[] flow) {
        Map<FigureCell, Long> cells = new HashMap<>();
        for (int pipe = 0; pipe < flow.length; pipe++) {
            if (pipes.get(pipe).isTold()) {
                cells.put(pipes.get(pipe).cell(), flow[pipe]);
            }
        }
        return cells;
    }
}
