package org.doorstep.hub.disclosure;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Band;
import org.doorstep.relay.contract.FigureCell;
import org.doorstep.relay.contract.ShownCount;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only way a figure leaves the hub.
///
/// A count from 1 to 7 is suppressed, any other is given to the nearest five, zero is zero: the
/// rule that the NHS publishes hospital activity under. (No count lies half-way between two
/// multiples of five, so there are no ties.) What adds up is decided for a whole week at once, so
/// that no count from 1 to 7 can be worked out from the others; for that a figure may be a step off
/// ([Telling], docs/decisions/0060). What was released stands in the ledger: the same cell has the
/// same answer for as long as the answer would be the same, and a new version only when the shown
/// value moves, or it becomes more or less complete. Two weeks after a week is over it stays as it
/// is until a count is a whole step from what was shown (0061). How complete is said in three bands
/// that are made of time and not of counts ([org.doorstep.relay.contract.Band]). Works in the
/// caller's transaction; has no state of its own, so it is safe for all threads.
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    static final long MOST_HIDDEN = 7;
    static final int STEP = 5;

    /// Nearly all that kiosks bring late comes within a fortnight; and a quarter's report, made
    /// then, stays true.
    static final int DAYS_UNTIL_FROZEN = 14;

    private static final Set<String> ADDS_UP =
            Set.of(FigureCell.VISITS, FigureCell.GUESTS, FigureCell.ADULTS, FigureCell.CHILDREN);

    private final InstantSource clock;
    private final Ledger ledger;

    /// What is decided together.
    private record Group(String figure, LocalDate monday) {
        static Group of(FigureCell cell) {
            return new Group(cell.figure(), cell.monday());
        }
    }

    public Gate(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.ledger = new Ledger(clock, random);
    }

    /// As the other, for counts that nothing else was or will be counted beside.
    public int release(Handle handle, List<Counted> counts) {
        return release(handle, counts, List.of());
    }

    /// Puts counts through, in this order. `around` are the other counts of the same weeks, whether
    /// they were released before or not: what is told of these is held against what was told of
    /// those, and of those only what was released before can be restated. Returns how many figures
    /// were new to the world.
    public int release(Handle handle, List<Counted> counts, List<Counted> around) {
        Map<FigureCell, Released> before = new HashMap<>();
        Map<Group, Map<FigureCell, Counted>> groups = new LinkedHashMap<>();
        Set<FigureCell> moved = new HashSet<>();
        for (Counted counted : counts) {
            moved.add(counted.cell());
            groups.computeIfAbsent(Group.of(counted.cell()), group -> new LinkedHashMap<>())
                    .put(counted.cell(), counted);
        }
        for (Counted counted : around) {
            Map<FigureCell, Counted> group = groups.get(Group.of(counted.cell()));
            if (group != null) {
                group.putIfAbsent(counted.cell(), counted);
            }
        }
        Map<FigureCell, ShownCount> decided = new HashMap<>();
        groups.forEach((group, cells) -> {
            before.putAll(before(handle, group, cells.keySet()));
            decided.putAll(decide(group, cells, moved, before));
        });
        int released = 0;
        for (Counted counted : inOrder(counts, groups)) {
            FigureCell cell = counted.cell();
            Optional<Released> said = Optional.ofNullable(before.get(cell));
            ShownCount value = decided.get(cell);
            boolean news = value != null
                    && said.map(last -> moved.contains(cell)
                                    ? !last.says(value, counted.band())
                                    : !last.value().equals(value))
                            .orElse(true);
            if (news) {
                int version = said.map(Released::version).orElse(0) + 1;
                ledger.append(handle, cell, version, value, counted.band());
                released++;
            }
        }
        return released;
    }

    /// What was told of a group. Of what is counted for itself, first-timers, there are many weeks at
    /// each look and a cell or two in each: these are asked for one by one.
    private Map<FigureCell, Released> before(Handle handle, Group group, Set<FigureCell> cells) {
        if (ADDS_UP.contains(group.figure()) || group.figure().equals(FigureCell.KNOWN)) {
            return ledger.newest(handle, group.figure(), group.monday());
        }
        Map<FigureCell, Released> before = new HashMap<>();
        for (FigureCell cell : cells) {
            ledger.newest(handle, cell).ifPresent(released -> before.put(cell, released));
        }
        return before;
    }

    private static Collection<Counted> inOrder(List<Counted> counts, Map<Group, Map<FigureCell, Counted>> groups) {
        Map<FigureCell, Counted> all = new LinkedHashMap<>();
        counts.forEach(counted -> all.put(counted.cell(), counted));
        groups.values().forEach(group -> group.forEach(all::putIfAbsent));
        return all.values();
    }

    /// What to show of cells that are decided together; a cell that is not in the answer is not told.
    private Map<FigureCell, ShownCount> decide(
            Group group, Map<FigureCell, Counted> cells, Set<FigureCell> moved, Map<FigureCell, Released> before) {
        Map<FigureCell, Long> counts = new LinkedHashMap<>();
        Map<FigureCell, ShownCount> last = new HashMap<>();
        Set<FigureCell> told = new HashSet<>();
        cells.forEach((cell, counted) -> {
            counts.put(cell, counted.count());
            if (before.containsKey(cell)) {
                last.put(cell, before.get(cell).value());
            }
            if (moved.contains(cell) || before.containsKey(cell)) {
                told.add(cell);
            }
        });
        if (isFrozen(group.monday()) && told.stream().allMatch(cell -> stays(last.get(cell), counts.get(cell)))) {
            return last;
        }
        if (group.figure().equals(FigureCell.KNOWN)) {
            return PeopleTable.shown(counts, told);
        }
        if (!ADDS_UP.contains(group.figure())) {
            Map<FigureCell, ShownCount> plain = new HashMap<>();
            told.forEach(cell -> plain.put(cell, shown(counts.get(cell))));
            return plain;
        }
        Optional<Map<FigureCell, ShownCount>> safe =
                WeekTable.of(counts, told).flatMap(table -> Telling.of(table, last));
        if (safe.isEmpty()) {
            LOG.warn(
                    "Nothing safe was found to tell of {} in the week of {}: what was told of it stands as it was.",
                    group.figure(),
                    group.monday());
        }
        return safe.orElse(last);
    }

    private boolean isFrozen(LocalDate monday) {
        LocalDate from = monday.plusWeeks(1).plusDays(DAYS_UNTIL_FROZEN);
        return !LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).isBefore(from);
    }

    /// Whether a count is within a step of what was shown of it. Whether anybody came is not a
    /// matter of steps.
    private static boolean stays(ShownCount last, long count) {
        return switch (last) {
            case null -> false;
            case ShownCount.Suppressed suppressed -> count > 0 && count < 2 * STEP;
            case ShownCount.Rounded rounded ->
                rounded.value() == 0 ? count == 0 : Math.abs(count - rounded.value()) < STEP;
        };
    }

    private static boolean isHubsDay(FigureCell cell) {
        return isAllThatAddsUp(cell) && cell.period() == FigureCell.Period.DAY;
    }

    /// Whether a figure is told as what its days come to while its period runs.
    public static boolean comesFromItsDays(FigureCell cell) {
        return isAllThatAddsUp(cell) && cell.period() == FigureCell.Period.WEEK;
    }

    private static boolean isAllThatAddsUp(FigureCell cell) {
        return cell.activity().equals(FigureCell.WHOLE_HUB) && ADDS_UP.contains(cell.figure());
    }

    /// Tells a running week as what was told of its days: made of nothing else, it tells nothing
    /// more. Returns how many figures were new to the world.
    public int soFar(Handle handle, FigureCell week, Band band) {
        Map<FigureCell, Released> told = ledger.newest(handle, week.figure(), week.starts());
        long sum = 0;
        for (Released day : told.values()) {
            sum += isHubsDay(day.cell()) ? middle(day.value()) : 0;
        }
        ShownCount value = shown(sum);
        Optional<Released> said = Optional.ofNullable(told.get(week));
        if (said.isPresent() && said.get().says(value, band)) {
            return 0;
        }
        ledger.append(handle, week, said.map(Released::version).orElse(0) + 1, value, band);
        return 1;
    }

    private static long middle(ShownCount shown) {
        return switch (shown) {
            case ShownCount.Suppressed suppressed -> (1 + MOST_HIDDEN) / 2;
            case ShownCount.Rounded rounded -> rounded.value();
        };
    }

    /// What the world was last told of this cell, if anything.
    public Optional<Released> newest(Handle handle, FigureCell cell) {
        return ledger.newest(handle, cell);
    }

    /// What was released after the ledger's row `number`, at most `most` of it, in order.
    public List<Released> after(Handle handle, long number, int most) {
        return ledger.after(handle, number, most);
    }

    /// The cells that were ever released for a day or week: what is no longer counted in one of
    /// them is zero now.
    public List<FigureCell> cells(Handle handle, FigureCell.Period period, LocalDate starts) {
        return ledger.cells(handle, period, starts);
    }

    /// Every cell of this figure that was ever released.
    public List<FigureCell> cellsOf(Handle handle, String figure) {
        return ledger.cellsOf(handle, figure);
    }

    /// The weeks for which the whole hub's visits were ever released.
    public Set<LocalDate> weeks(Handle handle) {
        return ledger.weeks(handle);
    }

    /// The number of the last row; 0 if nothing was ever released.
    public long last(Handle handle) {
        return ledger.last(handle).map(Released::number).orElse(0L);
    }

    /// The chain value at a row; empty if the ledger does not reach that far.
    public Optional<String> chainAt(Handle handle, long number) {
        return ledger.chainAt(handle, number);
    }

    /// The ledger's random id, made when it is first asked for.
    public String ledgerId(Handle handle) {
        return ledger.id(handle);
    }

    /// Gives the ledger a new id, after a restored one has gone another way than the area knows.
    public String newLedgerId(Handle handle) {
        return ledger.newId(handle);
    }

    /// The whole ledger, week by week, for the daily proof.
    public Whole whole(Handle handle) {
        return ledger.whole(handle);
    }

    /// What was released of the week of this Monday after the ledger's row `number`, at most `most`
    /// of it, in order.
    public List<Released> ofWeek(Handle handle, LocalDate monday, long number, int most) {
        return ledger.ofWeek(handle, monday, number, most);
    }

    /// The rule itself.
    static ShownCount shown(long count) {
        if (count == 0) {
            return new ShownCount.Rounded(0);
        }
        if (count <= MOST_HIDDEN) {
            return new ShownCount.Suppressed();
        }
        return new ShownCount.Rounded(Math.toIntExact((count + STEP / 2) / STEP * STEP));
    }
}
