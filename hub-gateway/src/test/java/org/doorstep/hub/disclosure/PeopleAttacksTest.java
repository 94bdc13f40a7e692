package org.doorstep.hub.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.doorstep.relay.contract.figures.ShownCount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What somebody can work out from visits, people known by pass and first-timers of one week together, who has all
/// that was told of them and knows the rule and the timetable as well as we do. Nothing is worked out here: every week
/// that could be behind what was told is tried.
class PeopleAttacksTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");
    private static final String HUB = FigureCell.WHOLE_HUB;

    /// An invented week: visits by activity and day, people by activity, the hub's people.
    private record World(Map<FigureCell, Long> visits, Map<FigureCell, Long> people) {}

    /// What was told of a week.
    private record Told(Map<FigureCell, ShownCount> visits, Map<FigureCell, ShownCount> people, boolean open) {}

    @Test
    void peopleOfAnActivityThatMeetsOnceAreToldAsItsVisits() {
        for (long choir = 1; choir <= 12; choir++) {
            for (long lunch = 1; lunch <= 40; lunch++) {
                Map<FigureCell, Long> atoms = Map.of(visits("a", 0), choir, visits("b", 0), lunch);
                Map<FigureCell, Long> people =
                        Map.of(known("a"), choir, known("b"), lunch, known(HUB), Math.max(choir, lunch));
                Told told = tell(new World(atoms, people));
                assertThat(told.people().get(known("a")))
                        .isEqualTo(told.visits().get(week("a")));
                assertThat(told.people().get(known("b")))
                        .isEqualTo(told.visits().get(week("b")));
            }
        }
    }

    @Test
    void inSmallWeeksVisitsAndPeopleTogetherLeaveFourValuesForEverySmallCount() {
        trySeeds(1, 150);
    }

    @Test
    @Tag("long")
    void inManyMoreSmallWeeksToo() {
        trySeeds(1_000, 6_000);
    }

    /// The figures of a hub of twelve activities, whose people come once or twice a week.
    @Test
    void nearlyAllPeopleAreToldByThePlainRule() {
        int cells = 0;
        int off = 0;
        int hubsOff = 0;
        int asVisits = 0;
        long furthest = 0;
        int weeks = 300;
        long deciding = 0;
        for (long seed = 1; seed <= weeks; seed++) {
            RandomGenerator random = new Random(seed);
            World world = hub(random, 12);
            Optional<ToldWeek> visits = visits(world);
            long began = System.nanoTime();
            Map<FigureCell, ShownCount> told = PeopleTable.shown(world.people(), visits);
            deciding += System.nanoTime() - began;
            assertThat(told).as("seed %s", seed).isNotEmpty();
            for (Map.Entry<FigureCell, ShownCount> cell : told.entrySet()) {
                long count = world.people().get(cell.getKey());
                cells++;
                if (!cell.getValue().equals(Gate.shown(count))) {
                    off++;
                    hubsOff += cell.getKey().equals(known(HUB)) ? 1 : 0;
                    furthest = Math.max(furthest, Math.abs(Gate.middle(cell.getValue()) - count));
                }
            }
        }
        System.out.printf(
                "People told otherwise than by the plain rule: %d of %d, of the hub %d of %d; the furthest by %d;"
                        + " deciding took %d us a week.%n",
                off, cells, hubsOff, weeks, furthest, deciding / 1000 / weeks);
        assertThat(off).isLessThan(cells / 10);
    }

    /// 20 people in a hub's second week, 10 of them for the first time, and up to 7 the week before: then it was 6 or
    // 7.
    @Test
    void firstTimersAreNotToldWhereTheWeeksBeforeWouldFollow() {
        ShownCount few = new ShownCount.Suppressed();
        ShownCount twenty = new ShownCount.Rounded(20);
        LocalDate second = MONDAY.plusWeeks(1);
        Map<LocalDate, ShownCount> people = new TreeMap<>(Map.of(MONDAY, few, second, twenty));

        assertThat(new FirstTimers(people, Map.of()).mayBeTold(MONDAY, false)).isTrue();
        assertThat(new FirstTimers(people, Map.of(MONDAY, few)).mayBeTold(second, true))
                .isFalse();

        people.put(second.plusWeeks(1), twenty);
        assertThat(new FirstTimers(people, Map.of(MONDAY, few)).mayBeTold(second.plusWeeks(1), true))
                .as("what nothing was told of may have been many")
                .isTrue();
    }

    /// Every three weeks from a hub's first, with the figures of all three: each by each.
    @Test
    void inAHubsFirstWeeksNoSmallCountFollowsFromFirstTimersAndPeople() {
        int told = 0;
        for (long seed = 1; seed <= 400; seed++) {
            RandomGenerator random = new Random(seed);
            long[] people = new long[3];
            long[] first = new long[3];
            long known = 0;
            for (int week = 0; week < 3; week++) {
                people[week] = 1 + random.nextInt(random.nextBoolean() ? 9 : 30);
                first[week] =
                        week == 0 ? people[week] : random.nextLong(Math.max(0, people[week] - known), people[week] + 1);
                known += first[week];
            }
            Map<LocalDate, ShownCount> shown = new HashMap<>();
            Map<LocalDate, ShownCount> shownFirst = new HashMap<>();
            for (int week = 0; week < 3; week++) {
                LocalDate monday = MONDAY.plusWeeks(week);
                shown.put(monday, Gate.shown(people[week]));
                FirstTimers table = new FirstTimers(shown, shownFirst);
                if (table.mayBeTold(monday, true)) {
                    shownFirst.put(monday, table.shown(monday, first[week], people[week]));
                    told++;
                }
            }
            assertFirstWeeksAreOpen(seed, shown, shownFirst);
        }
        assertThat(told).isGreaterThan(800);
    }

    private static void assertFirstWeeksAreOpen(
            long seed, Map<LocalDate, ShownCount> people, Map<LocalDate, ShownCount> first) {
        Map<String, SortedSet<Long>> values = new TreeMap<>();
        long[] p = new long[3];
        long[] f = new long[3];
        weeks(0, 0, p, f, people, first, values);
        values.forEach((what, all) -> {
            if (all.first() <= 7 && all.last() >= 1) {
                assertThat(all)
                        .as("seed %s: %s by %s, first-timers %s", seed, what, people, first)
                        .hasSizeGreaterThanOrEqualTo(4);
            }
        });
    }

    private static void weeks(
            int week,
            long before,
            long[] p,
            long[] f,
            Map<LocalDate, ShownCount> people,
            Map<LocalDate, ShownCount> first,
            Map<String, SortedSet<Long>> values) {
        if (week == 3) {
            for (int i = 0; i < 3; i++) {
                values.computeIfAbsent("people " + i, any -> new TreeSet<>()).add(p[i]);
                if (i > 0) {
                    values.computeIfAbsent("first " + i, any -> new TreeSet<>()).add(f[i]);
                    values.computeIfAbsent("again " + i, any -> new TreeSet<>()).add(p[i] - f[i]);
                }
            }
            return;
        }
        LocalDate monday = MONDAY.plusWeeks(week);
        Ambiguity.Bounds all = Ambiguity.Bounds.of(people.get(monday));
        Ambiguity.Bounds fresh =
                first.containsKey(monday) ? Ambiguity.Bounds.of(first.get(monday)) : new Ambiguity.Bounds(0, 40);
        for (p[week] = all.least(); p[week] <= all.most(); p[week]++) {
            for (f[week] = Math.max(fresh.least(), p[week] - before);
                    f[week] <= Math.min(fresh.most(), p[week]);
                    f[week]++) {
                if (week > 0 || f[week] == p[week]) {
                    weeks(week + 1, before + f[week], p, f, people, first, values);
                }
            }
        }
    }

    private static void trySeeds(long from, long to) {
        int visitsAdjusted = 0;
        int peopleAdjusted = 0;
        for (long seed = from; seed <= to; seed++) {
            RandomGenerator random = new Random(seed);
            World world = small(random);
            Told told = tell(world);
            visitsAdjusted += told.visits().equals(plain(withSums(world.visits()))) ? 0 : 1;
            peopleAdjusted += told.people().equals(plain(world.people())) ? 0 : 1;
            Behind behind = new Behind(told, List.copyOf(world.visits().keySet()), random);
            behind.search();
            assertThat(behind.found).as("seed %s: %s", seed, told).isPositive();
            behind.values.forEach((what, values) -> {
                if (values.first() <= 7 && values.last() >= 1) {
                    assertThat(values).as("%s by %s, of %s", what, told, world).hasSizeGreaterThanOrEqualTo(4);
                }
            });
            for (World other : behind.some) {
                assertThat(tell(other))
                        .as("told of another week behind it: %s", other)
                        .isEqualTo(told);
            }
        }
        System.out.printf(
                "Small weeks with visits told otherwise: %d, people told otherwise: %d, of %d.%n",
                visitsAdjusted, peopleAdjusted, to - from + 1);
        assertThat(visitsAdjusted).isPositive();
        assertThat(peopleAdjusted).isPositive();
    }

    /// All weeks that could be behind what was told.
    private static final class Behind {
        /// One in so many is put through the program.
        private static final int ONE_IN = 400;

        private final Told told;
        private final List<FigureCell> atoms;
        private final RandomGenerator random;
        private final Map<String, SortedSet<Long>> values = new TreeMap<>();
        private final List<World> some = new ArrayList<>();
        private final Map<FigureCell, Long> visits = new HashMap<>();
        private final List<String> activities;
        private long found;

        Behind(Told told, List<FigureCell> atoms, RandomGenerator random) {
            this.told = told;
            this.atoms = atoms;
            this.random = random;
            this.activities =
                    atoms.stream().map(FigureCell::activity).distinct().sorted().toList();
        }

        void search() {
            visits(0);
        }

        private void visits(int next) {
            if (next == atoms.size()) {
                if (plain(withSums(visits)).equals(told.visits())) {
                    people(0, new HashMap<>());
                }
                return;
            }
            Ambiguity.Bounds bounds = Ambiguity.Bounds.of(told.visits().get(atoms.get(next)));
            for (long count = bounds.least(); count <= bounds.most(); count++) {
                visits.put(atoms.get(next), count);
                visits(next + 1);
            }
        }

        private void people(int next, Map<String, Long> people) {
            if (next == activities.size()) {
                long sum = people.values().stream().mapToLong(Long::longValue).sum();
                long most = people.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
                Ambiguity.Bounds hub = Ambiguity.Bounds.of(told.people().get(known(HUB)));
                for (long all = Math.max(most, hub.least()); all <= Math.min(sum, hub.most()); all++) {
                    record(people, all);
                }
                return;
            }
            String activity = activities.get(next);
            long sum = 0;
            long busiest = 0;
            for (Map.Entry<FigureCell, Long> one : visits.entrySet()) {
                if (one.getKey().activity().equals(activity)) {
                    sum += one.getValue();
                    busiest = Math.max(busiest, one.getValue());
                }
            }
            Ambiguity.Bounds bounds = Ambiguity.Bounds.of(told.people().getOrDefault(known(activity), Gate.NOBODY));
            for (long count = Math.max(busiest, bounds.least()); count <= Math.min(sum, bounds.most()); count++) {
                people.put(activity, count);
                people(next + 1, people);
                people.remove(activity);
            }
        }

        private void record(Map<String, Long> people, long all) {
            found++;
            people.forEach((activity, count) -> {
                add("people of " + activity, count);
                add("people not of " + activity, all - count);
            });
            add("people", all);
            visits.forEach((cell, count) -> add("visits " + cell.activity() + cell.starts(), count));
            if (told.open() && told.people().get(known(HUB)) instanceof ShownCount.Rounded rounded) {
                // As many first-timers as people, told: how few came again.
                for (long first = Math.max(0, rounded.value() - 2); first <= all; first++) {
                    add("came again", all - first);
                }
            }
            if (random.nextInt(ONE_IN) == 0 && some.size() < 5) {
                Map<FigureCell, Long> counts = new HashMap<>(Map.of(known(HUB), all));
                people.forEach((activity, count) -> counts.put(known(activity), count));
                some.add(new World(Map.copyOf(visits), counts));
            }
        }

        private void add(String what, long value) {
            values.computeIfAbsent(what, any -> new TreeSet<>()).add(value);
        }
    }

    private static Told tell(World world) {
        Optional<ToldWeek> visits = visits(world);
        Map<FigureCell, ShownCount> people = PeopleTable.shown(world.people(), visits);
        return new Told(visits.orElseThrow().shown(), people, PeopleTable.leavesReturnersOpen(people, visits));
    }

    private static Optional<ToldWeek> visits(World world) {
        Map<FigureCell, Long> all = withSums(world.visits());
        return WeekTable.of(all, all.keySet()).flatMap(table -> Telling.of(table, Map.of()));
    }

    private static World small(RandomGenerator random) {
        Map<FigureCell, Long> visits = new HashMap<>();
        Map<FigureCell, Long> people = new HashMap<>();
        int activities = 1 + random.nextInt(3);
        for (int activity = 0; activity < activities; activity++) {
            visits.put(visits(name(activity), random.nextInt(2)), size(random));
        }
        if (random.nextInt(3) > 0) {
            visits.put(visits("a", 2), size(random));
        }
        people(random, visits, people);
        return new World(visits, people);
    }

    private static World hub(RandomGenerator random, int activities) {
        Map<FigureCell, Long> visits = new HashMap<>();
        Map<FigureCell, Long> people = new HashMap<>();
        for (int activity = 0; activity < activities; activity++) {
            int days = 1 + random.nextInt(3);
            int usual = 2 + random.nextInt(28);
            for (int day = 0; day < days; day++) {
                visits.put(visits(name(activity), (activity + 2 * day) % 7), (long)
                        Math.max(1, usual + random.nextInt(-usual / 2 - 1, usual / 2 + 2)));
            }
        }
        people(random, visits, people);
        return new World(visits, people);
    }

    private static void people(RandomGenerator random, Map<FigureCell, Long> visits, Map<FigureCell, Long> people) {
        Map<String, Long> sums = new TreeMap<>();
        Map<String, Long> busiest = new TreeMap<>();
        visits.forEach((cell, count) -> {
            sums.merge(cell.activity(), count, Long::sum);
            busiest.merge(cell.activity(), count, Math::max);
        });
        long all = 0;
        long most = 0;
        for (String activity : sums.keySet()) {
            long count = random.nextLong(busiest.get(activity), sums.get(activity) + 1);
            people.put(known(activity), count);
            all += count;
            most = Math.max(most, count);
        }
        people.put(known(HUB), random.nextLong(Math.max(most, all * 6 / 10), all + 1));
    }

    private static long size(RandomGenerator random) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(24) : 1 + random.nextInt(9);
    }

    private static Map<FigureCell, ShownCount> plain(Map<FigureCell, Long> all) {
        Map<FigureCell, ShownCount> plain = new HashMap<>();
        all.forEach((cell, count) -> plain.put(cell, Gate.shown(count)));
        return plain;
    }

    private static Map<FigureCell, Long> withSums(Map<FigureCell, Long> counts) {
        Map<FigureCell, Long> all = new HashMap<>(counts);
        counts.forEach((cell, count) -> {
            all.merge(week(cell.activity()), count, Long::sum);
            all.merge(new FigureCell(FigureCell.VISITS, HUB, Period.DAY, cell.starts()), count, Long::sum);
            all.merge(week(HUB), count, Long::sum);
        });
        return all;
    }

    private static String name(int activity) {
        return Character.toString((char) ('a' + activity));
    }

    private static FigureCell visits(String activity, int day) {
        return new FigureCell(FigureCell.VISITS, activity, Period.DAY, MONDAY.plusDays(day));
    }

    private static FigureCell week(String activity) {
        return new FigureCell(FigureCell.VISITS, activity, Period.WEEK, MONDAY);
    }

    private static FigureCell known(String activity) {
        return new FigureCell(FigureCell.KNOWN, activity, Period.WEEK, MONDAY);
    }
}
