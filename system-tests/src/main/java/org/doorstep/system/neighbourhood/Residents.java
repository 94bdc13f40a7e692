package org.doorstep.system.neighbourhood;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.doorstep.relay.contract.ActivityId;

/// Makes the six hundred residents who hold a pass: regulars, people who come now and then, newcomers, and people who
/// have stopped coming.
final class Residents {
    static final int COUNT = 600;

    /// The rest hold printed codes.
    private static final double CARDS = 0.62;

    /// The first bytes of card numbers that are nobody's: see the kiosk's `CardNumbers`.
    private static final Set<Integer> NOT_IDENTITIES = Set.of(0x00, 0x01, 0x04, 0x08, 0x80, 0x88, 0xFF);

    private final SplittableRandom random;
    private final LocalDate begin;
    private final LocalDate end;
    private final List<SmallArea> areas;
    private final Set<String> cards = new HashSet<>();

    private Residents(long seed, LocalDate begin, LocalDate end) {
        this.random = new SplittableRandom(seed);
        this.begin = begin;
        this.end = end;
        this.areas = SmallArea.all();
    }

    static List<Resident> of(long seed, LocalDate begin, LocalDate end) {
        Residents making = new Residents(seed, begin, end);
        List<Resident> residents = new ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            residents.add(making.next(number));
        }
        return List.copyOf(residents);
    }

    /// Eighteen in a hundred are regulars, forty-four come now and then, twenty-four are new within the three months
    /// and fourteen stop coming.
    private Resident next(int number) {
        double kind = random.nextDouble();
        long days = end.toEpochDay() - begin.toEpochDay();
        LocalDate first = begin;
        LocalDate last = LocalDate.MAX;
        double keen;
        if (kind < 0.18) {
            keen = 0.60 + 0.30 * random.nextDouble();
        } else if (kind < 0.62) {
            keen = 0.05 + 0.20 * random.nextDouble();
        } else if (kind < 0.86) {
            first = begin.plusDays(random.nextLong(days));
            keen = 0.15 + 0.45 * random.nextDouble();
        } else {
            last = begin.plusDays(7 + random.nextLong(days - 7));
            keen = 0.25 + 0.40 * random.nextDouble();
        }
        SmallArea home = home();
        double near = 1.15 - 0.02 * Math.min(35, home.minutes());
        return new Resident(
                number,
                random.nextDouble() < CARDS ? new Resident.Pass.Card(card()) : new Resident.Pass.Code(),
                home,
                favourites(keen * near),
                first,
                last,
                between(first, last.isBefore(end) ? last : end.minusDays(1)),
                0.02 * keen * random.nextDouble(),
                random.nextDouble() < 0.5 ? 0.75 : 0.15,
                random.nextDouble() < 0.75 ? 0.9 : 0.15);
    }

    private LocalDate between(LocalDate from, LocalDate to) {
        return from.plusDays(random.nextLong(to.toEpochDay() - from.toEpochDay() + 1));
    }

    /// Most come from the streets around: the chance halves with every eight minutes on foot.
    private SmallArea home() {
        double all = areas.stream().mapToDouble(Residents::draw).sum();
        double at = random.nextDouble() * all;
        for (SmallArea area : areas) {
            at -= draw(area);
            if (at < 0) {
                return area;
            }
        }
        return areas.getLast();
    }

    private static double draw(SmallArea area) {
        return area.people() * Math.pow(0.5, area.minutes() / 8.0);
    }

    /// One to three, the likelier the more it draws; each a little less of a habit than the one before.
    private Map<ActivityId, Double> favourites(double keen) {
        Map<ActivityId, Double> habit = new HashMap<>();
        double habitual = Math.min(0.95, keen);
        int wanted = 1 + random.nextInt(3);
        while (habit.size() < wanted) {
            WeeklyActivity activity = Programme.ACTIVITIES.get(random.nextInt(Programme.ACTIVITIES.size()));
            if (random.nextDouble() < activity.pull() * 4 && habit.putIfAbsent(activity.id(), habitual) == null) {
                habitual *= 0.7;
            }
        }
        return Map.copyOf(habit);
    }

    /// A card number of four bytes that is an identity, and nobody else's.
    private String card() {
        while (true) {
            int number = random.nextInt();
            String text = String.format(Locale.ROOT, "4:%08X", number);
            if (!NOT_IDENTITIES.contains(number >>> 24) && cards.add(text)) {
                return text;
            }
        }
    }
}
