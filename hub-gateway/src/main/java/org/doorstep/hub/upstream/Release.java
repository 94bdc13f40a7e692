package org.doorstep.hub.upstream;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.doorstep.hub.attendance.CellCounts;
import org.doorstep.hub.attendance.Losses;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.attendance.Sight;
import org.doorstep.hub.disclosure.Counted;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Looks at the counts that have moved and puts them through the gate, in one transaction with how
/// far it has looked: nothing is passed over, and nothing is released twice.
final class Release {
    /// Further back, a week without anybody is not worth saying: one tap from a clock that woke in
    /// 1970 would otherwise have three thousand of them counted and released, with the ingest
    /// waiting.
    private static final int MOST_EMPTY_WEEKS = 110;

    /// Rows wait on a kiosk for longer only where a person has been told of it; then the figures
    /// move by themselves.
    private static final int DAYS_LOOKED_BACK = 42;

    private final Cadence cadence;
    private final Database database;
    private final Gate gate;
    private final CellCounts counts = new CellCounts();
    private final Losses losses;
    private final Marks marks;
    private final Inbox inbox;
    private final InstantSource clock;
    private final BooleanSupplier timeIsKnown;
    private final ZoneId zone;

    private record Looked(long revision, long lost, Instant at) {}

    /// `timeIsKnown`: whether `clock` is to be believed. While it is not, nothing is said of time
    /// that only passed.
    Release(
            Cadence cadence,
            Database database,
            Gate gate,
            Marks marks,
            ZoneId zone,
            Inbox inbox,
            InstantSource clock,
            BooleanSupplier timeIsKnown) {
        this.cadence = cadence;
        this.database = database;
        this.gate = gate;
        this.losses = new Losses(zone);
        this.marks = marks;
        this.inbox = inbox;
        this.clock = clock;
        this.timeIsKnown = timeIsKnown;
        this.zone = zone;
    }

    /// When the counts were last looked at.
    Instant lookedAt() {
        return database.read(Release::looked).at();
    }

    /// Whether counts have moved since.
    boolean anythingNew() {
        return database.read(handle -> {
            Looked looked = looked(handle);
            return counts.revision(handle) != looked.revision() || losses.count(handle) != looked.lost();
        });
    }

    /// Looks now. Returns how many figures are newly released.
    int look() {
        Instant now = clock.instant();
        return database.write(handle -> {
            Looked looked = looked(handle);
            int released = release(handle, moved(handle, looked, now), now);
            handle.createUpdate("""
                            INSERT INTO upstream_mark (number, position)
                            VALUES (:number, :position)
                            ON CONFLICT (number) DO UPDATE SET position = excluded.position""")
                    .bind("number", gate.last(handle))
                    .bind("position", inbox.lastPosition(handle))
                    .execute();
            handle.createUpdate("""
                            UPDATE upstream
                            SET revision = :revision,
                                lost = :lost,
                                looked_at = :now""")
                    .bind("revision", counts.revision(handle))
                    .bind("lost", losses.count(handle))
                    .bind("now", now.toEpochMilli())
                    .execute();
            return released;
        });
    }

    /// What is over is told. What runs waits: two versions of it, of before and after one session,
    /// would tell of that session alone, and a part that moves beside its sum, by which of the two
    /// goes over a step first, how far they are apart (docs/decisions/0061). A running week is told
    /// as what its days come to that are over. What was told stands; what came late since is told on
    /// fixed days (0063).
    private int release(Handle handle, List<Counted> moved, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Counted> told = new ArrayList<>();
        List<Counted> soFar = new ArrayList<>();
        for (Counted counted : moved) {
            FigureCell cell = counted.cell();
            if (cadence == Cadence.AT_ONCE || cell.ends().isBefore(today)) {
                told.add(counted);
            } else if (Gate.comesFromItsDays(cell)) {
                soFar.add(counted);
            }
        }
        List<Counted> around = counts.around(handle, marks.at(handle, now), told);
        around.removeIf(counted ->
                Gate.comesFromItsDays(counted.cell()) && !counted.cell().ends().isBefore(today));
        int released = cadence == Cadence.AT_ONCE
                ? gate.releaseAnew(handle, told, around)
                : gate.release(handle, told, around);
        for (Counted week : soFar) {
            released += gate.soFar(handle, week.cell(), week.band());
        }
        return released;
    }

    private List<Counted> moved(Handle handle, Looked looked, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Sight sight = marks.at(handle, now);
        // Counted again from nothing, revisions begin again too: then everything is looked at.
        long since = counts.revision(handle) < looked.revision() ? 0 : looked.revision();
        Set<LocalDate> days = new TreeSet<>(counts.changedDays(handle, since));
        if (losses.count(handle) != looked.lost()) {
            days.addAll(losses.days(handle));
        }
        Set<LocalDate> weeks = new TreeSet<>();
        if (cadence == Cadence.HOURLY) {
            addWhatIsOverNow(handle, looked, today, days, weeks);
            if (timeIsKnown.getAsBoolean()) {
                days.addAll(ofWeeksToLookAt(handle, looked, now));
            }
        }
        if (timeIsKnown.getAsBoolean()) {
            days.addAll(ofAnotherBand(handle, sight, today));
            weeks.addAll(emptyWeeks(handle, today));
        }
        days.forEach(day -> weeks.add(CellCounts.monday(day)));
        List<Counted> moved = new ArrayList<>();
        for (LocalDate day : days) {
            moved.addAll(withZeros(handle, sight, FigureCell.Period.DAY, day, counts.ofDay(handle, sight, day)));
        }
        for (LocalDate week : weeks) {
            moved.addAll(withZeros(handle, sight, FigureCell.Period.WEEK, week, counts.ofWeek(handle, sight, week)));
        }
        if (!weeks.isEmpty()) {
            moved.addAll(firstTimers(handle, sight, weeks));
        }
        return moved;
    }

    /// What ran when it was looked at last waited for its end.
    private void addWhatIsOverNow(
            Handle handle, Looked looked, LocalDate today, Set<LocalDate> days, Set<LocalDate> weeks) {
        LocalDate from = LocalDate.ofInstant(looked.at(), zone);
        LocalDate week = CellCounts.monday(from);
        boolean anyThen = counts.firstDay(handle)
                .filter(first -> !week.isBefore(CellCounts.monday(first)))
                .isPresent();
        if (!from.isBefore(today) || !anyThen) {
            return;
        }
        counts.changedDays(handle, 0).stream()
                .filter(day -> !day.isBefore(from) && day.isBefore(today))
                .forEach(days::add);
        weeks.add(week);
    }

    /// The days of weeks of which it is the day, since it was looked last, to tell what came late. By the gate's
    /// calendar.
    private List<LocalDate> ofWeeksToLookAt(Handle handle, Looked looked, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(looked.at(), ZoneOffset.UTC);
        LocalDate furthest = today.minusWeeks(MOST_EMPTY_WEEKS);
        LocalDate from = last.isBefore(furthest) ? furthest : last;
        if (!from.isBefore(today)) {
            return List.of();
        }
        Set<LocalDate> weeks = new HashSet<>();
        for (LocalDate week = CellCounts.monday(furthest); week.isBefore(today); week = week.plusWeeks(1)) {
            LocalDate monday = week;
            if (from.plusDays(1).datesUntil(today.plusDays(1)).anyMatch(day -> Gate.isDayToLook(day, monday))) {
                weeks.add(monday);
            }
        }
        return counts.changedDays(handle, 0).stream()
                .filter(day -> weeks.contains(CellCounts.monday(day)))
                .toList();
    }

    /// A week in which nobody came for the first time is said to have none: else it could not be told from one of
    /// which the gate tells nothing.
    private List<Counted> firstTimers(Handle handle, Sight sight, Set<LocalDate> weeks) {
        List<Counted> all = new ArrayList<>(counts.firstTimers(handle, sight));
        Set<FigureCell> cells = new HashSet<>();
        all.forEach(count -> cells.add(count.cell()));
        for (LocalDate week : weeks) {
            FigureCell cell =
                    new FigureCell(FigureCell.FIRST_TIMERS, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, week);
            if (cells.add(cell)) {
                all.add(sight.counted(cell, 0));
            }
        }
        for (FigureCell cell : gate.cellsOf(handle, FigureCell.FIRST_TIMERS)) {
            if (!cells.contains(cell)) {
                all.add(sight.counted(cell, 0));
            }
        }
        return all;
    }

    /// Days that are over and of which more or less is known than was said: a kiosk's backlog has
    /// come, or one is found to have been away. Of a running day it is said with the next count
    /// that moves.
    private List<LocalDate> ofAnotherBand(Handle handle, Sight sight, LocalDate today) {
        return today.minusDays(DAYS_LOOKED_BACK)
                .datesUntil(today)
                .filter(day -> gate.newest(handle, visits(day))
                        .filter(said -> said.band() != sight.band(day))
                        .isPresent())
                .toList();
    }

    private static FigureCell visits(LocalDate day) {
        return new FigureCell(FigureCell.VISITS, FigureCell.WHOLE_HUB, FigureCell.Period.DAY, day);
    }

    /// A week in which nobody came is said to be empty, or the area could not tell it from one that
    /// never arrived.
    private List<LocalDate> emptyWeeks(Handle handle, LocalDate today) {
        Optional<LocalDate> first = counts.firstDay(handle);
        if (first.isEmpty()) {
            return List.of();
        }
        Set<LocalDate> said = gate.weeks(handle);
        List<LocalDate> empty = new ArrayList<>();
        LocalDate furthest = CellCounts.monday(today).minusWeeks(MOST_EMPTY_WEEKS);
        LocalDate week = CellCounts.monday(first.get());
        for (week = week.isBefore(furthest) ? furthest : week; !week.isAfter(today); week = week.plusWeeks(1)) {
            if (!said.contains(week)) {
                empty.add(week);
            }
        }
        return empty;
    }

    /// What was released once and is no longer counted at all is zero now. First-timers are counted
    /// by themselves.
    private List<Counted> withZeros(
            Handle handle, Sight sight, FigureCell.Period period, LocalDate starts, List<Counted> counted) {
        Set<FigureCell> cells = new HashSet<>();
        counted.forEach(count -> cells.add(count.cell()));
        List<Counted> all = new ArrayList<>(counted);
        for (FigureCell cell : gate.cells(handle, period, starts)) {
            if (!cells.contains(cell) && !cell.figure().equals(FigureCell.FIRST_TIMERS)) {
                all.add(sight.counted(cell, 0));
            }
        }
        return all;
    }

    private static Looked looked(Handle handle) {
        return handle.createQuery("SELECT revision, lost, looked_at FROM upstream")
                .map((rs, ctx) -> new Looked(
                        rs.getLong("revision"), rs.getLong("lost"), Instant.ofEpochMilli(rs.getLong("looked_at"))))
                .one();
    }
}
