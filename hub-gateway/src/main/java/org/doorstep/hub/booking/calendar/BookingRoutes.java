package org.doorstep.hub.booking.calendar;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Free;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.MinuteWords;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.Unit;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// One booking, moved, made longer or shorter, and ended. The claims decide, and say why not.
public final class BookingRoutes {
    private static final String ONE = CalendarRoutes.PATH + "/{booking}";

    private static final int MOST_REASON = 200;

    /// What is written to the audit.
    enum Change {
        BOOKING_MADE,
        BOOKING_MOVED,
        BOOKING_CANCELLED,
        BOOKINGS_IMPORTED
    }

    private final Database database;
    private final ClaimBook claims;
    private final Availability availability;
    private final Freed freed;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// What is told, in the same transaction, when something may have become free: who waits for it
    /// is asked.
    public interface Freed {
        void freed(Handle handle, Instant now) throws SQLException;
    }

    /// `changed` is run after a change: kiosks are told.
    public BookingRoutes(
            Database database,
            ClaimBook claims,
            Availability availability,
            Freed freed,
            ZoneId zone,
            InstantSource clock,
            Audit audit,
            Runnable changed) {
        this.database = database;
        this.claims = claims;
        this.availability = availability;
        this.freed = freed;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access.Roles see = routes.reading("hub.pass.symbol");
        Access change = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        routes.get(see, ONE, exchange -> found(exchange)
                .ifPresentOrElse(booking -> show(exchange, 200, booking, Optional.empty()), exchange::notHere));
        routes.post(change, ONE + "/move", this::move);
        routes.post(change, ONE + "/cancel", this::cancel);
    }

    private Optional<Booking> found(Exchange exchange) {
        long id = CalendarRoutes.number(exchange.path("booking"));
        return database.read(handle -> Bookings.find(handle, new BookingId(id)));
    }

    private void move(Exchange exchange) {
        Optional<Booking> found = found(exchange);
        if (found.isEmpty()) {
            exchange.notHere();
            return;
        }
        Booking booking = found.get();
        Duration length =
                Duration.between(booking.times().starts(), booking.times().ends());
        Optional<Times> to = When.read(exchange::field, Optional.of(length), zone);
        BookableId where = where(exchange, booking);
        if (to.isEmpty()) {
            show(
                    exchange,
                    422,
                    booking,
                    Optional.of(new BookingPage.Refused(
                            exchange.words().say("bookings.mistake.when"), List.of(), false, asked(exchange))));
            return;
        }
        boolean manager = exchange.visitor().role() == Role.MANAGER;
        String aside = manager ? exchange.field("aside") : "";
        if (aside.length() > MOST_REASON) {
            aside = aside.substring(0, MOST_REASON);
        }
        String reason = aside;
        Instant now = clock.instant();
        Claimed claimed = database.write(handle -> {
            Claimed answer = claims.move(handle, booking.id(), where, to.get(), reason, now);
            freed.freed(handle, now);
            return answer;
        });
        switch (claimed) {
            case Claimed.Booked(Booking moved) -> moved(exchange, moved);
            case Claimed.Asked(Booking moved) -> moved(exchange, moved);
            case Claimed.Held(Booking moved) -> moved(exchange, moved);
            case Claimed.Same(Booking moved) -> moved(exchange, moved);
            case Claimed.NotFree() ->
                show(exchange, 422, booking, Optional.of(notFree(exchange, booking, where, to.get())));
            case Claimed.Refused(Why why) ->
                show(
                        exchange,
                        422,
                        booking,
                        Optional.of(new BookingPage.Refused(
                                exchange.words().of("booking.why", why),
                                List.of(),
                                manager && houses(why),
                                asked(exchange))));
        }
    }

    /// Whether it is the house that says no, and not the thing itself: then a manager may say yes,
    /// with a reason.
    static boolean houses(Why why) {
        return switch (why) {
            case CLOSED,
                    TOO_SHORT,
                    TOO_LONG,
                    TOO_FAR_AHEAD,
                    NOT_FOR_YOU,
                    TOO_MANY_OPEN,
                    TOO_MUCH_THIS_WEEK,
                    FAIR_SHARE,
                    CHILD_SAFETY,
                    NEEDS_INDUCTION,
                    TOO_MANY_PEOPLE -> true;
            case NOT_OFFERED, NOT_SO_MANY, OVER, UNSAFE -> false;
        };
    }

    private void moved(Exchange exchange, Booking booking) {
        changed.run();
        audit.add(exchange.visitor().name(), Change.BOOKING_MOVED, said(booking));
        back(exchange, booking);
    }

    private void cancel(Exchange exchange) {
        Optional<Booking> found = found(exchange);
        String reason = exchange.field("reason");
        if (found.isEmpty()) {
            exchange.notHere();
        } else if (reason.isEmpty() || reason.length() > MOST_REASON) {
            show(
                    exchange,
                    422,
                    found.get(),
                    Optional.of(new BookingPage.Refused(
                            exchange.words().say("bookings.mistake.reason", MOST_REASON),
                            List.of(),
                            false,
                            form(found.get(), List.of()))));
        } else {
            Instant now = clock.instant();
            Booking booking = found.get();
            Ending ending = booking.times().starts().isAfter(now) ? Ending.CANCELLED : Ending.RELEASED;
            database.write(handle -> {
                Booking was = claims.let(handle, booking.id(), ending, reason, now);
                freed.freed(handle, now);
                return was;
            });
            changed.run();
            audit.add(exchange.visitor().name(), Change.BOOKING_CANCELLED, said(booking));
            back(exchange, booking);
        }
    }

    /// To the view that it was done in, or to the booking's week.
    private void back(Exchange exchange, Booking booking) {
        String day = When.day(booking.times(), zone);
        String kind = exchange.field("kind").equals("tool") ? "tool" : "place";
        exchange.goTo(
                switch (exchange.field("view")) {
                    case "week" -> CalendarRoutes.PATH + "?week=" + day + "&kind=" + kind + "&moved=" + booking.id();
                    case "day" -> CalendarRoutes.PATH + "/day?day=" + day + "&kind=" + kind + "&moved=" + booking.id();
                    default -> CalendarRoutes.PATH + "/" + booking.id();
                });
    }

    /// What was booked, and never by whom.
    private String said(Booking booking) {
        return booking.bookable() + " " + When.day(booking.times(), zone) + " " + When.starts(booking.times(), zone);
    }

    private BookableId where(Exchange exchange, Booking booking) {
        Catalogue catalogue = database.read(availability::catalogue);
        return catalogue.offered().stream()
                .map(Bookable::id)
                .filter(id -> id.value().equals(exchange.field("where")))
                .findFirst()
                .orElse(booking.bookable());
    }

    private BookingPage.Refused notFree(Exchange exchange, Booking booking, BookableId where, Times to) {
        Words words = exchange.words();
        Instant now = clock.instant();
        return database.read(handle -> {
            CalendarWords said = new CalendarWords(words, availability.catalogue(handle), now);
            List<Free> nearest = availability.nearest(handle, where, booking.count(), booking.people(), to, now);
            return new BookingPage.Refused(
                    words.say("bookings.not-free"), Alternatives.of(nearest, said, zone), false, asked(exchange));
        });
    }

    private static BookingPage.Move asked(Exchange exchange) {
        return new BookingPage.Move(
                exchange.field("day"),
                exchange.field("starts"),
                exchange.field("until"),
                exchange.field("ends"),
                List.of(new BookingPage.Choice(exchange.field("where"), "", true)));
    }

    private BookingPage.Move form(Booking booking, List<BookingPage.Choice> places) {
        Times times = booking.times();
        return new BookingPage.Move(
                When.day(times, zone),
                When.starts(times, zone),
                When.until(times, zone),
                When.ends(times, zone),
                places);
    }

    private void show(Exchange exchange, int status, Booking booking, Optional<BookingPage.Refused> refused) {
        exchange.page(
                status, "booking/calendar/booking", database.read(handle -> page(handle, exchange, booking, refused)));
    }

    private BookingPage page(Handle handle, Exchange exchange, Booking booking, Optional<BookingPage.Refused> refused) {
        Words words = exchange.words();
        Instant now = clock.instant();
        Catalogue catalogue = availability.catalogue(handle);
        CalendarWords said = new CalendarWords(words, catalogue, now);
        Bookable bookable = catalogue.get(booking.bookable());
        boolean mayChange = !booking.isOver(now);
        List<BookingPage.Choice> places = catalogue.offered().stream()
                .filter(other -> other.kind() == bookable.kind() && other.isPool() == bookable.isPool())
                .map(other -> new BookingPage.Choice(
                        other.id().value(), other.title(), other.id().equals(booking.bookable())))
                .toList();
        return new BookingPage(
                exchange.frame(CalendarRoutes.PATH),
                booking.id().value(),
                said.what(booking),
                said.when(booking.times()),
                whose(handle, booking, said),
                booking.title(),
                booking.code(),
                booking.state().name().toLowerCase(java.util.Locale.ROOT),
                said.state(booking),
                booking.reason(),
                facts(handle, booking, said),
                mayChange,
                repeat(booking, bookable),
                form(booking, places),
                mayChange ? steps(booking, bookable, words) : List.of(),
                refused,
                When.day(booking.times(), zone));
    }

    /// Where the same is booked again and again, with what is known filled in; empty text for what
    /// nobody repeats.
    private String repeat(Booking booking, Bookable bookable) {
        boolean can = booking.holder() instanceof Holder.Party
                && booking.series() == 0
                && bookable.kind() == Bookable.Kind.PLACE;
        return can
                ? "/series/new?bookable=" + booking.bookable() + "&party=" + ((Holder.Party) booking.holder()).id()
                        + "&first=" + When.day(booking.times(), zone) + "&starts="
                        + When.starts(booking.times(), zone) + "&ends=" + When.ends(booking.times(), zone)
                : "";
    }

    /// A resident by the five letters that stand for their pass.
    private static String whose(Handle handle, Booking booking, CalendarWords said) {
        return switch (booking.holder()) {
            case Holder.Resident(String pass) ->
                handle.createQuery("SELECT symbol FROM pass WHERE name = :pass")
                        .bind("pass", pass)
                        .mapTo(String.class)
                        .findOne()
                        .map(symbol -> said.words().say("bookings.resident.symbol", symbol))
                        .orElseGet(() -> said.holder(booking.holder()));
            case Holder.Party group -> said.holder(group);
            case Holder.Nobody nobody -> said.holder(nobody);
        };
    }

    private static List<BookingPage.Fact> facts(Handle handle, Booking booking, CalendarWords said) {
        Words words = said.words();
        List<BookingPage.Fact> facts = new ArrayList<>();
        facts.add(new BookingPage.Fact(words.say("bookings.fact.came"), words.of("bookings.origin", booking.origin())));
        facts.add(new BookingPage.Fact(words.say("bookings.fact.made"), words.when(booking.madeAt(), said.now())));
        if (booking.people() > 0) {
            facts.add(new BookingPage.Fact(words.say("bookings.fact.people"), Integer.toString(booking.people())));
        }
        booking.heldUntil()
                .ifPresent(until -> facts.add(
                        new BookingPage.Fact(words.say("bookings.fact.held"), words.when(until, said.now()))));
        String units = Bookings.unitsOf(handle, booking.id()).stream()
                .flatMap(unit -> said.catalogue().unit(unit).stream())
                .map(Unit::name)
                .collect(Collectors.joining(", "));
        if (!units.isEmpty()) {
            facts.add(new BookingPage.Fact(words.say("bookings.fact.units"), units));
        }
        if (booking.state() == State.BOOKED && booking.times().ends().isBefore(said.now())) {
            facts.add(new BookingPage.Fact(
                    words.say("bookings.fact.used"),
                    words.say(booking.used() ? "bookings.fact.used.yes" : "bookings.fact.used.no")));
        }
        return facts;
    }

    /// What is pressed most, so that nobody need type a time: by the thing's own step.
    private List<BookingPage.Step> steps(Booking booking, Bookable bookable, Words words) {
        int step = bookable.limits().step();
        String length = MinuteWords.say(words, step);
        Times times = booking.times();
        List<BookingPage.Step> steps = new ArrayList<>();
        boolean begun = !times.starts().isAfter(clock.instant());
        if (!begun) {
            steps.add(step(
                    Times.ofMinutes(times.startsMinute() - step, times.endsMinute() - step),
                    words.say("bookings.step.earlier", length)));
            steps.add(step(
                    Times.ofMinutes(times.startsMinute() + step, times.endsMinute() + step),
                    words.say("bookings.step.later", length)));
        }
        if (times.minutes() > step) {
            steps.add(step(
                    Times.ofMinutes(times.startsMinute(), times.endsMinute() - step),
                    words.say("bookings.step.shorter", length)));
        }
        steps.add(step(
                Times.ofMinutes(times.startsMinute(), times.endsMinute() + step),
                words.say("bookings.step.longer", length)));
        return steps;
    }

    private BookingPage.Step step(Times times, String words) {
        return new BookingPage.Step(
                When.day(times, zone),
                When.starts(times, zone),
                When.until(times, zone),
                When.ends(times, zone),
                words);
    }
}
