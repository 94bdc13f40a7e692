package org.doorstep.hub.disclosure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.doorstep.relay.contract.figures.ShownCount;

/// What a reader of everything told of a [WeekTable] can still not know: for each count, and for
/// each difference of two counts one of which is part of the other, from where to where it may lie.
///
/// Safe means: whatever may be from 1 to 7 may lie anywhere in a range of at least [#LEAST_VALUES]
/// values. Its ends are found as flows through the net that give the same shown figures: going
/// round a ring of pipes, one more here and one fewer there, leads from any such flow to the
/// furthest (cycle cancelling, after Klein 1967), so in whole numbers and exactly, with no bound
/// that is only thought to hold. One is for one shown table; one thread.
final class Ambiguity {
    /// One to seven are seven values; a reader may come to exclude some, and not all but three.
    static final int LEAST_VALUES = 4;

    private final WeekTable table;
    private final int pipes;
    private final int[] from;
    private final int[] to;
    private final long[] least;
    private final long[] most;
    private final long[] flow;

    /// A quantity that is not to be known: what flows in `whole`, less what flows in `part` (-1 for
    /// nothing).
    record Quantity(int whole, int part) {}

    /// What one more, or one fewer, in a pipe is worth to whoever looks for another flow.
    private interface Worth {
        int ofOneMore(int pipe, long now);

        int ofOneFewer(int pipe, long now);
    }

    /// As shown for the counts `flow`.
    Ambiguity(WeekTable table, long[] flow) {
        this.table = table;
        this.flow = flow;
        this.pipes = flow.length;
        this.from = new int[pipes];
        this.to = new int[pipes];
        this.least = new long[pipes];
        this.most = new long[pipes];
        for (int i = 0; i < pipes; i++) {
            WeekTable.Pipe pipe = table.pipes().get(i);
            from[i] = pipe.from();
            to[i] = pipe.to();
            Bounds bounds = pipe.isTold() ? Bounds.of(Gate.shown(flow[i])) : Bounds.NOTHING_TOLD;
            least[i] = bounds.least();
            most[i] = bounds.most();
        }
    }

    /// Those of which too much can be known; none where it is safe.
    List<Quantity> unsafe() {
        return quantities().stream().filter(Predicate.not(this::isSafe)).toList();
    }

    /// The least that these pipes can come to together, down to `enough`: lower is not looked for.
    long leastOf(Collection<Integer> together, long enough) {
        Walk down = new Walk(flow.clone(), most, sum(together, -1));
        long now = sumOf(together, down.now);
        while (now > enough && down.goRound()) {
            now = sumOf(together, down.now);
        }
        return now;
    }

    /// Whether there is a flow with the same shown figures in which each of these pipes has at most
    /// `highest`, and all of them together at least `total`.
    boolean canBeLowAndComeTo(Collection<Integer> these, long highest, long total) {
        Walk lower = new Walk(flow.clone(), most, above(these, highest));
        while (these.stream().anyMatch(pipe -> lower.now[pipe] > highest)) {
            if (!lower.goRound()) {
                return false;
            }
        }
        long[] capped = most.clone();
        these.forEach(pipe -> capped[pipe] = Math.min(capped[pipe], highest));
        Walk more = new Walk(lower.now, capped, sum(these, 1));
        while (sumOf(these, more.now) < total) {
            if (!more.goRound()) {
                return false;
            }
        }
        return true;
    }

    /// The most that can flow in a pipe, up to `enough`.
    long mostIn(int pipe, long enough) {
        Walk up = new Walk(flow.clone(), most, sum(List.of(pipe), 1));
        while (up.now[pipe] < enough && up.goRound()) {
            // Each round is one step further.
        }
        return up.now[pipe];
    }

    private static long sumOf(Collection<Integer> together, long[] flow) {
        return together.stream().mapToLong(pipe -> flow[pipe]).sum();
    }

    private Worth sum(Collection<Integer> together, int direction) {
        int[] gain = new int[pipes];
        together.forEach(pipe -> gain[pipe] += direction);
        return linear(gain);
    }

    private static Worth linear(int[] gain) {
        return new Worth() {
            @Override
            public int ofOneMore(int pipe, long now) {
                return gain[pipe];
            }

            @Override
            public int ofOneFewer(int pipe, long now) {
                return -gain[pipe];
            }
        };
    }

    /// To have less above `highest` is worth something; below it nothing is.
    private Worth above(Collection<Integer> these, long highest) {
        boolean[] one = new boolean[pipes];
        these.forEach(pipe -> one[pipe] = true);
        return new Worth() {
            @Override
            public int ofOneMore(int pipe, long now) {
                return one[pipe] && now >= highest ? -1 : 0;
            }

            @Override
            public int ofOneFewer(int pipe, long now) {
                return one[pipe] && now > highest ? 1 : 0;
            }
        };
    }

    private List<Quantity> quantities() {
        List<Quantity> all = new ArrayList<>();
        for (int i = 0; i < pipes; i++) {
            WeekTable.Pipe pipe = table.pipes().get(i);
            if (!pipe.isTold() || most[i] == 0) {
                continue;
            }
            all.add(new Quantity(i, -1));
            for (int whole : pipe.within()) {
                if (table.pipes().get(whole).isTold()) {
                    all.add(new Quantity(whole, i));
                }
            }
        }
        return all;
    }

    private boolean isSafe(Quantity quantity) {
        long certain = least[quantity.whole()] - (quantity.part() < 0 ? 0 : most[quantity.part()]);
        if (certain > Gate.MOST_HIDDEN) {
            return true;
        }
        long here = value(quantity, flow);
        long highest = furthest(quantity, 1, LEAST_VALUES - 1);
        long lowest = furthest(quantity, -1, LEAST_VALUES - 1 - (highest - here));
        boolean wide = 1 + highest - lowest >= LEAST_VALUES;
        boolean nobody = highest == 0;
        return wide || nobody || lowest > Gate.MOST_HIDDEN;
    }

    private static long value(Quantity quantity, long[] flow) {
        return flow[quantity.whole()] - (quantity.part() < 0 ? 0 : flow[quantity.part()]);
    }

    /// The furthest that a quantity can be from what it is, or `enough` away.
    private long furthest(Quantity quantity, int direction, long enough) {
        int[] gain = new int[pipes];
        gain[quantity.whole()] += direction;
        if (quantity.part() >= 0) {
            gain[quantity.part()] -= direction;
        }
        Walk walk = new Walk(flow.clone(), most, linear(gain));
        long start = value(quantity, flow);
        while (Math.abs(value(quantity, walk.now) - start) < enough && walk.goRound()) {
            // Each round is one step further.
        }
        return value(quantity, walk.now);
    }

    /// Goes from a flow to others that are worth more, a ring at a time.
    private final class Walk {
        private final long[] now;
        private final long[] highest;
        private final Worth worth;

        Walk(long[] start, long[] highest, Worth worth) {
            this.now = start;
            this.highest = highest;
            this.worth = worth;
        }

        /// Bellman and Ford: a ring that is worth something, with room in each of its pipes.
        boolean goRound() {
            int joints = table.joints();
            int[] best = new int[joints];
            int[] by = new int[joints];
            int last = -1;
            for (int round = 0; round < joints; round++) {
                last = -1;
                for (int i = 0; i < pipes; i++) {
                    if (now[i] < highest[i] && best[to[i]] < best[from[i]] + worth.ofOneMore(i, now[i])) {
                        best[to[i]] = best[from[i]] + worth.ofOneMore(i, now[i]);
                        by[to[i]] = i + 1;
                        last = to[i];
                    }
                    if (now[i] > least[i] && best[from[i]] < best[to[i]] + worth.ofOneFewer(i, now[i])) {
                        best[from[i]] = best[to[i]] + worth.ofOneFewer(i, now[i]);
                        by[from[i]] = -(i + 1);
                        last = from[i];
                    }
                }
                if (last < 0) {
                    return false;
                }
            }
            int joint = last;
            for (int step = 0; step < joints; step++) {
                joint = before(joint, by);
            }
            int start = joint;
            do {
                now[Math.abs(by[joint]) - 1] += by[joint] > 0 ? 1 : -1;
                joint = before(joint, by);
            } while (joint != start);
            return true;
        }

        private int before(int joint, int[] by) {
            int pipe = Math.abs(by[joint]) - 1;
            return by[joint] > 0 ? from[pipe] : to[pipe];
        }
    }

    /// What a shown figure says by itself.
    record Bounds(long least, long most) {
        static final Bounds NOTHING_TOLD = new Bounds(0, ShownCount.MOST);

        static Bounds of(ShownCount shown) {
            return switch (shown) {
                case ShownCount.Suppressed suppressed -> new Bounds(1, Gate.MOST_HIDDEN);
                case ShownCount.Rounded rounded ->
                    rounded.value() == 0
                            ? new Bounds(0, 0)
                            : new Bounds(rounded.value() - Gate.STEP / 2, rounded.value() + Gate.STEP / 2);
            };
        }
    }
}
