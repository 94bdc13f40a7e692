package org.doorstep.hub.aboutme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Receipt;

/// The numbers by which residents ask at the desk for what is held of them on paper: each stands for
/// the pass that was shown at a kiosk a moment before, for a short while, and in memory alone. Safe for
/// all threads.
public final class CopyNumbers {
    /// To the desk, and through whatever queue there is.
    static final Duration HOLDS = Duration.ofMinutes(30);

    /// More than anybody prints in half an hour; past it the oldest gives way.
    private static final int MOST = 100;

    private final RandomGenerator random;
    private final InstantSource clock;
    private final Map<Receipt, Wish> wishes = new LinkedHashMap<>();

    private record Wish(long pass, Instant until) {}

    public CopyNumbers(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /// A number for whoever holds the pass in that row.
    public synchronized Receipt give(long pass) {
        drop();
        if (wishes.size() == MOST) {
            wishes.remove(wishes.keySet().iterator().next());
        }
        Receipt number = Receipt.by(random);
        wishes.put(number, new Wish(pass, clock.instant().plus(HOLDS)));
        return number;
    }

    /// The row of the pass whose holder was given that number, while it holds: a page that did not come
    /// out is printed again.
    public synchronized Optional<Long> passOf(Receipt number) {
        drop();
        return Optional.ofNullable(wishes.get(number)).map(Wish::pass);
    }

    private void drop() {
        Instant now = clock.instant();
        wishes.values().removeIf(wish -> !wish.until.isAfter(now));
    }
}
