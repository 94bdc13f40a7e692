package org.doorstep.hub.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.doorstep.relay.contract.ShownCount;

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
        Walk up = new Walk(quantity, 1);
        long above = up.asFarAs(LEAST_VALUES - 1);
        Walk down = new Walk(quantity, -1);
        long below = down.asFarAs(LEAST_VALUES - 1 - above);
        boolean wide = 1 + above + below >= LEAST_VALUES;
        boolean nobody = up.value == 0;
        return wide || nobody || down.value > Gate.MOST_HIDDEN;
    }

    /// Goes from the flow at hand to others in which a quantity is more (or less), a value at a time.
    private final class Walk {
        private final long[] now = flow.clone();
        private final int[] gain = new int[pipes];
        private final int direction;
        private long value;

        Walk(Quantity quantity, int direction) {
            this.direction = direction;
            gain[quantity.whole()] += direction;
            value = flow[quantity.whole()];
            if (quantity.part() >= 0) {
                gain[quantity.part()] -= direction;
                value -= flow[quantity.part()];
            }
        }

        /// How far away the furthest value is, or `enough`.
        long asFarAs(long enough) {
            long start = value;
            while (Math.abs(value - start) < enough && goRound()) {
                // Each round is one step further.
            }
            return Math.abs(value - start);
        }

        /// Bellman and Ford: a ring in which the quantity gains, with room in each of its pipes.
        private boolean goRound() {
            int joints = table.joints();
            int[] best = new int[joints];
            int[] by = new int[joints];
            int last = -1;
            for (int round = 0; round < joints; round++) {
                last = -1;
                for (int i = 0; i < pipes; i++) {
                    if (now[i] < most[i] && best[to[i]] < best[from[i]] + gain[i]) {
                        best[to[i]] = best[from[i]] + gain[i];
                        by[to[i]] = i + 1;
                        last = to[i];
                    }
                    if (now[i] > least[i] && best[from[i]] < best[to[i]] - gain[i]) {
                        best[from[i]] = best[to[i]] - gain[i];
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
                int pipe = Math.abs(by[joint]) - 1;
                int sign = by[joint] > 0 ? 1 : -1;
                now[pipe] += sign;
                value += (long) sign * gain[pipe] * direction;
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
