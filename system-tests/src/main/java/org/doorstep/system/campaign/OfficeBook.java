package org.doorstep.system.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What only the hub knows, as somebody in the office was told that it does; and what the design allows to be lost of
/// that: whatever was told after the copy that the hub was restored from. Safe for all threads.
final class OfficeBook {
    private final List<Told> told = new ArrayList<>();
    private final List<Restored> restored = new ArrayList<>();
    private int begun;

    private record Told(String activity, Instant at) {}

    private record Restored(Instant copiedTo, Instant at) {}

    /// What is not at the hub in the end: allowed, or lost against every promise.
    record Missing(List<String> allowed, List<String> lost) {}

    /// The hub said that it has this activity.
    synchronized void told(String activity, Instant at) {
        told.add(new Told(activity, at));
    }

    /// Somebody had to begin with the hub's first link: no more than once, unless it was restored to before that.
    synchronized void begun(Instant at) {
        begun++;
    }

    /// The hub goes on from a copy in which everything is up to `copiedTo`.
    synchronized void restored(Instant copiedTo, Instant at) {
        restored.add(new Restored(copiedTo, at));
    }

    synchronized int told() {
        return told.size();
    }

    /// How often the hub knew nobody any more who could sign in.
    synchronized int begunAgain() {
        return Math.max(0, begun - 1);
    }

    synchronized Missing missing(Set<String> atHub) {
        List<String> allowed = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Told each : told) {
            if (!atHub.contains(each.activity)) {
                boolean between =
                        restored.stream().anyMatch(copy -> each.at.isAfter(copy.copiedTo) && each.at.isBefore(copy.at));
                (between ? allowed : lost).add(each.activity);
            }
        }
        return new Missing(allowed, lost);
    }
}
