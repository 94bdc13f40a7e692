package org.doorstep.hub.booking.claims;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;

/// Changes of places among the alike things of a pool, so that something that is free all the time
/// is not cut into gaps.
///
/// Nobody has booked a certain folding table, so which of them a booking has may change until it
/// begins. Claims are put back in order of their beginning, each on the thing whose gap it fills
/// best: for stretches of time that finds a place for all wherever there is one, but for what stays
/// where it is.
final class PoolOrder {
    /// Beyond so many claims that hang together it is left as it is: nobody should wait for a puzzle.
    private static final int MOST = 400;

    private final Catalogue catalogue;
    private final Statements statements;
    private final ClaimTable claims;

    /// That claim goes to that unit.
    record Move(Busy claim, UnitId to) {}

    private record Item(Times times, Optional<Busy> claim) {}

    PoolOrder(Catalogue catalogue, Statements statements, ClaimTable claims) {
        this.catalogue = catalogue;
        this.statements = statements;
        this.claims = claims;
    }

    /// Room for so many more in that time, by moving what may be moved; empty if there is none.
    Optional<Choice.Chosen> makeRoom(
            List<UnitId> units, int count, Times times, Choice.NoHindrance none, long nowMinute) throws SQLException {
        Map<UnitId, List<Times>> places = new LinkedHashMap<>();
        units.forEach(unit -> places.put(unit, new ArrayList<>()));
        List<Item> items = new ArrayList<>();
        for (Busy claim : hangingTogether(units, times)) {
            // A lease stays where it is, whosever it is: what changes places must not come to lie upon it.
            if (!claim.leased() && none.has(claim)) {
                continue;
            }
            if (mayMove(claim, units, nowMinute)) {
                items.add(new Item(claim.times(), Optional.of(claim)));
            } else {
                places.get(claim.unit()).add(claim.times());
            }
        }
        if (items.size() > MOST) {
            return Optional.empty();
        }
        for (int i = 0; i < count; i++) {
            items.add(new Item(times, Optional.empty()));
        }
        items.sort(Comparator.comparing(item -> item.times.starts()));
        List<UnitId> chosen = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        for (Item item : items) {
            Optional<UnitId> place = place(places, item.times);
            if (place.isEmpty()) {
                return Optional.empty();
            }
            places.get(place.get()).add(item.times);
            if (item.claim.isEmpty()) {
                chosen.add(place.get());
            } else if (!item.claim.get().unit().equals(place.get())) {
                moves.add(new Move(item.claim.get(), place.get()));
            }
        }
        return Optional.of(new Choice.Chosen(chosen, moves));
    }

    /// Of those with room, the one that was used last before.
    private static Optional<UnitId> place(Map<UnitId, List<Times>> places, Times times) {
        UnitId best = null;
        long bestEnd = 0;
        for (Map.Entry<UnitId, List<Times>> place : places.entrySet()) {
            if (place.getValue().stream().anyMatch(times::overlaps)) {
                continue;
            }
            long end = place.getValue().stream()
                    .mapToLong(Times::endsMinute)
                    .filter(minute -> minute <= times.startsMinute())
                    .max()
                    .orElse(Long.MIN_VALUE);
            if (best == null || end > bestEnd) {
                best = place.getKey();
                bestEnd = end;
            }
        }
        return Optional.ofNullable(best);
    }

    /// Every claim that overlaps those times, or one that does, and so on.
    private List<Busy> hangingTogether(List<UnitId> units, Times times) throws SQLException {
        Times within = times;
        while (true) {
            Map<String, Busy> found = new HashMap<>();
            Times wider = within;
            for (UnitId unit : units) {
                for (Busy claim : claims.overlapping(unit, within)) {
                    found.put(unit + " " + claim.times().startsMinute(), claim);
                    wider = Times.ofMinutes(
                            Math.min(wider.startsMinute(), claim.times().startsMinute()),
                            Math.max(wider.endsMinute(), claim.times().endsMinute()));
                }
            }
            if (wider.equals(within) || found.size() > MOST) {
                return List.copyOf(found.values());
            }
            within = wider;
        }
    }

    /// Only what has not begun, what nobody has in hand, and what was booked as any of these and
    /// not as this one.
    boolean mayMove(Busy claim, List<UnitId> units, long nowMinute) throws SQLException {
        if (claim.leased() || claim.times().startsMinute() <= nowMinute) {
            return false;
        }
        return statements
                .one(
                        row -> row.getInt(2) == 0 && interchangeable(row.getString(1), claim.unit(), units),
                        "SELECT bookable, used FROM booking WHERE id = ?",
                        claim.booking())
                .orElse(false);
    }

    private boolean interchangeable(String bookable, UnitId unit, List<UnitId> units) {
        return catalogue.needs(new BookableId(bookable), 1).stream()
                .anyMatch(need ->
                        !need.all() && need.from().contains(unit) && need.from().containsAll(units));
    }
}
