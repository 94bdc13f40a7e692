package org.doorstep.system.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.doorstep.system.trial.TrialHouse;

/// What strikes one place in one round, without end: the same faults in the same order for the same seed, round, place,
/// broker and kinds. How far a round comes in it is the machine's. For one thread.
final class Schedule {
    /// Long enough for a few people between two faults of a place, short enough that thousands fit into an hour.
    private static final int LONGEST_PAUSE_MILLIS = 600;

    /// Hub and broker are left alone for longer: while they are away, nothing that happens to a line matters.
    private static final int LONGEST_PAUSE_OF_ALL_MILLIS = 4_000;

    /// Longer than a program takes to miss another; most are far shorter.
    private static final int LONGEST_STILL_MILLIS = 2_500;

    private static final int LONGEST_AWAY_MILLIS = 1_500;

    /// A window in which a few messages pass.
    private static final int LONGEST_WINDOW_MILLIS = 1_200;

    private static final int SHORTEST_WINDOW_MILLIS = 200;

    /// One half-open line in four stays so for longer than the fifteen seconds after which a device gives it up.
    private static final int LONG_DEAF_MILLIS = 17_000;

    private static final int MOST_REPLAYED = 8;

    private static final int YEARS = 10;

    private final Random random;
    private final List<Kind> kinds;
    private final int longestPauseMillis;

    /// A fault, and how long the place is left alone before it.
    record Next(Duration pause, Fault fault) {}

    Schedule(long seed, int round, Place place, TrialHouse.Broker broker, Set<Kind> kinds) {
        this.random = new Random((seed * 1_000_003 + round) * 31 + place.ordinal());
        boolean concernsAll = place == Place.HUB || place == Place.BROKER;
        this.longestPauseMillis = concernsAll ? LONGEST_PAUSE_OF_ALL_MILLIS : LONGEST_PAUSE_MILLIS;
        this.kinds = Stream.of(Kind.values())
                .filter(kind -> kinds.contains(kind) && kind.strikes(place, broker))
                .flatMap(kind -> Stream.generate(() -> kind).limit(kind.weight()))
                .toList();
    }

    /// Whether anything ever strikes here.
    boolean isEmpty() {
        return kinds.isEmpty();
    }

    Next next() {
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        return new Next(millis(0, longestPauseMillis), fault(kind));
    }

    private Fault fault(Kind kind) {
        return switch (kind) {
            case KILL -> new Fault.Kill(away());
            case FREEZE -> new Fault.Freeze(mostlyShort(LONGEST_STILL_MILLIS));
            case STORE_WIPED -> new Fault.StoreWiped(away());
            case POWER_CUT -> new Fault.PowerCut(away());
            case DISK_FULL -> new Fault.DiskFull(window());
            case OLD_CARD -> new Fault.OldCard(away());
            case RESTORED -> new Fault.Restored(away());
            case CLOCK_JUMP -> new Fault.ClockJump(random.nextBoolean() ? YEARS : -YEARS, window());
            case REBOOT_1970 -> new Fault.Reboot1970(window());
            case CUT -> new Fault.Cut(away());
            case DEAF -> new Fault.Deaf(random.nextInt(4) == 0 ? Duration.ofMillis(LONG_DEAF_MILLIS) : away());
            case SLOW -> new Fault.Slow(window(), 2_000 + random.nextInt(30_000), random.nextInt(400));
            case PACKETS_LOST -> new Fault.PacketsLost(window(), 10 + random.nextInt(60));
            case LOST, DOUBLED, REORDERED -> new Fault.Messages(kind, window(), 0.3 + 0.7 * random.nextDouble());
            case REPLAYED -> new Fault.Replayed(1 + random.nextInt(MOST_REPLAYED));
        };
    }

    private Duration away() {
        return mostlyShort(LONGEST_AWAY_MILLIS);
    }

    private Duration window() {
        return millis(SHORTEST_WINDOW_MILLIS, LONGEST_WINDOW_MILLIS);
    }

    /// The square of chance: half of them below a quarter of the longest.
    private Duration mostlyShort(int longest) {
        double chance = random.nextDouble();
        return Duration.ofMillis((long) (chance * chance * longest));
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
