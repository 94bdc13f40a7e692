package org.doorstep.hub.booking.claims;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.KnownCatalogue;
import org.doorstep.hub.booking.units.Need;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;
import org.jdbi.v3.core.Handle;

/// What is taken and what is free, as one connection sees it. Safe for all threads. What it says is
/// free may be gone a moment later: only [ClaimBook] decides.
///
/// Claims of one unit do not overlap, so whether it is free at a time is seen from one row: the
/// last that begins before the end of that time.
public final class Availability {
    /// How far from what was wanted something else is looked for: nobody is helped by a kitchen in
    /// three weeks.
    private static final int DAYS_AROUND = 7;

    /// More than so many alternatives nobody reads.
    private static final int MOST_NEAREST = 4;

    private static final int MOST_OTHER_TIMES = 2;

    private final ZoneId zone;
    private final KnownCatalogue known = new KnownCatalogue();

    public Availability(ZoneId zone) {
        this.zone = zone;
    }

    /// The catalogue as that connection sees it.
    public Catalogue catalogue(Handle handle) {
        return known.of(handle);
    }

    /// Claims on those units at any of that time, by unit and beginning; what was only held, and no
    /// longer is, is not among them.
    public List<Busy> busy(Handle handle, Collection<UnitId> units, Times times, Instant now) {
        if (units.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        SELECT claim.unit, claim.starts, claim.ends, coalesce(claim.booking, 0), coalesce(claim.lease, 0)
                        FROM unit
                        JOIN claim ON claim.unit = unit.id
                          AND claim.starts < :ends
                          AND claim.starts >= coalesce(
                            (SELECT max(starts) FROM claim before WHERE before.unit = unit.id AND before.starts <= :starts),
                            :starts)
                        WHERE unit.id IN (<units>) AND claim.ends > :starts
                          AND (claim.booking IS NULL
                            OR claim.booking NOT IN (
                              SELECT id FROM booking WHERE state = 'held' AND held_until <= :now))
                        ORDER BY claim.unit, claim.starts
                        """)
                .bindList("units", units.stream().map(UnitId::value).toList())
                .bind("starts", times.startsMinute())
                .bind("ends", times.endsMinute())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new Busy(
                        new UnitId(row.getLong(1)),
                        Times.ofMinutes(row.getLong(2), row.getLong(3)),
                        row.getLong(4),
                        row.getLong(5)))
                .list();
    }

    /// Which of that kind could be had for all of that time, one of each, by what is claimed and
    /// what is safe; whether it is open then, and who may have it, is not asked.
    public List<BookableId> freeFor(Handle handle, Bookable.Kind kind, Times times, Instant now) {
        Catalogue catalogue = known.of(handle);
        Map<BookableId, Integer> free = free(handle, times, now);
        return catalogue.offered().stream()
                .filter(bookable -> bookable.kind() == kind)
                .map(Bookable::id)
                .filter(id -> isFree(catalogue, free, id))
                .toList();
    }

    private static boolean isFree(Catalogue catalogue, Map<BookableId, Integer> free, BookableId id) {
        int own = catalogue.ownUnits(id).size();
        int needed = catalogue.get(id).isPool() ? 1 : own;
        return own + catalogue.parts(id).size() > 0
                && free.getOrDefault(id, 0) >= needed
                && catalogue.parts(id).entrySet().stream()
                        .allMatch(part -> free.getOrDefault(part.getKey(), 0)
                                >= (catalogue.get(part.getKey()).isPool()
                                        ? part.getValue()
                                        : catalogue.ownUnits(part.getKey()).size()));
    }

    /// How many of each one's own units are free all that time.
    private static Map<BookableId, Integer> free(Handle handle, Times times, Instant now) {
        Map<BookableId, Integer> free = new HashMap<>();
        handle.createQuery("""
                        SELECT bookable.id, count(*)
                        FROM bookable
                        JOIN bookable_unit ON bookable_unit.bookable = bookable.id
                        JOIN unit ON unit.id = bookable_unit.unit AND unit.unsafe = 0
                        WHERE bookable.retired = 0
                          AND coalesce(
                            (SELECT claim.ends
                             FROM claim
                             WHERE claim.unit = unit.id AND claim.starts < :ends + bookable.after_minutes
                               AND (claim.booking IS NULL
                                 OR claim.booking NOT IN (
                                   SELECT id FROM booking WHERE state = 'held' AND held_until <= :now))
                             ORDER BY claim.starts DESC
                             LIMIT 1),
                            0) <= :starts - bookable.before_minutes
                        GROUP BY bookable.id
                        """)
                .bind("starts", times.startsMinute())
                .bind("ends", times.endsMinute())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> Map.entry(new BookableId(row.getString(1)), row.getInt(2)))
                .forEach(counted -> free.put(counted.getKey(), counted.getValue()));
        return free;
    }

    /// Stretches of that time in which so many of it can be booked, without the buffers, in order;
    /// only when it is open.
    public List<Times> free(Handle handle, BookableId id, int count, Times within, Instant now) {
        Catalogue catalogue = known.of(handle);
        Bookable bookable = catalogue.get(id);
        Bookable.Limits limits = bookable.limits();
        Times wider = within.widened(limits.before(), limits.after());
        List<Busy> busy = busy(handle, catalogue.unitsOf(id), wider, now);
        List<Times> free = List.of(wider);
        for (Need need : catalogue.needs(id, count)) {
            free = Overlaps.both(free, enough(catalogue, need, busy, wider));
        }
        List<Times> startable = new ArrayList<>();
        for (Times gap : free) {
            long starts = gap.startsMinute() + limits.before();
            long ends = gap.endsMinute() - limits.after();
            if (ends > starts) {
                startable.add(Times.ofMinutes(starts, ends));
            }
        }
        return bookable.kind() == Bookable.Kind.TOOL
                ? startable
                : Overlaps.both(startable, catalogue.open(id, within, zone));
    }

    /// When enough of these are free, whichever they are.
    private static List<Times> enough(Catalogue catalogue, Need need, List<Busy> busy, Times within) {
        List<UnitId> safe = need.from().stream()
                .filter(unit -> !catalogue.unit(unit).map(Unit::unsafe).orElse(true))
                .toList();
        Map<Long, Integer> changes = new TreeMap<>();
        for (Busy claim : busy) {
            if (safe.contains(claim.unit())) {
                changes.merge(Math.max(within.startsMinute(), claim.times().startsMinute()), -1, Integer::sum);
                changes.merge(Math.min(within.endsMinute(), claim.times().endsMinute()), 1, Integer::sum);
            }
        }
        changes.putIfAbsent(within.endsMinute(), 0);
        List<Times> stretches = new ArrayList<>();
        int free = safe.size();
        long since = within.startsMinute();
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            boolean was = free >= need.count();
            if (was && change.getKey() > since) {
                stretches.add(Times.ofMinutes(since, change.getKey()));
            }
            free += change.getValue();
            since = change.getKey();
        }
        return Overlaps.joined(stretches);
    }

    /// What could be had instead: the same at other times, the nearest first, and others of its
    /// kind at that time. As long as what was wanted, and not before now.
    public List<Free> nearest(Handle handle, BookableId id, int count, int people, Times times, Instant now) {
        Catalogue catalogue = known.of(handle);
        Bookable bookable = catalogue.get(id);
        List<Free> nearest = new ArrayList<>(otherTimes(handle, bookable, count, times, now));
        for (BookableId other : freeFor(handle, bookable.kind(), times, now)) {
            Bookable found = catalogue.get(other);
            boolean instead = !other.equals(id)
                    && count == 1
                    && found.who() == Bookable.Who.ANYBODY
                    && (found.details().capacity() == 0
                            || people <= found.details().capacity())
                    && times.minutes() >= found.limits().shortest()
                    && times.minutes() <= found.limits().longest()
                    && free(handle, other, 1, times, now).stream().anyMatch(stretch -> stretch.has(times));
            if (instead && nearest.size() < MOST_NEAREST) {
                nearest.add(new Free(other, times));
            }
        }
        return nearest;
    }

    private List<Free> otherTimes(Handle handle, Bookable bookable, int count, Times times, Instant now) {
        Instant from = later(
                times.starts().minus(DAYS_AROUND, ChronoUnit.DAYS),
                now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
        Instant to = times.ends().plus(DAYS_AROUND, ChronoUnit.DAYS);
        if (!to.isAfter(from)) {
            return List.of();
        }
        List<Times> candidates = new ArrayList<>();
        for (Times gap : free(handle, bookable.id(), count, new Times(from, to), now)) {
            if (gap.minutes() >= times.minutes()) {
                candidates.add(within(gap, times, bookable.limits().step()));
            }
        }
        return candidates.stream()
                .filter(candidate -> candidate.minutes() == times.minutes())
                .sorted(Comparator.comparingLong(
                        candidate -> Math.abs(candidate.startsMinute() - times.startsMinute())))
                .limit(MOST_OTHER_TIMES)
                .map(candidate -> new Free(bookable.id(), candidate))
                .toList();
    }

    /// As near to what was wanted as that gap allows, a whole number of steps away from it if it
    /// can be.
    private static Times within(Times gap, Times wanted, int step) {
        long length = wanted.minutes();
        long latest = gap.endsMinute() - length;
        long starts = Math.min(Math.max(wanted.startsMinute(), gap.startsMinute()), latest);
        long steps = starts >= wanted.startsMinute()
                ? Math.ceilDiv(starts - wanted.startsMinute(), step)
                : Math.floorDiv(starts - wanted.startsMinute(), step);
        long stepped = wanted.startsMinute() + steps * step;
        boolean fits = stepped >= gap.startsMinute() && stepped <= latest;
        return Times.ofMinutes(fits ? stepped : starts, (fits ? stepped : starts) + length);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
