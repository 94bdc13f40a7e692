package org.doorstep.hub.disclosure;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;

/// The only way a figure leaves the hub.
///
/// A count from 1 to 7 is suppressed, any other is given to the nearest five, zero is zero: the
/// rule that the NHS publishes hospital activity under. (No count lies half-way between two
/// multiples of five, so there are no ties.) What adds up is decided for a whole week at once, so
/// that no count from 1 to 7 can be worked out from the others; for that a figure may be a step off
/// ([Telling], docs/decisions/0060). People known by pass are told beside the visits they made, and
/// first-timers beside the people ([PeopleTable], [FirstTimers], 0062).
///
/// What was released stands in the ledger, and a figure of a day or week stands as it was told.
/// What comes late is told on fixed days, for itself ([Late], 0063), and people and first-timers are
/// told once. How complete is said in three bands that are made of time and not of counts
/// ([org.doorstep.relay.contract.figures.Band]). Works in the caller's transaction; has no state of its
/// own, so it is safe for all threads.
public final class Gate {
    static final long MOST_HIDDEN = 7;
    static final int STEP = 5;
    static final ShownCount NOBODY = new ShownCount.Rounded(0);

    /// A kiosk that was away over the week's end has come back by then, and the report of the week
    /// is not yet written.
    private static final int DAYS_TO_FIRST_LOOK = 3;

    /// Nearly all that kiosks bring late comes within a fortnight.
    private static final int DAYS_TO_SECOND_LOOK = 14;

    private static final int DAYS_BETWEEN_LOOKS = 28;

    private final InstantSource clock;
    private final Ledger ledger;

    public Gate(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.ledger = new Ledger(clock, random);
    }

    /// As the other, for counts that nothing else was or will be counted beside.
    public int release(Handle handle, List<Counted> counts) {
        return release(handle, counts, List.of());
    }

    /// Puts counts through whose day or week is over. `around` are the other counts of the same
    /// weeks, whether they were released before or not: what is told of these is held against what
    /// was told of those. What was told stands, but for what came late, on the days of
    /// [#isDayToLook]. Returns how many figures are new.
    public int release(Handle handle, List<Counted> counts, List<Counted> around) {
        return new Standingly(handle, ledger, today()).release(counts, around);
    }

    /// The same where nothing stands and each count is told at once: for demonstrations, with
    /// invented people.
    public int releaseAnew(Handle handle, List<Counted> counts, List<Counted> around) {
        return new Anew(handle, ledger).release(counts, around);
    }

    /// Whether on this day what came late of the week of this Monday is told: some days after the
    /// week is over, so that it is not to be seen when it came.
    public static boolean isDayToLook(LocalDate day, LocalDate monday) {
        return look(day, monday) > look(day.minusDays(1), monday);
    }

    /// How many times a week was to be looked at by this day.
    static int look(LocalDate day, LocalDate monday) {
        long days = ChronoUnit.DAYS.between(monday.plusWeeks(1), day);
        if (days < DAYS_TO_SECOND_LOOK) {
            return days < DAYS_TO_FIRST_LOOK ? 0 : 1;
        }
        return 2 + (int) ((days - DAYS_TO_SECOND_LOOK) / DAYS_BETWEEN_LOOKS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static boolean isHubsDay(FigureCell cell) {
        return isAllThatAddsUp(cell) && cell.period() == FigureCell.Period.DAY;
    }

    /// Whether a figure is told as what its days come to while its period runs.
    public static boolean comesFromItsDays(FigureCell cell) {
        return isAllThatAddsUp(cell) && cell.period() == FigureCell.Period.WEEK;
    }

    private static boolean isAllThatAddsUp(FigureCell cell) {
        return cell.activity().equals(FigureCell.WHOLE_HUB) && Releasing.ADDS_UP.contains(cell.figure());
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

    static long middle(ShownCount shown) {
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

    /// Takes rows that were released after this ledger's last one and are not in it: it was
    /// restored from a copy. False, and nothing is taken, if they do not lead from it to `chain`.
    public boolean takeBack(Handle handle, List<FigureBatch.Row> rows, String chain) {
        if (!ledger.continuesTo(handle, rows, chain)) {
            return false;
        }
        rows.forEach(row -> {
            ledger.append(handle, row.cell(), row.version(), row.value(), row.band());
            new ToldCounts().forget(handle, row.cell().figure(), row.cell().monday());
        });
        return true;
    }

    /// Takes what the world was told last of these figures for what stands, where this ledger says
    /// something else. Returns of how many.
    public int takeWords(Handle handle, Collection<FigureBatch.Row> words) {
        int taken = 0;
        for (FigureBatch.Row word : words) {
            Optional<Released> said = ledger.newest(handle, word.cell());
            if (said.isEmpty() || !said.get().says(word.value(), word.band())) {
                int version = said.map(Released::version).orElse(0) + 1;
                ledger.append(handle, word.cell(), version, word.value(), word.band());
                new ToldCounts()
                        .forget(handle, word.cell().figure(), word.cell().monday());
                taken++;
            }
        }
        return taken;
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
