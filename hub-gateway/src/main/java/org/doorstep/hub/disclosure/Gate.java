package org.doorstep.hub.disclosure;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.FigureCell;
import org.doorstep.relay.contract.ShownCount;
import org.jdbi.v3.core.Handle;

/// The only way a figure leaves the hub.
///
/// A count from 1 to 7 is suppressed, any other is given to the nearest five, zero is zero: the rule that the
/// NHS publishes hospital activity under. (No count lies half-way between two multiples of five, so there are
/// no ties.) What was released stands in the ledger: the same cell has the same answer for as long as the
/// answer would be the same, and a new version only when the shown value moves, or it becomes more or less
/// complete. How complete is said in three bands that are made of time and not of counts
/// ([org.doorstep.relay.contract.Band]). Works in the caller's transaction; has no state of its own, so it is
/// safe for all threads.
public final class Gate {
    static final long LEAST_SHOWN = 8;
    private static final int STEP = 5;

    private final Ledger ledger;

    public Gate(InstantSource clock, RandomGenerator random) {
        this.ledger = new Ledger(clock, random);
    }

    /// Puts counts through, in this order. Returns how many of them were new to the world.
    public int release(Handle handle, List<Counted> counts) {
        int released = 0;
        for (Counted counted : counts) {
            ShownCount value = shown(counted.count());
            Optional<Released> before = ledger.newest(handle, counted.cell());
            if (before.isEmpty() || !before.get().says(value, counted.band())) {
                int version = before.map(Released::version).orElse(0) + 1;
                ledger.append(handle, counted.cell(), version, value, counted.band());
                released++;
            }
        }
        return released;
    }

    /// What the world was last told of this cell, if anything.
    public Optional<Released> newest(Handle handle, FigureCell cell) {
        return ledger.newest(handle, cell);
    }

    /// What was released after the ledger's row `number`, at most `most` of it, in order.
    public List<Released> after(Handle handle, long number, int most) {
        return ledger.after(handle, number, most);
    }

    /// The cells that were ever released for a day or week: what is no longer counted in one of them is zero now.
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

    /// What was released of the week of this Monday after the ledger's row `number`, at most `most` of it, in order.
    public List<Released> ofWeek(Handle handle, LocalDate monday, long number, int most) {
        return ledger.ofWeek(handle, monday, number, most);
    }

    /// The rule itself.
    static ShownCount shown(long count) {
        if (count == 0) {
            return new ShownCount.Rounded(0);
        }
        if (count < LEAST_SHOWN) {
            return new ShownCount.Suppressed();
        }
        return new ShownCount.Rounded(Math.toIntExact((count + STEP / 2) / STEP * STEP));
    }
}
