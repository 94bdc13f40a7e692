package org.doorstep.hub.booking.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Busy;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Need;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.bookings.Board;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.jdbi.v3.core.Handle;

/// Draws up what every kiosk may know of rooms and tools: what there is, and when it is taken,
/// never by whom.
final class BoardMaker {
    private final HubId hub;
    private final ZoneId zone;
    private final Availability availability;

    BoardMaker(HubId hub, ZoneId zone, Availability availability) {
        this.hub = hub;
        this.zone = zone;
        this.availability = availability;
    }

    /// As many days as fit into one message, [Board#DAYS] at most.
    Board make(Handle handle, Instant now) {
        Board board = make(handle, now, Board.DAYS);
        for (int days = Board.DAYS - 1; days > 0 && isTooLong(board); days--) {
            board = make(handle, now, days);
        }
        return board;
    }

    private static boolean isTooLong(Board board) {
        return Wire.writeMessage(board).length > Wire.MOST_MESSAGE_BYTES;
    }

    private Board make(Handle handle, Instant now, int days) {
        Catalogue catalogue = availability.catalogue(handle);
        LocalDate today = LocalDate.ofInstant(now, zone);
        Times within = Catalogue.days(today, today.plusDays(days), zone);
        List<Bookable> offered = catalogue.offered();
        Set<UnitId> units = new HashSet<>();
        offered.forEach(bookable -> units.addAll(catalogue.unitsOf(bookable.id())));
        Map<UnitId, List<Busy>> busy =
                availability.busy(handle, units, within, now).stream().collect(Collectors.groupingBy(Busy::unit));
        Map<Long, DeviceId> lessees = lessees(handle);
        Map<Bookable, List<Span>> open = new HashMap<>();
        offered.forEach(bookable -> open.put(bookable, open(catalogue, bookable, within)));
        List<Span> usual = mostUsual(open.values());
        return new Board(
                hub,
                zone,
                now,
                within.ends(),
                usual,
                offered.stream()
                        .map(bookable -> drawn(
                                catalogue,
                                bookable,
                                busy,
                                lessees,
                                within,
                                open.get(bookable).equals(usual) ? null : open.get(bookable)))
                        .toList());
    }

    private List<Span> open(Catalogue catalogue, Bookable bookable, Times within) {
        return catalogue.open(bookable.id(), within, zone).stream()
                .map(Named::span)
                .toList();
    }

    /// Most rooms of a hub are open as it is itself, so that is written once.
    private static List<Span> mostUsual(Collection<List<Span>> all) {
        return all.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong((Map.Entry<List<Span>, Long> entry) -> entry.getValue())
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .orElse(List.of());
    }

    private static Board.Bookable drawn(
            Catalogue catalogue,
            Bookable bookable,
            Map<UnitId, List<Busy>> busy,
            Map<Long, DeviceId> lessees,
            Times within,
            List<Span> open) {
        Span all = Named.span(within);
        List<Span> booked = new ArrayList<>();
        List<Board.Busy> taken = new ArrayList<>();
        Map<DeviceId, List<Span>> leased = new HashMap<>();
        if (bookable.isPool()) {
            for (UnitId unit : catalogue.ownUnits(bookable.id())) {
                if (isUnsafe(catalogue, unit)) {
                    booked.add(all);
                    continue;
                }
                for (Busy claim : busy.getOrDefault(unit, List.of())) {
                    if (claim.leased() && lessees.containsKey(claim.lease())) {
                        leased.computeIfAbsent(lessees.get(claim.lease()), _ -> new ArrayList<>())
                                .add(Named.span(claim.times()));
                    } else {
                        booked.add(Named.span(claim.times()));
                    }
                }
            }
            taken.addAll(Spans.counted(booked, all));
        } else {
            taken.addAll(ofWhole(catalogue, bookable, busy, lessees, leased, all));
        }
        Bookable.Limits limits = bookable.limits();
        return new Board.Bookable(
                Named.bookable(bookable.id()),
                bookable.kind() == Bookable.Kind.PLACE ? Board.Kind.PLACE : Board.Kind.TOOL,
                bookable.title(),
                bookable.details().place(),
                bookable.details().picture(),
                bookable.details().capacity(),
                bookable.isPool(),
                Math.max(1, catalogue.howMany(bookable.id())),
                limits.before(),
                limits.after(),
                limits.step(),
                limits.shortest(),
                limits.longest(),
                limits.aheadDays(),
                bookable.who() == Bookable.Who.STAFF,
                bookable.approval(),
                !bookable.induction().isEmpty(),
                labels(catalogue, bookable),
                open,
                taken,
                leased.entrySet().stream()
                        .flatMap(entry -> Spans.counted(entry.getValue(), all).stream()
                                .map(one -> new Board.Leased(one.at(), one.count(), entry.getKey())))
                        .sorted(Comparator.comparing(Board.Leased::at))
                        .toList());
    }

    /// A room, a hall of two halves, a kit: taken when any of its own is, or too few are left of
    /// what it has of a pool.
    private static List<Board.Busy> ofWhole(
            Catalogue catalogue,
            Bookable bookable,
            Map<UnitId, List<Busy>> busy,
            Map<Long, DeviceId> lessees,
            Map<DeviceId, List<Span>> leased,
            Span all) {
        List<Span> taken = new ArrayList<>();
        boolean isKit = !catalogue.parts(bookable.id()).isEmpty();
        for (Need need : catalogue.needs(bookable.id(), 1)) {
            List<Span> claimed = new ArrayList<>();
            int safe = 0;
            for (UnitId unit : need.from()) {
                safe += isUnsafe(catalogue, unit) ? 0 : 1;
                for (Busy claim : busy.getOrDefault(unit, List.of())) {
                    DeviceId lessee = lessees.get(claim.lease());
                    if (!isKit && lessee != null) {
                        leased.computeIfAbsent(lessee, _ -> new ArrayList<>()).add(Named.span(claim.times()));
                    } else {
                        claimed.add(Named.span(claim.times()));
                    }
                }
            }
            int spare = safe - need.count();
            if (spare < 0) {
                taken.add(all);
            }
            Spans.counted(claimed, all).stream()
                    .filter(one -> one.count() > spare)
                    .forEach(one -> taken.add(one.at()));
        }
        leased.replaceAll((device, spans) -> once(spans, all));
        return once(taken, all).stream().map(at -> new Board.Busy(at, 1)).toList();
    }

    private static List<Span> once(List<Span> spans, Span within) {
        List<Span> once = new ArrayList<>();
        for (Board.Busy one : Spans.counted(spans, within)) {
            if (!once.isEmpty() && once.getLast().ends().equals(one.at().starts())) {
                once.add(new Span(once.removeLast().starts(), one.at().ends()));
            } else {
                once.add(one.at());
            }
        }
        return once;
    }

    private static boolean isUnsafe(Catalogue catalogue, UnitId unit) {
        return catalogue.unit(unit).map(Unit::unsafe).orElse(true);
    }

    private static List<UnitLabel> labels(Catalogue catalogue, Bookable bookable) {
        return catalogue.ownUnits(bookable.id()).stream()
                .flatMap(unit -> catalogue.unit(unit).stream())
                .flatMap(unit -> UnitLabel.inCode("DSU:" + unit.label()).stream())
                .toList();
    }

    private static Map<Long, DeviceId> lessees(Handle handle) {
        Map<Long, DeviceId> lessees = new HashMap<>();
        handle.createQuery("SELECT id, device FROM lease WHERE given_back_at IS NULL")
                .map((row, context) -> Map.entry(row.getLong("id"), new DeviceId(row.getString("device"))))
                .forEach(entry -> lessees.put(entry.getKey(), entry.getValue()));
        return lessees;
    }
}
