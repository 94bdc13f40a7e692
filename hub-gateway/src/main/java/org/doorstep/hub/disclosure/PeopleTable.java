package org.doorstep.hub.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.disclosure.Ambiguity.Bounds;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCell.Period;
import org.doorstep.relay.contract.figures.ShownCount;

/// The people known by pass in one week, told beside the visits that they made (docs/decisions/0062).
///
/// They do not add up: who goes to two activities is one person of the hub. What any reader knows is
/// that an activity's people are at most its visits and at least those of its busiest day, and the
/// hub's at most the sum of the activities' and at least the most of them. The people told are such
/// that **whatever the visits may be by what was told of them, there are people to go with it**: so they tell
/// nothing of the visits. And such that a count of people, or the rest of the hub beside an activity's,
/// has four values where it may be from 1 to 7. Whether figures are such is seen from the figures
/// alone; if the plain rule's are, they are told. Pure; one is for one week.
final class PeopleTable {
    /// A figure further from its count than this many steps is not looked at.
    private static final int MOST_STEPS = 8;

    /// The hub's figure is looked at by all.
    private static final int WEIGHT_OF_HUB = 4;

    private static final ShownCount NOBODY = new ShownCount.Rounded(0);

    private final Optional<ToldWeek> visits;
    private final Map<FigureCell, Long> counts;
    private final List<Part> parts = new ArrayList<>();

    /// An activity: its people, and what was told of its visits (null where nothing was told at all); `busiest`
    /// is the most that its busiest day may be by that.
    private record Part(FigureCell cell, long people, ShownCount visits, Optional<Integer> pipe, long busiest) {
        /// Its people may be just its visits, in every table.
        boolean isAsVisits(ShownCount shown) {
            return shown.equals(visits);
        }
    }

    /// What is told of each part, and of the hub.
    private record Choice(Map<FigureCell, ShownCount> shown, long cost) {}

    private PeopleTable(Map<FigureCell, Long> counts, Optional<ToldWeek> visits) {
        this.counts = counts;
        this.visits = visits;
        counts.forEach((cell, people) -> {
            if (!cell.activity().equals(FigureCell.WHOLE_HUB)) {
                parts.add(part(cell, people));
            }
        });
        parts.sort(Comparator.comparing(part -> part.cell().activity()));
    }

    /// What to tell of these people; `visits` as told of the same week, empty if they never were nor are to be.
    /// Empty if there is nothing that can be told.
    static Map<FigureCell, ShownCount> shown(Map<FigureCell, Long> counts, Optional<ToldWeek> visits) {
        return new PeopleTable(counts, visits).decide();
    }

    /// Whether by these figures the hub's people can be so many that first-timers, told as just as many, do not
    /// tell how few had come before.
    static boolean leavesReturnersOpen(Map<FigureCell, ShownCount> shown, Optional<ToldWeek> visits) {
        Map<FigureCell, Long> cells = new HashMap<>();
        shown.keySet().forEach(cell -> cells.put(cell, 0L));
        PeopleTable table = new PeopleTable(cells, visits);
        Optional<FigureCell> hub = table.hub();
        return hub.isPresent() && table.reachesHigh(shown, shown.get(hub.get()));
    }

    private Part part(FigureCell cell, long people) {
        if (visits.isEmpty()) {
            return new Part(cell, people, null, Optional.empty(), 0);
        }
        FigureCell week = new FigureCell(FigureCell.VISITS, cell.activity(), Period.WEEK, cell.starts());
        Map<FigureCell, ShownCount> told = visits.get().shown();
        ShownCount shown = told.getOrDefault(week, NOBODY);
        long busiest = Bounds.of(shown).most();
        long days = 0;
        for (Map.Entry<FigureCell, ShownCount> one : told.entrySet()) {
            if (one.getKey().activity().equals(cell.activity()) && one.getKey().period() == Period.DAY) {
                days = Math.max(days, Bounds.of(one.getValue()).most());
            }
        }
        return new Part(cell, people, shown, visits.get().pipe(week), days > 0 ? Math.min(days, busiest) : busiest);
    }

    private Optional<FigureCell> hub() {
        return counts.keySet().stream()
                .filter(cell -> cell.activity().equals(FigureCell.WHOLE_HUB))
                .findFirst();
    }

    private Map<FigureCell, ShownCount> decide() {
        List<List<ShownCount>> options = parts.stream().map(this::options).toList();
        Map<FigureCell, ShownCount> nearest = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            nearest.put(parts.get(i).cell(), options.get(i).getFirst());
        }
        Optional<Choice> best = withHub(nearest);
        if (best.isEmpty()) {
            for (int i = 0; i < parts.size(); i++) {
                for (ShownCount option : options.get(i)) {
                    Map<FigureCell, ShownCount> other = new HashMap<>(nearest);
                    other.put(parts.get(i).cell(), option);
                    best = nearer(best, withHub(other));
                }
            }
        }
        return best.or(this::asTheVisits).map(Choice::shown).orElse(Map.of());
    }

    /// Always safe, and told where nothing nearer is: that nobody came twice.
    private Optional<Choice> asTheVisits() {
        Map<FigureCell, ShownCount> shown = new HashMap<>();
        if (visits.isEmpty()) {
            return Optional.empty();
        }
        parts.forEach(part -> shown.put(part.cell(), part.visits()));
        hub().flatMap(hub -> hubsVisits()).ifPresent(all -> shown.put(hub().orElseThrow(), all));
        return Optional.of(new Choice(shown, 0));
    }

    private static Optional<Choice> nearer(Optional<Choice> one, Optional<Choice> other) {
        boolean second = one.isEmpty()
                || other.isPresent() && other.get().cost() < one.get().cost();
        return second ? other : one;
    }

    /// What may be told of an activity by itself, the nearest to its count first.
    private List<ShownCount> options(Part part) {
        ShownCount plain = Gate.shown(part.people());
        if (visits.isEmpty()) {
            return List.of(plain);
        }
        List<ShownCount> options = new ArrayList<>();
        long highest = Bounds.of(part.visits()).most();
        for (ShownCount shown = NOBODY; Bounds.of(shown).least() <= highest; shown = next(shown)) {
            if (mayBe(part, shown)) {
                options.add(shown);
            }
        }
        options.sort(
                Comparator.comparingLong((ShownCount shown) -> shown.equals(plain) ? -1 : far(shown, part.people())));
        return options.subList(0, Math.min(options.size(), MOST_STEPS));
    }

    private static boolean mayBe(Part part, ShownCount shown) {
        if (part.isAsVisits(shown)) {
            return true;
        }
        Bounds people = Bounds.of(shown);
        boolean somebody = people.least() > 0;
        boolean enough = people.most() >= part.busiest();
        boolean open = people.least() > Gate.MOST_HIDDEN || part.busiest() <= lowest(people);
        return somebody && people.least() <= Bounds.of(part.visits()).least() && enough && open;
    }

    /// From here to the end of what is shown there are four values.
    private static long lowest(Bounds bounds) {
        return bounds.most() - Ambiguity.LEAST_VALUES + 1;
    }

    private Optional<Choice> withHub(Map<FigureCell, ShownCount> told) {
        Optional<FigureCell> hub = hub();
        if (hub.isEmpty()) {
            return Optional.of(new Choice(told, cost(told)));
        }
        long people = counts.get(hub.get());
        List<ShownCount> some =
                told.values().stream().filter(shown -> !shown.equals(NOBODY)).toList();
        Optional<Choice> best = Optional.empty();
        for (ShownCount shown : near(people)) {
            boolean fits = some.size() == 1 ? shown.equals(some.getFirst()) : isSafe(told, shown);
            if (fits) {
                best = nearer(best, Optional.of(with(told, hub.get(), shown)));
            }
        }
        if (best.isEmpty() && some.size() == 1) {
            best = Optional.of(with(told, hub.get(), some.getFirst()));
        }
        return best;
    }

    private Choice with(Map<FigureCell, ShownCount> told, FigureCell hub, ShownCount shown) {
        Map<FigureCell, ShownCount> all = new HashMap<>(told);
        all.put(hub, shown);
        return new Choice(all, cost(all));
    }

    private static List<ShownCount> near(long people) {
        List<ShownCount> near = new ArrayList<>();
        for (ShownCount shown = NOBODY;
                Bounds.of(shown).least() <= people + MOST_STEPS * Gate.STEP;
                shown = next(shown)) {
            if (far(shown, people) <= MOST_STEPS * Gate.STEP) {
                near.add(shown);
            }
        }
        return near;
    }

    /// Whether the hub's figure beside these tells neither of the visits nor of a small count.
    private boolean isSafe(Map<FigureCell, ShownCount> told, ShownCount hub) {
        Bounds people = Bounds.of(hub);
        if (parts.isEmpty()) {
            return hubsVisits().map(all -> fitsAlone(people, all, hub)).orElse(true);
        }
        if (told.values().stream().allMatch(NOBODY::equals) || hub.equals(NOBODY)) {
            return hub.equals(NOBODY) && told.values().stream().allMatch(NOBODY::equals);
        }
        boolean atLeastEach =
                told.values().stream().allMatch(shown -> Bounds.of(shown).least() <= people.least());
        return atLeastEach
                && people.least() <= together(told, people.least())
                && (isAllAsVisits(told, hub) || reachesHigh(told, hub));
    }

    /// Nothing is told of any activity.
    private static boolean fitsAlone(Bounds people, ShownCount all, ShownCount hub) {
        return people.least() <= Bounds.of(all).least() && hub.equals(NOBODY) == all.equals(NOBODY);
    }

    /// The activities' people together, in the table of visits in which that is the least; not sought below `enough`.
    private long together(Map<FigureCell, ShownCount> told, long enough) {
        long free = 0;
        List<Integer> asVisits = new ArrayList<>();
        for (Part part : parts) {
            if (visits.isPresent() && part.isAsVisits(told.get(part.cell()))) {
                part.pipe().ifPresent(asVisits::add);
            } else {
                free += Bounds.of(told.get(part.cell())).most();
            }
        }
        return visits.isEmpty() || asVisits.isEmpty()
                ? free
                : free + visits.get().ambiguity().leastOf(asVisits, Math.max(0, enough - free));
    }

    private boolean isAllAsVisits(Map<FigureCell, ShownCount> told, ShownCount hub) {
        return hubsVisits().filter(hub::equals).isPresent()
                && parts.stream().allMatch(part -> part.isAsVisits(told.get(part.cell())));
    }

    /// Whether there is a table in which no activity has more people than the fourth from the top of what the hub's
    /// figure stands for, and together they have the top: beside it the hub's may be any of the four.
    private boolean reachesHigh(Map<FigureCell, ShownCount> told, ShownCount hub) {
        Bounds people = Bounds.of(hub);
        long lowest = lowest(people);
        long free = 0;
        List<Integer> asVisits = new ArrayList<>();
        for (Part part : parts) {
            ShownCount shown = told.get(part.cell());
            if (visits.isPresent() && part.isAsVisits(shown)) {
                part.pipe().ifPresent(asVisits::add);
            } else if (Math.max(part.busiest(), Bounds.of(shown).least()) > lowest) {
                return false;
            } else {
                free += Math.min(lowest, Bounds.of(shown).most());
            }
        }
        return asVisits.isEmpty()
                ? free >= people.most()
                : visits.orElseThrow().ambiguity().canBeLowAndComeTo(asVisits, lowest, people.most() - free);
    }

    private Optional<ShownCount> hubsVisits() {
        return hub().flatMap(hub -> visits.map(told ->
                told.shown().get(new FigureCell(FigureCell.VISITS, FigureCell.WHOLE_HUB, Period.WEEK, hub.starts()))));
    }

    private long cost(Map<FigureCell, ShownCount> told) {
        long cost = 0;
        for (Map.Entry<FigureCell, ShownCount> cell : told.entrySet()) {
            long count = counts.get(cell.getKey());
            if (!cell.getValue().equals(Gate.shown(count))) {
                boolean hub = cell.getKey().activity().equals(FigureCell.WHOLE_HUB);
                cost += (1 + far(cell.getValue(), count)) * (hub ? WEIGHT_OF_HUB : 1);
            }
        }
        return cost;
    }

    private static long far(ShownCount shown, long count) {
        Bounds bounds = Bounds.of(shown);
        return count < bounds.least() ? bounds.least() - count : Math.max(0, count - bounds.most());
    }

    private static ShownCount next(ShownCount shown) {
        return Gate.shown(Bounds.of(shown).most() + 1);
    }
}
