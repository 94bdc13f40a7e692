package org.doorstep.hub.booking.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.Apart;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.booking.units.PartyKind;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.jdbi.v3.core.Handle;

/// Bookings to come that no longer fit what has been said since: a closure, other hours, another
/// rule. They stand until a person has decided; nothing here is ever two bookings of one unit,
/// which the table refuses.
final class Conflicts {
    /// Beyond this nothing can be booked.
    private static final Duration AHEAD = Duration.ofDays(800);

    /// Why one no longer fits.
    enum Reason {
        CLOSED,
        NOT_OFFERED,
        UNSAFE,
        TOO_MANY_PEOPLE,
        GROUP_ENDED,
        APART
    }

    /// `words`: what a person said about it, such as the reason of a closure; empty text if nothing.
    record Conflict(Booking booking, Reason reason, String words) {}

    private Conflicts() {}

    /// The next first; each booking once, with the first thing that is the matter.
    static List<Conflict> of(Handle handle, Catalogue catalogue, ZoneId zone, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES);
        List<Booking> standing = Bookings.during(handle, new Times(from, from.plus(AHEAD))).stream()
                .filter(booking -> !booking.isOver(now))
                .toList();
        Map<Long, Conflict> found = new LinkedHashMap<>();
        for (Booking booking : standing) {
            alone(handle, catalogue, zone, booking)
                    .or(() -> beside(catalogue, booking, standing))
                    .ifPresent(conflict -> found.put(booking.id().value(), conflict));
        }
        return new ArrayList<>(found.values());
    }

    private static Optional<Conflict> alone(Handle handle, Catalogue catalogue, ZoneId zone, Booking booking) {
        Bookable bookable = catalogue.get(booking.bookable());
        if (bookable.retired()) {
            return Optional.of(new Conflict(booking, Reason.NOT_OFFERED, ""));
        }
        Optional<Conflict> closed = catalogue.closedFor(booking.bookable()).stream()
                .filter(closure -> closure.times().overlaps(booking.times()))
                .findFirst()
                .map(closure -> new Conflict(booking, Reason.CLOSED, closure.reason()));
        if (closed.isPresent()) {
            return closed;
        }
        boolean open = bookable.kind() == Bookable.Kind.TOOL
                || catalogue.open(booking.bookable(), booking.times(), zone).stream()
                        .anyMatch(stretch -> stretch.has(booking.times()));
        if (!open) {
            return Optional.of(new Conflict(booking, Reason.CLOSED, ""));
        }
        int capacity = bookable.details().capacity();
        if (capacity > 0 && booking.people() > capacity) {
            return Optional.of(new Conflict(booking, Reason.TOO_MANY_PEOPLE, ""));
        }
        if (booking.holder() instanceof Holder.Party group
                && catalogue.party(group.id()).map(Party::retired).orElse(false)) {
            return Optional.of(new Conflict(booking, Reason.GROUP_ENDED, ""));
        }
        boolean anyUnsafe = catalogue.allUnits().stream().anyMatch(Unit::unsafe)
                && Bookings.unitsOf(handle, booking.id()).stream()
                        .anyMatch(unit -> catalogue.unit(unit).map(Unit::unsafe).orElse(false));
        return anyUnsafe ? Optional.of(new Conflict(booking, Reason.UNSAFE, "")) : Optional.empty();
    }

    /// Beside whom it may not be, by a rule that was made since; each pair stands on the list twice.
    private static Optional<Conflict> beside(Catalogue catalogue, Booking booking, List<Booking> standing) {
        for (Apart apart : catalogue.apart()) {
            for (Booking other : standing) {
                boolean meet = other != booking && other.times().overlaps(booking.times());
                if (meet && (is(catalogue, apart, booking, other) || is(catalogue, apart, other, booking))) {
                    return Optional.of(new Conflict(booking, Reason.APART, apart.reason()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean is(Catalogue catalogue, Apart apart, Booking one, Booking other) {
        return catalogue.share(apart.bookable(), one.bookable())
                && kind(catalogue, one) == apart.kind()
                && catalogue.share(apart.other(), other.bookable())
                && kind(catalogue, other) == apart.otherKind();
    }

    private static PartyKind kind(Catalogue catalogue, Booking booking) {
        return switch (booking.holder()) {
            case Holder.Party group ->
                catalogue.party(group.id()).map(Party::kind).orElse(PartyKind.HUB);
            case Holder.Resident resident -> PartyKind.RESIDENT;
            case Holder.Nobody nobody -> PartyKind.RESIDENT;
        };
    }
}
