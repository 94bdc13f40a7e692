package org.doorstep.system.campaign;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// What strikes one place in one round, without end: the same faults in the same order for the same seed, round, place,
/// furnishing and kinds. Each kind has its turn before any comes again, the seldom ones first; then they come by their
/// weight. How far a round comes in it is the machine's. For one thread.
final class Schedule {
    /// Long enough for a few people between two faults of a place, short enough that thousands fit into an hour.
    private static final int LONGEST_PAUSE_MILLIS = 600;

    /// Hub and broker are left alone for longer: while they are away, nothing that happens to a line matters, and a
    /// kiosk that never gets through for ten seconds comes back only every half minute.
    private static final int LONGEST_PAUSE_OF_ALL_MILLIS = 8_000;

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
    private final Deque<Kind> firstTurns;
    private final List<Kind> kinds;
    private final int longestPauseMillis;

    /// A fault, and how long the place is left alone before it.
    record Next(Duration pause, Fault fault) {}

    Schedule(long seed, int round, Place place, Furnishing house, Set<Kind> kinds) {
        this.random = new Random((seed * 1_000_003 + round) * 31 + place.ordinal());
        boolean concernsAll = place == Place.HUB || place == Place.BROKER;
        this.longestPauseMillis = concernsAll ? LONGEST_PAUSE_OF_ALL_MILLIS : LONGEST_PAUSE_MILLIS;
        List<Kind> each = new ArrayList<>(Stream.of(Kind.values())
                .filter(kind -> kinds.contains(kind) && kind.strikes(place, house))
                .toList());
        this.kinds = each.stream()
                .flatMap(kind -> Stream.generate(() -> kind).limit(kind.weight()))
                .toList();
        Collections.shuffle(each, random);
        // What comes seldom comes first, so that a short round has had it too.
        each.sort(Comparator.comparingInt(Kind::weight));
        this.firstTurns = new ArrayDeque<>(each);
    }

    /// Whether nothing strikes here from now on.
    boolean isOver() {
        return firstTurns.isEmpty() && kinds.isEmpty();
    }

    Next next() {
        Kind kind = firstTurns.isEmpty() ? kinds.get(random.nextInt(kinds.size())) : firstTurns.removeFirst();
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
            case TWIN -> new Fault.Twin();
            case LAST_NIGHT -> new Fault.LastNight(away(), random.nextBoolean());
            case SECOND_COPY -> new Fault.SecondCopy(away());
            case CLOCK_JUMP, HUB_CLOCK_JUMP ->
                new Fault.ClockJump(kind, random.nextBoolean() ? YEARS : -YEARS, window());
            case REBOOT_1970, HUB_REBOOT_1970 -> new Fault.Reboot1970(kind, window());
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
