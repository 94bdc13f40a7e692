package org.doorstep.hub.booking.desk;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.loans.Loan;
import org.doorstep.hub.booking.loans.Loans;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.waiting.Answered;
import org.doorstep.hub.booking.waiting.Clash;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.SameHolder;
import org.doorstep.hub.booking.waiting.Waiting;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.UnknownCardException;
import org.doorstep.hub.residents.LostPasses;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.bookings.BookingCode;
import org.doorstep.relay.contract.bookings.BookingOutcome;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.FreeTime;
import org.doorstep.relay.contract.bookings.HeldBooking;
import org.doorstep.relay.contract.bookings.ToolInHand;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.doorstep.relay.contract.bookings.WhyNot;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What a kiosk asks for somebody who stands there with a pass, and what became of what it kept.
/// Each answer is given after the commit of what it says. For the loop that answers devices.
public final class BookingAnswers {
    /// Two a minute the whole hour: more than people stand in line, and each may enter a pass that
    /// nobody ever showed.
    static final int MOST_WISHES_AN_HOUR = 120;

    private static final Duration HOUR = Duration.ofHours(1);

    /// For a booking that nobody reads a code of.
    private static final BookingCode NO_CODE = new BookingCode("0000");

    private final Database database;
    private final PassRegister passes;
    private final Wishes wishes;
    private final Availability availability;
    private final WaitingList waiting;
    private final Clashes clashes;
    private final InstantSource clock;
    private final Runnable changed;
    private final Map<DeviceId, Deque<Instant>> asked = new HashMap<>();

    BookingAnswers(
            Database database,
            PassRegister passes,
            Wishes wishes,
            Availability availability,
            WaitingList waiting,
            Clashes clashes,
            InstantSource clock,
            Runnable changed) {
        this.database = database;
        this.passes = passes;
        this.wishes = wishes;
        this.availability = availability;
        this.waiting = waiting;
        this.clashes = clashes;
        this.clock = clock;
        this.changed = changed;
    }

    public PrivateReply book(DeviceId device, PrivateRequest.Book question) {
        var wish = question.wish();
        if (!mayAsk(device)) {
            return new PrivateReply.Refused("This device has asked " + MOST_WISHES_AN_HOUR + " times within an hour.");
        }
        Instant now = clock.instant();
        Optional<Wishes.Came> came = withPass(
                wish.credential(), (transaction, holder) -> wishes.ask(transaction, device, wish, holder, now));
        changed.run();
        BookingOutcome outcome = came.map(known -> switch (known) {
                    case Wishes.Came.Stands(Booking booking) -> stands(booking);
                    case Wishes.Came.Waits(Waiting waits) -> waits(waits);
                    case Wishes.Came.NotFree(boolean canWait) ->
                        new BookingOutcome.NotFree(
                                nearest(
                                        Named.bookable(wish.bookable()),
                                        wish.count(),
                                        wish.people(),
                                        Named.times(wish.at())),
                                canWait);
                    case Wishes.Came.Refused(WhyNot why) -> new BookingOutcome.Refused(why);
                    case Wishes.Came.Over _ -> new BookingOutcome.Over();
                })
                .orElseGet(() -> new BookingOutcome.Refused(WhyNot.NO_PASS));
        return new PrivateReply.BookingAnswer(wish.request(), outcome);
    }

    public PrivateReply answerOffer(PrivateRequest.AnswerOffer question) {
        Instant now = clock.instant();
        Optional<Answered> answered = withPass(
                question.credential(),
                (transaction, holder) -> waiting.answer(
                        transaction,
                        SameHolder.of(transaction, holder),
                        Named.request(question.request()),
                        question.accepted(),
                        now));
        changed.run();
        BookingOutcome outcome = answered.map(known -> switch (known) {
                    case Answered.Booked(Booking booking) -> stands(booking);
                    case Answered.Asked(Booking booking) -> stands(booking);
                    case Answered.Declined _ -> new BookingOutcome.Over();
                    case Answered.TooLate _ -> new BookingOutcome.Refused(WhyNot.OVER);
                    case Answered.Refused(var why) -> new BookingOutcome.Refused(Named.why(why));
                    case Answered.NotKnown _ -> new BookingOutcome.NotKnown();
                })
                .orElseGet(() -> new BookingOutcome.Refused(WhyNot.NO_PASS));
        return new PrivateReply.BookingAnswer(question.request(), outcome);
    }

    /// Whoever is told that they have lost something need not be told again.
    public PrivateReply mine(PrivateRequest.MyBookings question) {
        Instant now = clock.instant();
        return withPass(question.credential(), (transaction, holder) -> mine(transaction, holder, now))
                .orElseGet(() -> new PrivateReply.MyBookings(List.of(), List.of()));
    }

    private PrivateReply.MyBookings mine(Handle transaction, Holder holder, Instant now) {
        Collection<Holder> same = SameHolder.of(transaction, holder);
        Map<RequestId, HeldBooking> all = new HashMap<>();
        for (Waiting waits : waiting.of(transaction, same)) {
            all.put(waits.request(), held(transaction, waits));
        }
        for (Clash clash : clashes.of(transaction, same, now)) {
            HeldBooking waits = all.get(clash.request());
            if (waits == null || waits.state() == HeldBooking.State.WAITING) {
                all.put(clash.request(), held(transaction, clash, waits == null ? 0 : waits.place()));
                clashes.told(transaction, clash.request(), now);
            }
        }
        for (Booking booking : Bookings.ofPasses(transaction, names(same), now)) {
            if (booking.state() == State.BOOKED || booking.state() == State.ASKED) {
                all.put(booking.request(), held(transaction, booking));
            }
        }
        return new PrivateReply.MyBookings(
                all.values().stream()
                        .sorted(Comparator.comparing(HeldBooking::at))
                        .limit(PrivateReply.MyBookings.MOST)
                        .toList(),
                Loans.of(transaction, same, now).stream()
                        .filter(loan -> isLabel(loan.label()))
                        .map(loan -> inHand(loan, now))
                        .limit(PrivateReply.MyBookings.MOST)
                        .toList());
    }

    private static List<String> names(Collection<Holder> holders) {
        List<String> names = new ArrayList<>();
        for (Holder holder : holders) {
            if (holder instanceof Holder.Resident(String pass)) {
                names.add(pass);
            }
        }
        return names;
    }

    /// Who asks knows the names, which are chance and were never told to anybody else.
    public PrivateReply became(PrivateRequest.WhatBecame question) {
        return database.read(handle -> new PrivateReply.BookingsBecame(question.requests().stream()
                .map(request -> new PrivateReply.Fate(request, became(handle, request)))
                .toList()));
    }

    private BookingOutcome became(Handle handle, BookingRequestId name) {
        RequestId request = Named.request(name);
        Optional<Clash> clash = clashes.byRequest(handle, request);
        Optional<Waiting> waits = waiting.byRequest(handle, request);
        if (waits.isPresent() && waits.get().state() == Waiting.State.TAKEN) {
            return waits.get()
                    .offer()
                    .flatMap(offer -> Bookings.find(handle, offer.booking()))
                    .map(booking -> became(handle, booking))
                    .orElseGet(BookingOutcome.Over::new);
        }
        if (clash.isPresent()) {
            Clash lost = clash.get();
            return new BookingOutcome.Sorry(
                    Named.bookable(lost.bookable()),
                    Named.span(lost.times()),
                    nearest(handle, lost.bookable(), lost.count(), 0, lost.times()),
                    waits.map(Waiting::place).orElse(0));
        }
        Optional<Booking> booking = Bookings.byRequest(handle, request);
        if (booking.isPresent()) {
            return became(handle, booking.get());
        }
        if (waits.isPresent()) {
            return waits.get().state().isOpen() ? waits(waits.get()) : new BookingOutcome.Over();
        }
        return Decisions.of(handle, request)
                .<BookingOutcome>map(decided -> switch (decided.what()) {
                    case REFUSED -> new BookingOutcome.Refused(decided.why());
                    case BOOKED, LOST, CANCELLED -> new BookingOutcome.Over();
                })
                .orElseGet(BookingOutcome.NotKnown::new);
    }

    private BookingOutcome became(Handle handle, Booking booking) {
        return switch (booking.state()) {
            case BOOKED, ASKED, HELD -> booking.isOver(clock.instant()) ? new BookingOutcome.Over() : stands(booking);
            case CANCELLED, RELEASED -> new BookingOutcome.Over();
            case REFUSED, LOST ->
                new BookingOutcome.Sorry(
                        Named.bookable(booking.bookable()),
                        Named.span(booking.times()),
                        nearest(handle, booking.bookable(), booking.count(), booking.people(), booking.times()),
                        0);
        };
    }

    private static BookingOutcome stands(Booking booking) {
        var bookable = Named.bookable(booking.bookable());
        var at = Named.span(booking.times());
        return booking.state() == State.BOOKED
                ? new BookingOutcome.Booked(code(booking.code()), bookable, booking.count(), at)
                : new BookingOutcome.Asked(code(booking.code()), bookable, booking.count(), at);
    }

    private static BookingOutcome waits(Waiting waits) {
        return new BookingOutcome.Waiting(
                code(waits.code()),
                Math.max(1, waits.place()),
                Named.bookable(waits.bookable()),
                waits.count(),
                Named.span(waits.times()));
    }

    private static BookingCode code(String digits) {
        return digits.isEmpty() ? NO_CODE : new BookingCode(digits);
    }

    private HeldBooking held(Handle handle, Booking booking) {
        return held(
                handle,
                booking.request(),
                booking.code(),
                booking.bookable(),
                booking.count(),
                booking.times(),
                booking.state() == State.BOOKED ? HeldBooking.State.BOOKED : HeldBooking.State.ASKED,
                0,
                null,
                List.of());
    }

    private HeldBooking held(Handle handle, Waiting waits) {
        boolean offered = waits.state() == Waiting.State.OFFERED;
        return held(
                handle,
                waits.request(),
                waits.code(),
                waits.bookable(),
                waits.count(),
                waits.times(),
                offered ? HeldBooking.State.OFFERED : HeldBooking.State.WAITING,
                waits.place(),
                offered ? waits.offer().map(Waiting.Offer::until).orElse(null) : null,
                List.of());
    }

    private HeldBooking held(Handle handle, Clash clash, int place) {
        return held(
                handle,
                clash.request(),
                clash.code(),
                clash.bookable(),
                clash.count(),
                clash.times(),
                HeldBooking.State.LOST,
                place,
                null,
                nearest(handle, clash.bookable(), clash.count(), 0, clash.times()));
    }

    private HeldBooking held(
            Handle handle,
            RequestId request,
            String code,
            BookableId id,
            int count,
            Times times,
            HeldBooking.State state,
            int place,
            Instant answerBy,
            List<FreeTime> nearest) {
        Optional<Bookable.Details> details =
                availability.catalogue(handle).find(id).map(Bookable::details);
        return new HeldBooking(
                Named.request(request),
                code.isEmpty() ? null : new BookingCode(code),
                Named.bookable(id),
                details.map(Bookable.Details::title).orElse(id.value()),
                details.map(Bookable.Details::place).orElse(""),
                count,
                Named.span(times),
                state,
                place,
                answerBy,
                nearest);
    }

    private static boolean isLabel(String text) {
        return UnitLabel.inCode("DSU:" + text).isPresent();
    }

    private static ToolInHand inHand(Loan loan, Instant now) {
        return new ToolInHand(
                new UnitLabel(loan.label()),
                loan.title(),
                loan.taken(),
                loan.due().orElse(null),
                loan.isLate(now));
    }

    private List<FreeTime> nearest(BookableId id, int count, int people, Times times) {
        return database.read(handle -> nearest(handle, id, count, people, times));
    }

    private List<FreeTime> nearest(Handle handle, BookableId id, int count, int people, Times times) {
        if (availability.catalogue(handle).find(id).isEmpty()) {
            return List.of();
        }
        return availability.nearest(handle, id, count, people, times, clock.instant()).stream()
                .map(free -> new FreeTime(Named.bookable(free.bookable()), Named.span(free.times())))
                .limit(BookingOutcome.MOST_NEAREST)
                .toList();
    }

    private boolean mayAsk(DeviceId device) {
        Instant now = clock.instant();
        Deque<Instant> times = asked.computeIfAbsent(device, _ -> new ArrayDeque<>());
        times.removeIf(at -> at.isBefore(now.minus(HOUR)) || at.isAfter(now));
        times.addLast(now);
        return times.size() <= MOST_WISHES_AN_HOUR;
    }

    private interface Asking<T> {
        T with(Handle transaction, Holder holder) throws SQLException;
    }

    /// Empty if the pass is none that this hub can know, or was stopped.
    private <T> Optional<T> withPass(Credential credential, Asking<T> asking) {
        try {
            return database.write(transaction -> {
                String name =
                        passes.of(Database.connection(transaction), credential).name();
                return LostPasses.isStopped(transaction, name)
                        ? Optional.<T>empty()
                        : Optional.of(asking.with(transaction, new Holder.Resident(name)));
            });
        } catch (UnknownCardException e) {
            return Optional.empty();
        }
    }
}
