package org.doorstep.hub.clock;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.time.ClockDrift;

/// One thing known of a start of a device: at `uptimeMs` it was `at`, give or take `boundMs`. Pure.
record Known(long uptimeMs, long at, long boundMs) {

    /// The same, at another time of that start: the clock may have drifted by then.
    Dated at(long uptime) {
        return Dated.within(at + uptime - uptimeMs, boundAt(uptime));
    }

    private long boundAt(long uptime) {
        return uptime == uptimeMs ? boundMs : boundMs + ClockDrift.over(uptime - uptimeMs);
    }

    /// What dates that uptime best; of equals always the same one, in whatever order they were learnt.
    static Optional<Dated> best(List<Known> all, long uptime) {
        return all.stream()
                .min(Comparator.comparingLong((Known known) -> known.boundAt(uptime))
                        .thenComparingLong(Known::uptimeMs)
                        .thenComparingLong(Known::at))
                .map(known -> known.at(uptime));
    }
}
