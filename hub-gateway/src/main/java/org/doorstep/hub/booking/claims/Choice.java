package org.doorstep.hub.booking.claims;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Need;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;

/// Which units a booking gets. Of a pool it takes those whose gap it fills best; where each has
/// something somewhere in that time, though never all of them at once, what is booked and not begun
/// changes places ([PoolOrder]).
final class Choice {
    private final Catalogue catalogue;
    private final ClaimTable claims;
    private final PoolOrder pools;

    /// What is in the way of nobody: a booking's own claims while it moves, and leases of the
    /// device that asks.
    record NoHindrance(long booking, Set<Long> leases) {
        boolean has(Busy claim) {
            return claim.leased() ? leases.contains(claim.lease()) : claim.booking() == booking && booking != 0;
        }
    }

    /// The units, and which claims of theirs must first change places.
    record Chosen(List<UnitId> units, List<PoolOrder.Move> moves) {}

    Choice(Catalogue catalogue, ClaimTable claims, PoolOrder pools) {
        this.catalogue = catalogue;
        this.claims = claims;
        this.pools = pools;
    }

    /// Empty if not all of it is free in that time, buffers inside it.
    Optional<Chosen> of(List<Need> needs, Times times, NoHindrance none, long nowMinute) throws SQLException {
        List<UnitId> units = new ArrayList<>();
        List<PoolOrder.Move> moves = new ArrayList<>();
        Set<UnitId> taken = new HashSet<>();
        for (Need need : needs) {
            Optional<Chosen> chosen = of(need, times, none, taken, nowMinute);
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            units.addAll(chosen.get().units);
            moves.addAll(chosen.get().moves);
            taken.addAll(chosen.get().units);
        }
        return Optional.of(new Chosen(units, moves));
    }

    private Optional<Chosen> of(Need need, Times times, NoHindrance none, Set<UnitId> taken, long nowMinute)
            throws SQLException {
        record Fit(UnitId unit, boolean leased, long endBefore) {}
        List<Fit> free = new ArrayList<>();
        List<UnitId> safe = new ArrayList<>();
        for (UnitId unit : need.from()) {
            if (taken.contains(unit) || catalogue.unit(unit).map(Unit::unsafe).orElse(true)) {
                if (need.all()) {
                    return Optional.empty();
                }
                continue;
            }
            safe.add(unit);
            List<Busy> there = claims.overlapping(unit, times);
            if (there.stream().allMatch(none::has)) {
                // A lease of the one who asks is used up first, so that what is free for all stays so; but not half of
                // one cell, which would be missing to what was given away in the whole of it.
                boolean leased = there.size() == 1
                        && there.getFirst().leased()
                        && there.getFirst().times().has(times);
                long before = need.all()
                        ? 0
                        : claims.endBefore(unit, times.startsMinute()).orElse(Long.MIN_VALUE);
                free.add(new Fit(unit, leased, before));
            } else if (need.all()) {
                return Optional.empty();
            }
        }
        if (free.size() >= need.count()) {
            free.sort(Comparator.comparing(Fit::leased)
                    .thenComparing(Fit::endBefore)
                    .reversed()
                    .thenComparing(fit -> fit.unit.value()));
            return Optional.of(
                    new Chosen(free.stream().limit(need.count()).map(Fit::unit).toList(), List.of()));
        }
        return need.all() || safe.size() < need.count()
                ? Optional.empty()
                : pools.makeRoom(safe, need.count(), times, none, nowMinute);
    }
}
