package org.doorstep.hub.booking.desk;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.waiting.Clash;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.Joined;
import org.doorstep.hub.booking.waiting.SameHolder;
import org.doorstep.hub.booking.waiting.Waiting;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent.BookingAsked;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.bookings.WhyNot;
import org.jdbi.v3.core.Handle;

/// Fulfils a wish, in the caller's transaction: once, whether it comes as a question, as an event,
/// or as both.
///
/// A question is answered while somebody stands there, so what cannot be is only told. An event is
/// a promise that a kiosk made, "Booked" by its lease or "Saved": it ends as a booking, or with its
/// holder on the clash list.
final class Wishes {
    private final ClaimBook claims;
    private final WaitingList waiting;
    private final Clashes clashes;

    Wishes(ClaimBook claims, WaitingList waiting, Clashes clashes) {
        this.claims = claims;
        this.waiting = waiting;
        this.clashes = clashes;
    }

    /// What came of a question.
    sealed interface Came {
        record Stands(Booking booking) implements Came {}

        record Waits(Waiting waiting) implements Came {}

        record NotFree(boolean canWait) implements Came {}

        record Refused(WhyNot why) implements Came {}

        /// It was cancelled, or is over.
        record Over() implements Came {}
    }

    /// May they have this? `leased`: the device says by which lease it could give it away itself.
    Came ask(Handle transaction, DeviceId device, BookingAsked wish, Holder holder, Instant now) throws SQLException {
        RequestId request = Named.request(wish.request());
        Optional<Decisions.Decided> decided = Decisions.of(transaction, request);
        if (decided.isPresent() && decided.get().what() == Decisions.What.CANCELLED) {
            return new Came.Over();
        }
        Wanted wanted = wanted(wish, wish.at(), holder, Origin.KIOSK);
        boolean holdsIt = wish.lease() != 0 && Leases.isOf(transaction, wish.lease(), device);
        return switch (claims.book(transaction, holdsIt ? wanted.at(device.value()) : wanted, now)) {
            case Claimed.Booked(Booking booking) -> new Came.Stands(booking);
            case Claimed.Asked(Booking booking) -> new Came.Stands(booking);
            case Claimed.Held(Booking booking) -> new Came.Stands(booking);
            case Claimed.Same(Booking booking) -> booking.state().stands() ? new Came.Stands(booking) : new Came.Over();
            case Claimed.NotFree _ -> wish.orWait() ? wait(transaction, wanted, now) : new Came.NotFree(true);
            case Claimed.Refused(Why why) -> new Came.Refused(Named.why(why));
        };
    }

    private Came wait(Handle transaction, Wanted wanted, Instant now) {
        return switch (waiting.join(transaction, wanted, now)) {
            case Joined.Waits(Waiting waits) -> new Came.Waits(waits);
            case Joined.TooLate _, Joined.Enough _ -> new Came.NotFree(false);
        };
    }

    /// Keeps what a kiosk promised, or says so on the clash list. Whatever is decided stands,
    /// however often it comes.
    void promised(Handle transaction, DeviceId device, BookingAsked wish, Holder holder, Instant asked, Instant now)
            throws SQLException {
        RequestId request = Named.request(wish.request());
        if (Decisions.of(transaction, request).isPresent()) {
            return;
        }
        Decisions.keep(transaction, request, decide(transaction, device, wish, holder, asked, now), now);
    }

    /// A wish that was saved for somebody whom nobody books for.
    void refused(Handle transaction, BookingAsked wish, WhyNot why, Instant now) {
        RequestId request = Named.request(wish.request());
        if (Decisions.of(transaction, request).isEmpty()) {
            Decisions.keep(transaction, request, new Decisions.Decided(Decisions.What.REFUSED, why), now);
        }
    }

    /// A device that names a lease which it cannot have had has given nothing away: the rules hold.
    private Decisions.Decided decide(
            Handle transaction, DeviceId device, BookingAsked wish, Holder holder, Instant asked, Instant now)
            throws SQLException {
        return Leases.couldGive(transaction, device, wish)
                ? leased(transaction, device, wish, holder, asked, now)
                : saved(transaction, wish, holder, asked, now);
    }

    /// "Saved": if it is free, it is theirs; else one of the times that they named beside it; else
    /// they are first to get it.
    private Decisions.Decided saved(Handle transaction, BookingAsked wish, Holder holder, Instant asked, Instant now)
            throws SQLException {
        Optional<Why> refused = Optional.empty();
        for (Span at :
                Stream.concat(Stream.of(wish.at()), wish.orElse().stream()).toList()) {
            Wanted wanted = wanted(wish, at, holder, Origin.KIOSK).askedAt(asked);
            switch (claims.book(transaction, wanted, now)) {
                case Claimed.Booked _, Claimed.Asked _, Claimed.Held _, Claimed.Same _ -> {
                    return BOOKED;
                }
                case Claimed.NotFree _ -> {
                    // The next, if they named one.
                }
                case Claimed.Refused(Why why) -> {
                    // What somebody else has is lost, whatever the rules say of the next best.
                    if (at.equals(wish.at())) {
                        refused = Optional.of(why);
                    }
                }
            }
        }
        if (refused.isPresent()) {
            return new Decisions.Decided(Decisions.What.REFUSED, Named.why(refused.get()));
        }
        return lost(transaction, wanted(wish, wish.at(), holder, Origin.KIOSK).askedAt(asked), now);
    }

    /// "Booked": the rules have nothing more to say of it, only the claims.
    private Decisions.Decided leased(
            Handle transaction, DeviceId device, BookingAsked wish, Holder holder, Instant asked, Instant now)
            throws SQLException {
        Wanted plain = wanted(wish, wish.at(), holder, Origin.LEASE).rulesAside(GIVEN_AWAY);
        // A lease that this hub has no row of is from before it was restored: what it keeps free for that device is for
        // it.
        Wanted wanted = Leases.isKnown(transaction, wish.lease())
                ? plain.under(device.value(), wish.lease()).askedAt(asked)
                : plain.at(device.value());
        return switch (claims.book(transaction, wanted, now)) {
            case Claimed.Asked(Booking booking) -> {
                claims.approve(transaction, booking.id(), GIVEN_AWAY, now);
                yield BOOKED;
            }
            case Claimed.Booked _, Claimed.Held _, Claimed.Same _ -> BOOKED;
            case Claimed.NotFree _, Claimed.Refused _ -> lost(transaction, wanted, now);
        };
    }

    private Decisions.Decided lost(Handle transaction, Wanted wanted, Instant now) {
        clashes.lost(transaction, wanted, Clash.Why.FIRST, now);
        return new Decisions.Decided(Decisions.What.LOST, WhyNot.OTHER);
    }

    /// They need it no more, be it a booking, a place on the list, or what was offered to that
    /// place and taken. Nobody cancels what is another's.
    void cancel(Handle transaction, RequestId request, Holder holder, Instant now) throws SQLException {
        List<Holder> same = List.copyOf(SameHolder.of(transaction, holder));
        Optional<Booking> booking = Bookings.byRequest(transaction, request);
        Optional<Waiting> waits = waiting.byRequest(transaction, request);
        Optional<Booking> taken = waits.filter(one -> one.state() == Waiting.State.TAKEN)
                .flatMap(Waiting::offer)
                .flatMap(offer -> Bookings.find(transaction, offer.booking()));
        // What was lost has both: the booking that was, and the place in the queue for it.
        for (Booking one : Stream.concat(booking.stream(), taken.stream()).toList()) {
            if (one.state().stands() && same.contains(one.holder())) {
                claims.let(transaction, one.id(), ending(one, now), "", now);
                waiting.offer(transaction, now);
            }
        }
        waiting.leave(transaction, same, request, now);
        boolean unheardOf = booking.isEmpty() && waits.isEmpty();
        if (unheardOf && Decisions.of(transaction, request).isEmpty()) {
            // Before the wish itself, which is still on its way.
            Decisions.keep(transaction, request, new Decisions.Decided(Decisions.What.CANCELLED, WhyNot.OTHER), now);
        }
    }

    /// What is given back while it is used was used that long.
    private static Ending ending(Booking booking, Instant now) {
        return booking.times().starts().isAfter(now) ? Ending.CANCELLED : Ending.RELEASED;
    }

    private static Wanted wanted(BookingAsked wish, Span at, Holder holder, Origin origin) {
        return Wanted.of(
                        Named.request(wish.request()),
                        Named.bookable(wish.bookable()),
                        wish.count(),
                        Named.times(at),
                        holder,
                        origin)
                .forPeople(wish.people())
                .withCode(wish.code().value());
    }

    private static final Decisions.Decided BOOKED = new Decisions.Decided(Decisions.What.BOOKED, WhyNot.OTHER);

    /// Kept with the booking, for whoever asks why the rules did not hold it up.
    private static final String GIVEN_AWAY = "Given away at the kiosk, by its lease";
}
