package org.doorstep.hub.booking.claims;

import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.booking.units.Times;

/// Stretches of time laid over each other. Both lists are in order and apart, and so is what comes
/// of them.
final class Overlaps {
    private Overlaps() {}

    static List<Times> both(List<Times> some, List<Times> others) {
        List<Times> both = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < some.size() && j < others.size()) {
            Times one = some.get(i);
            Times other = others.get(j);
            if (one.overlaps(other)) {
                both.add(Times.ofMinutes(
                        Math.max(one.startsMinute(), other.startsMinute()),
                        Math.min(one.endsMinute(), other.endsMinute())));
            }
            if (one.ends().isBefore(other.ends())) {
                i++;
            } else {
                j++;
            }
        }
        return both;
    }

    /// Those that touch are one.
    static List<Times> joined(List<Times> stretches) {
        List<Times> joined = new ArrayList<>();
        for (Times next : stretches) {
            if (!joined.isEmpty() && joined.getLast().ends().equals(next.starts())) {
                joined.add(new Times(joined.removeLast().starts(), next.ends()));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }
}
