package org.doorstep.hub.booking.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.relay.contract.bookings.Board;
import org.doorstep.relay.contract.bookings.Span;

/// Stretches of time, in order and apart. Pure.
final class Spans {
    private Spans() {}

    /// What is in both.
    static List<Span> both(List<Span> one, List<Span> other) {
        List<Span> both = new ArrayList<>();
        for (Span a : one) {
            for (Span b : other) {
                if (a.overlaps(b)) {
                    both.add(new Span(later(a.starts(), b.starts()), earlier(a.ends(), b.ends())));
                }
            }
        }
        return both;
    }

    /// How many there are at each time, where there are any.
    static List<Board.Busy> counted(List<Span> spans, Span within) {
        TreeMap<Instant, Integer> changes = new TreeMap<>();
        for (Span span : spans) {
            if (span.overlaps(within)) {
                changes.merge(later(span.starts(), within.starts()), 1, Integer::sum);
                changes.merge(earlier(span.ends(), within.ends()), -1, Integer::sum);
            }
        }
        List<Board.Busy> counted = new ArrayList<>();
        int count = 0;
        Instant since = within.starts();
        for (Map.Entry<Instant, Integer> change : changes.entrySet()) {
            if (change.getValue() == 0) {
                continue;
            }
            if (count > 0) {
                counted.add(new Board.Busy(new Span(since, change.getKey()), count));
            }
            count += change.getValue();
            since = change.getKey();
        }
        return counted;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
