package org.doorstep.kiosk.booking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.bookings.Span;

/// The hub's board as faces see it: what staff alone book is not on it, what this kiosk gave away
/// alone since is taken, and what is free can be had, with what is kept free before and after.
final class BoardView {
    private BoardView() {}

    static Board of(org.doorstep.relay.contract.bookings.Board told, HeldLeases leases, boolean isOld) {
        return new Board(
                told.zone(),
                told.asOf(),
                isOld,
                told.bookables().stream()
                        .filter(one -> !one.staffOnly())
                        .map(one -> bookable(told, one, leases))
                        .toList());
    }

    private static Board.Bookable bookable(
            org.doorstep.relay.contract.bookings.Board told,
            org.doorstep.relay.contract.bookings.Board.Bookable one,
            HeldLeases leases) {
        List<Board.Busy> busy = new ArrayList<>();
        one.busy().forEach(taken -> busy.add(busy(one, taken.at(), taken.count(), false)));
        for (var leased : one.leased()) {
            if (!leases.holds(one.id(), leased.at())) {
                busy.add(busy(one, leased.at(), leased.count(), true));
            }
        }
        leases.givenAway(one.id())
                .forEach(given -> busy.add(busy(one, new Span(given.starts(), given.ends()), given.count(), false)));
        return new Board.Bookable(
                one.id().value(),
                switch (one.kind()) {
                    case PLACE -> Board.Kind.PLACE;
                    case TOOL -> Board.Kind.TOOL;
                },
                one.title(),
                one.where(),
                one.picture(),
                one.capacity(),
                one.count(),
                Duration.ofMinutes(one.stepMinutes()),
                Duration.ofMinutes(one.shortestMinutes()),
                Duration.ofMinutes(one.longestMinutes()),
                one.approval(),
                told.openOf(one).stream()
                        .map(span -> new Board.Span(span.starts(), span.ends()))
                        .toList(),
                busy);
    }

    /// A booking must end so long before that what is kept free after it ends before this begins;
    /// and the other way round.
    private static Board.Busy busy(
            org.doorstep.relay.contract.bookings.Board.Bookable one, Span at, int count, boolean lent) {
        Span wider = at.with(one.afterMinutes(), one.beforeMinutes());
        return new Board.Busy(wider.starts(), wider.ends(), count, lent);
    }
}
