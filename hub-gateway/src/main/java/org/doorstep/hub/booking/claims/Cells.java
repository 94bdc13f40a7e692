package org.doorstep.hub.booking.claims;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;

/// What is free of a thing on a day, from now on, with its buffers: what could be leased.
final class Cells {
    private final Catalogue catalogue;
    private final ClaimTable claims;
    private final ZoneId zone;

    Cells(Catalogue catalogue, ClaimTable claims, ZoneId zone) {
        this.catalogue = catalogue;
        this.claims = claims;
        this.zone = zone;
    }

    /// As claims of nobody yet. Stretches too short for any booking are left to others.
    List<Busy> free(Bookable bookable, LocalDate day, Instant now) throws SQLException {
        Bookable.Limits limits = bookable.limits();
        int shortest = limits.before() + limits.shortest() + limits.after();
        List<Times> open = new ArrayList<>();
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(limits.step(), ChronoUnit.MINUTES);
        for (Times stretch : catalogue.open(bookable.id(), Catalogue.days(day, day.plusDays(1), zone), zone)) {
            Instant starts = stretch.starts().isBefore(from) ? from : stretch.starts();
            if (starts.isBefore(stretch.ends())) {
                open.add(new Times(starts, stretch.ends()).widened(limits.before(), limits.after()));
            }
        }
        Map<UnitId, List<Times>> gaps = new HashMap<>();
        for (UnitId unit : catalogue.ownUnits(bookable.id())) {
            if (!catalogue.unit(unit).map(Unit::unsafe).orElse(true)) {
                gaps.put(unit, gaps(claims, unit, open));
            } else if (!bookable.isPool()) {
                return List.of();
            }
        }
        return bookable.isPool() ? ofPool(bookable, gaps, shortest) : ofAll(gaps, shortest);
    }

    /// Of how many things a lease has a cell at each minute of that time, at the least.
    static int atOnce(List<Busy> cells, Times times) {
        return LongStream.concat(
                        LongStream.of(times.startsMinute()),
                        cells.stream()
                                .mapToLong(cell -> cell.times().endsMinute())
                                .filter(minute -> minute > times.startsMinute() && minute < times.endsMinute()))
                .mapToInt(minute -> (int) cells.stream()
                        .filter(cell -> cell.times().startsMinute() <= minute
                                && minute < cell.times().endsMinute())
                        .count())
                .min()
                .orElse(0);
    }

    /// What nothing is claimed of, of each of those stretches.
    static List<Times> gaps(ClaimTable claims, UnitId unit, List<Times> open) throws SQLException {
        List<Times> gaps = new ArrayList<>();
        for (Times stretch : open) {
            long from = stretch.startsMinute();
            for (Busy claim : claims.overlapping(unit, stretch).reversed()) {
                if (claim.times().startsMinute() > from) {
                    gaps.add(Times.ofMinutes(from, claim.times().startsMinute()));
                }
                from = Math.max(from, claim.times().endsMinute());
            }
            if (from < stretch.endsMinute()) {
                gaps.add(Times.ofMinutes(from, stretch.endsMinute()));
            }
        }
        return gaps;
    }

    /// Those with most time free, as many as are the share.
    private static List<Busy> ofPool(Bookable bookable, Map<UnitId, List<Times>> gaps, int shortest) {
        return gaps.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<UnitId, List<Times>> of) ->
                                of.getValue().stream().mapToLong(Times::minutes).sum())
                        .reversed()
                        .thenComparing(of -> of.getKey().value()))
                .limit(bookable.walkUpShare())
                .flatMap(of -> of.getValue().stream()
                        .filter(gap -> gap.minutes() >= shortest)
                        .map(gap -> new Busy(of.getKey(), gap, 0, 0)))
                .toList();
    }

    /// Only what is free of all of them at once.
    private static List<Busy> ofAll(Map<UnitId, List<Times>> gaps, int shortest) {
        Optional<List<Times>> common = gaps.values().stream().reduce(Overlaps::both);
        List<Busy> cells = new ArrayList<>();
        for (Times gap : common.orElse(List.of())) {
            if (gap.minutes() >= shortest) {
                gaps.keySet().forEach(unit -> cells.add(new Busy(unit, gap, 0, 0)));
            }
        }
        return cells;
    }
}
