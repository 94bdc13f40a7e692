package org.doorstep.kiosk.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.bookings.BookableId;
import org.doorstep.relay.contract.bookings.BookingCode;
import org.doorstep.relay.contract.bookings.BookingOutcome;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.FreeTime;
import org.doorstep.relay.contract.bookings.HeldBooking;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.bookings.ToolInHand;
import org.doorstep.relay.contract.bookings.ToolState;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.doorstep.relay.contract.bookings.WhyNot;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Books, asks, gives back and takes for whoever stands at the glass: of the hub while it answers,
/// else by a lease, else it saves. "Booked" is said of what the hub has committed, or of what a
/// lease that has not run out lets this kiosk give away; "Saved" of what is on the disk here. Safe
/// for all threads.
///
/// A wish goes by one name in the question and in the event, so that an answer that came too late
/// books nothing twice.
public final class BookingDesk implements Bookings, AutoCloseable {
    /// As long as somebody waits before a turning sign without a doubt. A hub on a slow card
    /// answers in a tenth of it.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /// As many as are read on one face beside the sentence.
    private static final int MOST_OTHERS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(BookingDesk.class);

    private final Database database;
    private final Outbox outbox;
    private final KeptBoard board;
    private final HeldLeases leases;
    private final PrivateTalk talk;
    private final BooleanSupplier hubAnswers;
    private final Runnable written;
    private final RandomGenerator random;
    private final Promises promises = new Promises();
    private final ExecutorService turns = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("bookings").daemon().factory());

    /// `written` is run once something is in the outbox.
    public BookingDesk(
            Database database,
            Outbox outbox,
            KeptBoard board,
            HeldLeases leases,
            PrivateTalk talk,
            BooleanSupplier hubAnswers,
            Runnable written,
            RandomGenerator random) {
        this.database = database;
        this.outbox = outbox;
        this.board = board;
        this.leases = leases;
        this.talk = talk;
        this.hubAnswers = hubAnswers;
        this.written = written;
        this.random = random;
    }

    @Override
    public Optional<Board> board() {
        return board.told().map(told -> BoardView.of(told, leases, !hubAnswers.getAsBoolean()));
    }

    @Override
    public CompletableFuture<Answer> book(Wish wish) {
        BookingRequestId request = new BookingRequestId(wish.request());
        Span at = new Span(wish.starts(), wish.ends());
        BookableId id = new BookableId(wish.bookable());
        Optional<Long> lease = claimed(id, at).flatMap(span -> leases.keep(request, id, wish.count(), span));
        HubEvent.BookingAsked asked = new HubEvent.BookingAsked(
                request,
                wish.who(),
                id,
                wish.count(),
                0,
                at,
                List.of(),
                wish.orWait(),
                BookingCode.by(random),
                lease.orElse(0L));
        if (!hubAnswers.getAsBoolean()) {
            return CompletableFuture.supplyAsync(() -> alone(wish, asked), turns);
        }
        return talk.ask(new PrivateRequest.Book(asked), PATIENCE)
                .handleAsync(
                        (reply, why) -> reply instanceof PrivateReply.BookingAnswer answer
                                ? told(wish, request, answer.outcome())
                                : alone(wish, asked),
                        turns);
    }

    /// With what is kept free before and after; empty of what is not on the board.
    private Optional<Span> claimed(BookableId id, Span at) {
        return board.told().flatMap(told -> told.of(id)).map(one -> at.with(one.beforeMinutes(), one.afterMinutes()));
    }

    private Answer told(Wish wish, BookingRequestId request, BookingOutcome outcome) {
        // Only a no of the rules leaves it to be given away; if it is taken, the lease is not what was thought here.
        leases.answered(request, !(outcome instanceof BookingOutcome.Refused));
        return answer(wish.what(), outcome);
    }

    /// The hub did not answer: by the lease if it has not run out, else saved. The disk has it
    /// before anybody is told.
    private Answer alone(Wish wish, HubEvent.BookingAsked asked) {
        boolean leased = asked.lease() != 0 && leases.mayGive(asked.request());
        HubEvent.BookingAsked event = leased ? asked : withoutLease(asked);
        try {
            Envelope row = database.write(transaction -> outbox.append(transaction, Lane.BOOKING, event));
            written.run();
            // The disk may have been slow: past its time a lease gives nothing away, and the hub decides as it likes.
            boolean stands = leased && leases.mayGive(asked.request());
            leases.given(asked.request(), row.sequence());
            promises.add(new Promises.Promise(
                    asked.request(), wish.who(), wish.what(), asked.code(), stands, Optional.empty()));
            return stands
                    ? new Answer.Booked(wish.what(), asked.code().value())
                    : new Answer.Saved(wish.what(), asked.code().value(), others(wish));
        } catch (StoreException e) {
            LOG.error("A wish to book cannot be saved ({}).", e.kind());
            leases.answered(asked.request(), false);
            return new Answer.CannotSave();
        }
    }

    private static HubEvent.BookingAsked withoutLease(HubEvent.BookingAsked asked) {
        return new HubEvent.BookingAsked(
                asked.request(),
                asked.credential(),
                asked.bookable(),
                asked.count(),
                asked.people(),
                asked.at(),
                asked.orElse(),
                asked.orWait(),
                asked.code(),
                0);
    }

    /// What else is free at that time, as far as is known here.
    private List<Answer.Free> others(Wish wish) {
        Optional<Board> shown = board();
        Optional<Board.Bookable> wanted = shown.flatMap(one -> one.find(wish.bookable()));
        if (wanted.isEmpty()) {
            return List.of();
        }
        return shown.get().free(wanted.get().kind(), wish.starts()).stream()
                .filter(offer -> !offer.what().id().equals(wish.bookable()))
                .filter(offer -> !offer.latest().isBefore(wish.ends()) && offer.left() >= wish.count())
                .map(offer -> new Answer.Free(offer.what().id(), wish.starts(), wish.ends()))
                .limit(MOST_OTHERS)
                .toList();
    }

    @Override
    public CompletableFuture<Mine> mine(Credential who) {
        return asked(who).handleAsync((told, why) -> told == null ? savedHere(who) : mine(who, told), turns);
    }

    private CompletableFuture<PrivateReply.MyBookings> asked(Credential who) {
        if (!hubAnswers.getAsBoolean()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The hub is away."));
        }
        return talk.ask(new PrivateRequest.MyBookings(who), PATIENCE)
                .thenApply(reply -> reply instanceof PrivateReply.MyBookings told ? told : null);
    }

    private Mine mine(Credential who, PrivateReply.MyBookings told) {
        List<Mine.Own> all = new ArrayList<>();
        Set<BookingRequestId> known = new HashSet<>();
        for (HeldBooking one : told.bookings()) {
            known.add(one.request());
            all.add(own(one));
        }
        told.tools().forEach(tool -> all.add(own(tool)));
        promises.of(who).stream()
                .filter(one -> one.waits() && !known.contains(one.request()))
                .forEach(one -> all.add(own(one)));
        all.sort(Comparator.comparing(Mine.Own::starts));
        return new Mine(all, true);
    }

    private Mine savedHere(Credential who) {
        return new Mine(promises.of(who).stream().map(this::own).toList(), false);
    }

    private Mine.Own own(HeldBooking one) {
        return new Mine.Own(
                one.code() == null ? "" : one.code().value(),
                one.bookable().value(),
                one.title(),
                one.count(),
                one.at().starts(),
                one.at().ends(),
                switch (one.state()) {
                    case BOOKED -> Mine.How.BOOKED;
                    case ASKED -> Mine.How.ASKED;
                    case WAITING -> Mine.How.WAITS;
                    case OFFERED -> Mine.How.OFFERED;
                    case LOST -> Mine.How.LOST;
                },
                one.answerBy() == null ? one.at().starts() : one.answerBy());
    }

    private static Mine.Own own(ToolInHand tool) {
        Instant due = tool.due() == null ? tool.taken() : tool.due();
        return new Mine.Own("", "", tool.title(), 1, tool.taken(), due, Mine.How.TAKEN, due);
    }

    private Mine.Own own(Promises.Promise one) {
        Mine.How how = one.became()
                .map(outcome -> switch (outcome) {
                    case BookingOutcome.Booked _ -> Mine.How.BOOKED;
                    case BookingOutcome.Asked _ -> Mine.How.ASKED;
                    case BookingOutcome.Waiting _ -> Mine.How.WAITS;
                    case BookingOutcome.NotFree _,
                            BookingOutcome.Refused _,
                            BookingOutcome.Sorry _,
                            BookingOutcome.Over _ -> Mine.How.LOST;
                    case BookingOutcome.NotKnown _ -> Mine.How.SAVED;
                })
                .orElse(one.leased() ? Mine.How.BOOKED : Mine.How.SAVED);
        return new Mine.Own(
                one.code().value(),
                one.what().bookable(),
                title(one.what().bookable()),
                one.what().count(),
                one.what().starts(),
                one.what().ends(),
                how,
                one.what().starts());
    }

    private String title(String bookable) {
        return board.told()
                .flatMap(told -> told.of(new BookableId(bookable)))
                .map(org.doorstep.relay.contract.bookings.Board.Bookable::title)
                .orElse(bookable);
    }

    /// What is theirs is theirs to give back, whether or not the hub can be asked: an event, that
    /// nobody refuses.
    @Override
    public CompletableFuture<Answer> cancel(Credential who, String code) {
        return found(who, code)
                .thenApplyAsync(
                        one -> one.<Answer>map(found -> cancelled(who, found)).orElseGet(Answer.HubAway::new), turns);
    }

    private record Found(BookingRequestId request, Answer.What what) {}

    private CompletableFuture<Optional<Found>> found(Credential who, String code) {
        Optional<Found> here = promises.of(who).stream()
                .filter(one -> one.code().value().equals(code))
                .map(one -> new Found(one.request(), one.what()))
                .findFirst();
        return here.isPresent()
                ? CompletableFuture.completedFuture(here)
                : asked(who).handle((told, why) -> told == null ? Optional.empty() : found(told, code));
    }

    private static Optional<Found> found(PrivateReply.MyBookings told, String code) {
        return told.bookings().stream()
                .filter(one -> one.code() != null && one.code().value().equals(code))
                .map(one -> new Found(
                        one.request(),
                        new Answer.What(
                                one.bookable().value(),
                                one.count(),
                                one.at().starts(),
                                one.at().ends())))
                .findFirst();
    }

    private Answer cancelled(Credential who, Found found) {
        if (!append(new HubEvent.BookingCancelled(found.request, who))) {
            return new Answer.CannotSave();
        }
        promises.remove(found.request);
        return new Answer.Cancelled(found.what);
    }

    @Override
    public CompletableFuture<Answer> answer(Credential who, String code, boolean yes) {
        return found(who, code).thenCompose(one -> one.map(found -> answered(who, found, yes))
                .orElseGet(() -> CompletableFuture.completedFuture(new Answer.HubAway())));
    }

    private CompletableFuture<Answer> answered(Credential who, Found found, boolean yes) {
        if (!hubAnswers.getAsBoolean()) {
            return CompletableFuture.completedFuture(new Answer.HubAway());
        }
        return talk.ask(new PrivateRequest.AnswerOffer(who, found.request, yes), PATIENCE)
                .handleAsync(
                        (reply, why) -> reply instanceof PrivateReply.BookingAnswer answer
                                ? answer(found.what, answer.outcome())
                                : new Answer.HubAway(),
                        turns);
    }

    private static Answer answer(Answer.What what, BookingOutcome outcome) {
        return switch (outcome) {
            case BookingOutcome.Booked booked ->
                new Answer.Booked(
                        what(booked.bookable(), booked.count(), booked.at()),
                        booked.code().value());
            case BookingOutcome.Asked asked ->
                new Answer.Asked(
                        what(asked.bookable(), asked.count(), asked.at()),
                        asked.code().value());
            case BookingOutcome.NotFree taken -> new Answer.NotFree(what, free(taken.nearest()), taken.canWait());
            case BookingOutcome.Waiting waits -> new Answer.Waits(what, waits.place());
            case BookingOutcome.Refused refused -> new Answer.Refused(why(refused.why()));
            case BookingOutcome.Sorry sorry -> new Answer.NotFree(what, free(sorry.nearest()), false);
            case BookingOutcome.Over _ -> new Answer.Cancelled(what);
            case BookingOutcome.NotKnown _ -> new Answer.Refused(Answer.Why.OVER);
        };
    }

    private static Answer.What what(BookableId bookable, int count, Span at) {
        return new Answer.What(bookable.value(), count, at.starts(), at.ends());
    }

    private static List<Answer.Free> free(List<FreeTime> nearest) {
        return nearest.stream()
                .map(one -> new Answer.Free(
                        one.bookable().value(), one.at().starts(), one.at().ends()))
                .toList();
    }

    private static Answer.Why why(WhyNot why) {
        return switch (why) {
            case CLOSED -> Answer.Why.CLOSED;
            case TOO_SHORT -> Answer.Why.TOO_SHORT;
            case TOO_LONG -> Answer.Why.TOO_LONG;
            case TOO_FAR_AHEAD -> Answer.Why.TOO_FAR_AHEAD;
            case OVER -> Answer.Why.OVER;
            case NOT_FOR_YOU -> Answer.Why.NOT_FOR_YOU;
            case TOO_MANY_OPEN -> Answer.Why.TOO_MANY_OPEN;
            case TOO_MUCH_THIS_WEEK -> Answer.Why.TOO_MUCH_THIS_WEEK;
            case FAIR_SHARE -> Answer.Why.FAIR_SHARE;
            case CHILD_SAFETY -> Answer.Why.CHILD_SAFETY;
            case UNSAFE -> Answer.Why.UNSAFE;
            case NEEDS_INDUCTION -> Answer.Why.NEEDS_INDUCTION;
            case TOO_MANY_PEOPLE -> Answer.Why.TOO_MANY_PEOPLE;
            case NO_PASS, OTHER -> Answer.Why.ANOTHER;
        };
    }

    @Override
    public CompletableFuture<Optional<PhoneLink>> phone(Credential who) {
        if (!hubAnswers.getAsBoolean()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return talk.ask(new PrivateRequest.PhonePage(who), PATIENCE)
                .handle((reply, why) -> reply instanceof PrivateReply.PhonePage page
                        ? Optional.of(new PhoneLink(page.address(), page.until()))
                        : Optional.empty());
    }

    @Override
    public Optional<Tool> tool(String text) {
        return UnitLabel.inCode(text).map(label -> board.told().stream()
                .flatMap(told -> told.bookables().stream())
                .filter(one -> one.labels().contains(label))
                .findFirst()
                .map(one -> new Tool(label.value(), one.title(), one.where()))
                .orElseGet(() -> new Tool(label.value(), "", "")));
    }

    @Override
    public Answer take(Credential who, Tool tool) {
        HubEvent.ToolTaken taken =
                new HubEvent.ToolTaken(BookingRequestId.by(random), who, new UnitLabel(tool.label()));
        return append(taken) ? new Answer.Taken(tool, Optional.empty()) : new Answer.CannotSave();
    }

    @Override
    public Answer bring(Tool tool, State state) {
        ToolState found =
                switch (state) {
                    case FINE -> ToolState.FINE;
                    case CARE -> ToolState.NEEDS_CARE;
                    case BROKEN -> ToolState.BROKEN;
                };
        return append(new HubEvent.ToolBrought(new UnitLabel(tool.label()), found, null))
                ? new Answer.Brought(tool, state)
                : new Answer.CannotSave();
    }

    private boolean append(HubEvent event) {
        try {
            database.write(transaction -> outbox.append(transaction, Lane.BOOKING, event));
            written.run();
            return true;
        } catch (StoreException e) {
            LOG.error("What somebody said of a booking cannot be saved ({}).", e.kind());
            return false;
        }
    }

    /// Asks what became of what was promised here; for the line to the hub, now and then.
    public void ask() {
        List<BookingRequestId> open = promises.open();
        if (open.isEmpty() || !hubAnswers.getAsBoolean()) {
            return;
        }
        List<BookingRequestId> some = open.subList(0, Math.min(open.size(), PrivateRequest.WhatBecame.MOST));
        talk.ask(new PrivateRequest.WhatBecame(some), PATIENCE).thenAcceptAsync(this::heard, turns);
    }

    private void heard(PrivateReply reply) {
        if (reply instanceof PrivateReply.BookingsBecame became) {
            for (PrivateReply.Fate fate : became.answers()) {
                if (!(fate.outcome() instanceof BookingOutcome.NotKnown)) {
                    promises.became(fate.request(), fate.outcome());
                }
            }
        }
    }

    @Override
    public void close() {
        turns.shutdown();
    }
}
