package org.doorstep.kiosk.booking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.time.DeviceClock;

/// Whose turn it is at the glass to book: what a pass is waited for, and whose pass was shown for
/// it. In memory alone, and only for as long as somebody stands there. Showing a pass for this
/// counts no visit and ends none. Safe for all threads.
public final class Turns {
    /// Longer than a face that waits for a pass stays, also if somebody is asked twice whether they
    /// are still there. Whoever leaves it sooner is waited for no more at once.
    static final long WAIT_MS = 300_000;

    /// Whoever is told that their pass was read badly shows it again at once. The face that says so
    /// does not tell when it is left.
    static final long ONCE_MORE_MS = 10_000;

    /// As long as somebody may stand before what is theirs without a touch.
    static final long LIFE_MS = 180_000;

    /// More than stand at one kiosk in that time.
    private static final int MOST = 16;

    private final DeviceClock clock;
    private final RandomGenerator random;
    private final Map<EventId, Known> known = new LinkedHashMap<>();
    private Optional<Waiting> waiting = Optional.empty();

    private record Known(Credential who, long untilMs, Optional<Mine> mine) {}

    private record Waiting(Errand errand, long untilMs) {}

    public Turns(DeviceClock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// The next pass is for that.
    public synchronized void waitFor(Errand errand) {
        waiting = Optional.of(new Waiting(errand, now() + WAIT_MS));
    }

    /// Whoever touched it has gone on or walked off: the next pass is its holder's own again.
    public synchronized void neverMind() {
        waiting = Optional.empty();
    }

    /// What was shown for it was read badly: if it is shown again at once, that is for the same.
    public synchronized void onceMore() {
        waiting = waiting.map(one -> new Waiting(one.errand, Math.min(one.untilMs, now() + ONCE_MORE_MS)));
    }

    /// Whether the next pass is for something.
    public synchronized boolean waits() {
        waiting = waiting.filter(one -> now() < one.untilMs);
        return waiting.isPresent();
    }

    /// Once: what the pass that was just shown is for.
    public synchronized Optional<Errand> take() {
        Optional<Errand> errand = waiting.filter(one -> now() < one.untilMs).map(Waiting::errand);
        waiting = Optional.empty();
        return errand;
    }

    /// They have shown their pass, and their faces name them by this.
    public synchronized EventId shown(Credential who) {
        EventId name = EventId.byChance(random);
        knows(name, who);
        return name;
    }

    /// Whoever a face names so, if they showed their pass just now. A touch of theirs keeps them.
    public synchronized Optional<Credential> find(EventId name) {
        long now = now();
        known.values().removeIf(one -> one.untilMs < now);
        return Optional.ofNullable(
                        known.computeIfPresent(name, (key, one) -> new Known(one.who, now + LIFE_MS, one.mine)))
                .map(Known::who);
    }

    /// They showed their pass for something else a moment ago, at the face of that name.
    public synchronized void knows(EventId name, Credential who) {
        known.put(name, new Known(who, now() + LIFE_MS, Optional.empty()));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /// What they were told that they have booked.
    public synchronized void told(EventId name, Mine mine) {
        known.computeIfPresent(name, (key, one) -> new Known(one.who, one.untilMs, Optional.of(mine)));
    }

    public synchronized Optional<Mine> told(EventId name) {
        return Optional.ofNullable(known.get(name)).flatMap(Known::mine);
    }

    private long now() {
        return clock.moment().uptimeMs();
    }
}
