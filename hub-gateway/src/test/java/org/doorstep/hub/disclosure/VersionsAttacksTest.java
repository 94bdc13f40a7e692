package org.doorstep.hub.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.doorstep.relay.contract.figures.ShownCount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What somebody can work out who has every version of a week that was told: its days, each when it was over, the
/// week beside them, and what was told otherwise after rows had come late. Every pair of what was there and what
/// came late is tried; also for somebody who knows one of the two exactly.
class VersionsAttacksTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");
    private static final String HUB = FigureCell.WHOLE_HUB;

    /// More than so many came late in none of these weeks.
    private static final int MOST_LATE = 17;

    @Test
    void inSmallWeeksTwoVersionsTogetherLeaveFourValuesForEverySmallCount() {
        trySeeds(1, 60);
    }

    @Test
    @Tag("long")
    void inManyMoreSmallWeeksToo() {
        trySeeds(1_000, 2_500);
    }

    /// Its days are told already when a week is told, and stand; so the week is what is told otherwise.
    @Test
    void weeksAreToldBesideTheirDaysWithoutTellingADayOtherwise() {
        int weeks = 400;
        int nothing = 0;
        int cells = 0;
        int off = 0;
        long furthest = 0;
        for (long seed = 1; seed <= weeks; seed++) {
            Map<FigureCell, Long> counts = hub(new Random(seed));
            Map<FigureCell, ShownCount> told = new HashMap<>();
            Map<FigureCell, Long> kept = new HashMap<>();
            if (!tellDaysAndWeek(counts, told, kept)) {
                nothing++;
            }
            Map<FigureCell, Long> all = withSums(counts);
            for (Map.Entry<FigureCell, ShownCount> cell : told.entrySet()) {
                cells++;
                if (!cell.getValue().equals(Gate.shown(all.get(cell.getKey())))) {
                    off++;
                    furthest = Math.max(furthest, Math.abs(Gate.middle(cell.getValue()) - all.get(cell.getKey())));
                }
            }
        }
        System.out.printf(
                "Weeks told beside their days: %d, of which %d could not be told; told otherwise: %d of %d figures, the"
                        + " furthest by %d.%n",
                weeks, nothing, off, cells, furthest);
        assertThat(nothing).isLessThan(weeks / 50);
    }

    @Test
    void lessThanEightWhoComeLateAreNotTold() {
        Map<FigureCell, ShownCount> first = new HashMap<>();
        Map<FigureCell, Long> kept = new HashMap<>();
        Map<FigureCell, Long> then = Map.of(atom("a", 0), 12L, atom("b", 2), 20L);
        tellDaysAndWeek(then, first, kept);

        assertThat(late(Map.of(atom("a", 0), 19L, atom("b", 2), 20L), kept, first))
                .isEmpty();
        assertThat(late(Map.of(atom("a", 0), 20L, atom("b", 2), 20L), kept, first)
                        .orElseThrow()
                        .shown())
                .containsEntry(atom("a", 0), new ShownCount.Rounded(20))
                .doesNotContainKey(atom("b", 2));
    }

    @Test
    void whoHasGoneIsToldWhereSurelyMoreHadBeenThere() {
        Map<FigureCell, ShownCount> first = new HashMap<>();
        Map<FigureCell, Long> kept = new HashMap<>();
        tellDaysAndWeek(Map.of(atom("a", 0), 52L, atom("b", 2), 20L), first, kept);

        Map<FigureCell, ShownCount> then =
                late(Map.of(atom("b", 2), 20L), kept, first).orElseThrow().shown();

        assertThat(then.get(atom("a", 0))).isIn(new ShownCount.Suppressed(), new ShownCount.Rounded(10));
        assertThat(then.get(week(HUB))).isIn(new ShownCount.Rounded(20), new ShownCount.Rounded(25));
    }

    private static void trySeeds(long from, long to) {
        Map<Map<FigureCell, Long>, Map<FigureCell, ShownCount>> known = new HashMap<>();
        int moved = 0;
        for (long seed = from; seed <= to; seed++) {
            RandomGenerator random = new Random(seed);
            Map<FigureCell, Long> then = small(random);
            Map<FigureCell, Long> late = new LinkedHashMap<>();
            then.keySet().forEach(cell -> late.put(cell, random.nextInt(2) == 0 ? 0L : random.nextLong(0, 14)));
            Map<FigureCell, ShownCount> first = new HashMap<>();
            Map<FigureCell, Long> kept = new HashMap<>();
            assertThat(tellDaysAndWeek(then, first, kept)).as("seed %s", seed).isTrue();
            Map<FigureCell, ShownCount> second = second(first, behindIt(kept, then, late), kept);
            moved += second.equals(first) ? 0 : 1;
            new Behind(seed, first, second, List.copyOf(then.keySet()), late, known).search();
        }
        System.out.printf("Small weeks told otherwise later: %d of %d.%n", moved, to - from + 1);
        assertThat(moved).isPositive();
    }

    /// What is counted later, where it is counted from what was told: a table near the true one, maybe.
    private static Map<FigureCell, Long> behindIt(
            Map<FigureCell, Long> kept, Map<FigureCell, Long> then, Map<FigureCell, Long> late) {
        Map<FigureCell, Long> atoms = new HashMap<>();
        then.forEach((cell, count) -> atoms.put(cell, kept.getOrDefault(cell, 0L) + late.get(cell)));
        return atoms;
    }

    private static Map<FigureCell, ShownCount> second(
            Map<FigureCell, ShownCount> first, Map<FigureCell, Long> now, Map<FigureCell, Long> kept) {
        Map<FigureCell, ShownCount> second = new HashMap<>(first);
        late(now, kept, first).ifPresent(news -> second.putAll(news.shown()));
        return second;
    }

    private static Optional<Late.News> late(
            Map<FigureCell, Long> now, Map<FigureCell, Long> kept, Map<FigureCell, ShownCount> first) {
        return new Late(withSums(now), kept).news(first);
    }

    /// As the hub does: each day when it is over, then the week. False if the week could not be told.
    private static boolean tellDaysAndWeek(
            Map<FigureCell, Long> counts, Map<FigureCell, ShownCount> told, Map<FigureCell, Long> kept) {
        Map<FigureCell, Long> all = withSums(counts);
        for (int day = 0; day < 7; day++) {
            LocalDate date = MONDAY.plusDays(day);
            Set<FigureCell> over = new HashSet<>(all.keySet());
            over.removeIf(cell -> cell.period() == Period.WEEK || !cell.starts().equals(date));
            tell(all, over, told, kept);
        }
        return tell(all, all.keySet(), told, kept);
    }

    private static boolean tell(
            Map<FigureCell, Long> all,
            Set<FigureCell> over,
            Map<FigureCell, ShownCount> told,
            Map<FigureCell, Long> kept) {
        if (over.isEmpty()) {
            return true;
        }
        Standing standing = new Standing(all, kept, told, over);
        Optional<ToldWeek> week = standing.withFresh();
        week.ifPresent(table -> {
            kept.putAll(table.counts());
            table.shown().forEach((cell, shown) -> {
                if (standing.fresh().contains(cell)) {
                    told.put(cell, shown);
                } else {
                    assertThat(shown).as("what was told stands").isEqualTo(told.get(cell));
                }
            });
        });
        return week.isPresent();
    }

    /// Every week that could be behind two versions.
    private static final class Behind {
        private final long seed;
        private final Map<FigureCell, ShownCount> first;
        private final Map<FigureCell, ShownCount> second;
        private final List<FigureCell> atoms;
        private final Map<FigureCell, Long> late;
        private final Map<Map<FigureCell, Long>, Map<FigureCell, ShownCount>> known;
        private final List<Map<FigureCell, Long>> before = new ArrayList<>();
        private final List<Map<FigureCell, Long>> since = new ArrayList<>();

        Behind(
                long seed,
                Map<FigureCell, ShownCount> first,
                Map<FigureCell, ShownCount> second,
                List<FigureCell> atoms,
                Map<FigureCell, Long> late,
                Map<Map<FigureCell, Long>, Map<FigureCell, ShownCount>> known) {
            this.seed = seed;
            this.first = first;
            this.second = second;
            this.atoms = atoms;
            this.late = late;
            this.known = known;
        }

        void search() {
            before(0, new LinkedHashMap<>());
            since(0, new LinkedHashMap<>());
            assertThat(before).as("seed %s: %s", seed, first).isNotEmpty();
            assertThat(since).as("seed %s: %s, then %s", seed, first, second).contains(late);
            // Whatever was there goes with whatever came: the one says nothing of the other.
            assertOpen("there", before, Map.of());
            assertOpen("late", since, Map.of());
            assertOpen("in the end, by who knows what came late", before, late);
        }

        private void before(int next, Map<FigureCell, Long> sofar) {
            if (next == atoms.size()) {
                Map<FigureCell, Long> all = withSums(sofar);
                if (plain(all).equals(first)) {
                    before.add(new LinkedHashMap<>(sofar));
                }
                return;
            }
            Ambiguity.Bounds bounds = Ambiguity.Bounds.of(first.get(atoms.get(next)));
            for (long count = bounds.least(); count <= bounds.most(); count++) {
                sofar.put(atoms.get(next), count);
                before(next + 1, sofar);
            }
        }

        /// What may have come: of which this program, asked, tells the second version beside the first.
        private void since(int next, Map<FigureCell, Long> sofar) {
            if (next == atoms.size()) {
                if (versions(sofar).equals(second)) {
                    since.add(new LinkedHashMap<>(sofar));
                }
                return;
            }
            for (long count = 0; count <= MOST_LATE; count++) {
                sofar.put(atoms.get(next), count);
                since(next + 1, sofar);
            }
        }

        private Map<FigureCell, ShownCount> versions(Map<FigureCell, Long> came) {
            Map<FigureCell, ShownCount> told = known.computeIfAbsent(Map.copyOf(came), any -> {
                Map<FigureCell, Long> all = withSums(came);
                all.values().removeIf(count -> count == 0);
                return all.isEmpty()
                        ? Map.of()
                        : Telling.of(WeekTable.of(all, all.keySet()).orElseThrow(), Map.of())
                                .map(ToldWeek::shown)
                                .orElse(Map.of());
            });
            Map<FigureCell, ShownCount> versions = new HashMap<>(first);
            told.forEach((cell, shown) -> {
                if (shown instanceof ShownCount.Rounded rounded) {
                    versions.put(cell, Gate.shown(Gate.middle(first.get(cell)) + rounded.value()));
                } else if (first.get(cell).equals(Gate.NOBODY)) {
                    versions.put(cell, shown);
                }
            });
            return versions;
        }

        private void assertOpen(String what, List<Map<FigureCell, Long>> worlds, Map<FigureCell, Long> known) {
            Map<String, SortedSet<Long>> values = new TreeMap<>();
            for (Map<FigureCell, Long> world : worlds) {
                Map<FigureCell, Long> all = new HashMap<>(world);
                known.forEach((cell, count) -> all.merge(cell, count, Long::sum));
                Map<FigureCell, Long> sums = withSums(all);
                sums.forEach((cell, count) -> {
                    add(values, cell + "", count);
                    sums.forEach((whole, total) -> {
                        if (isPart(cell, whole)) {
                            add(values, whole + " less " + cell, total - count);
                        }
                    });
                });
            }
            values.forEach((quantity, all) -> {
                if (all.first() <= 7 && all.last() >= 1) {
                    assertThat(all)
                            .as("seed %s: %s, %s, by %s, then %s", seed, what, quantity, first, second)
                            .hasSizeGreaterThanOrEqualTo(4);
                }
            });
        }

        private static void add(Map<String, SortedSet<Long>> values, String what, long value) {
            values.computeIfAbsent(what, any -> new TreeSet<>()).add(value);
        }
    }

    private static boolean isPart(FigureCell part, FigureCell whole) {
        return !part.equals(whole)
                && (whole.activity().equals(HUB) || whole.activity().equals(part.activity()))
                && (whole.period() == Period.WEEK
                        || whole.starts().equals(part.starts()) && part.period() == Period.DAY);
    }

    /// Two or three cells.
    private static Map<FigureCell, Long> small(RandomGenerator random) {
        Map<FigureCell, Long> counts = new LinkedHashMap<>();
        counts.put(atom("a", 0), size(random));
        counts.put(atom("b", random.nextInt(2)), size(random));
        if (random.nextBoolean()) {
            counts.put(atom("a", 1), size(random));
        }
        return counts;
    }

    private static Map<FigureCell, Long> hub(RandomGenerator random) {
        Map<FigureCell, Long> counts = new HashMap<>();
        for (int activity = 0; activity < 12; activity++) {
            int days = 1 + random.nextInt(3);
            int usual = 2 + random.nextInt(28);
            for (int day = 0; day < days; day++) {
                counts.put(atom(Character.toString((char) ('a' + activity)), (activity + 2 * day) % 7), (long)
                        Math.max(1, usual + random.nextInt(-usual / 2 - 1, usual / 2 + 2)));
            }
        }
        return counts;
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

    private static FigureCell atom(String activity, int day) {
        return new FigureCell(FigureCell.VISITS, activity, Period.DAY, MONDAY.plusDays(day));
    }

    private static FigureCell week(String activity) {
        return new FigureCell(FigureCell.VISITS, activity, Period.WEEK, MONDAY);
    }
}
