package org.doorstep.hub.booking.waiting;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Free;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What of rooms and tools waits for a person: a yes, a clash, an empty room, and who waits for what.
public final class WaitingRoutes {
    private static final String PATH = "/waiting";

    /// A sentence or two, which whoever asked reads.
    private static final int MOST_WORDS = 200;

    private final Database database;
    private final ClaimBook claims;
    private final Availability availability;
    private final WaitingList waiting;
    private final Clashes clashes;
    private final Approvals approvals;
    private final NoShows noShows;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// What is written to the audit; the detail is the booking's number here. Kept names: add,
    /// never rename.
    enum Change {
        BOOKING_APPROVED,
        BOOKING_REFUSED,
        CLASH_SEEN_TO,
        CLASH_GIVEN_ANOTHER_TIME,
        TAKEN_OFF_THE_LIST,
        NOBODY_CAME,
        THEY_ARE_HERE,
        NO_SHOWS_FORGIVEN
    }

    /// `changed` is run after each commit.
    public WaitingRoutes(
            Database database,
            ClaimBook claims,
            Availability availability,
            WaitingList waiting,
            Clashes clashes,
            Approvals approvals,
            NoShows noShows,
            RandomGenerator random,
            InstantSource clock,
            Audit audit,
            Runnable changed) {
        this.database = database;
        this.claims = claims;
        this.availability = availability;
        this.waiting = waiting;
        this.clashes = clashes;
        this.approvals = approvals;
        this.noShows = noShows;
        this.random = random;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access.Roles manager = Access.to(Role.MANAGER);
        Access.Roles desk = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        routes.page(
                routes.reading("hub.pass.symbol", "hub.waiting.pass", "hub.clash.pass", "hub.no_show.pass"),
                Section.ROOMS_AND_TOOLS,
                PATH,
                "nav.waiting",
                exchange -> show(exchange, ""));
        routes.post(manager, PATH + "/approve", this::approve);
        routes.post(manager, PATH + "/refuse", this::refuse);
        routes.post(manager, PATH + "/instead", this::instead);
        routes.post(manager, PATH + "/seen-to", this::seenTo);
        routes.post(
                manager,
                PATH + "/take-off",
                exchange -> byNumber(
                        exchange,
                        (handle, id) -> waiting.takeOff(handle, id, clock.instant()),
                        Change.TAKEN_OFF_THE_LIST));
        routes.post(
                manager,
                PATH + "/forgive",
                exchange -> byNumber(
                        exchange,
                        (handle, id) -> noShows.forgive(handle, new BookingId(id), by(exchange), clock.instant()) > 0,
                        Change.NO_SHOWS_FORGIVEN));
        routes.post(
                desk,
                PATH + "/here",
                exchange -> byNumber(
                        exchange,
                        (handle, id) -> noShows.theyAreHere(handle, new BookingId(id), clock.instant()),
                        Change.THEY_ARE_HERE));
        routes.post(
                desk,
                PATH + "/nobody",
                exchange -> byNumber(exchange, (handle, id) -> nobodyCame(exchange, handle, id), Change.NOBODY_CAME));
    }

    private boolean nobodyCame(Exchange exchange, Handle handle, long id) throws SQLException {
        boolean let = noShows.nobodyCame(handle, new BookingId(id), by(exchange), clock.instant());
        waiting.offer(handle, clock.instant());
        return let;
    }

    private void approve(Exchange exchange) {
        Optional<Long> id = number(exchange.field("id"));
        if (id.isEmpty()) {
            exchange.notHere();
            return;
        }
        Optional<Claimed> claimed =
                database.write(handle -> approvals.approve(handle, new BookingId(id.get()), clock.instant()));
        if (claimed.isEmpty()) {
            exchange.notHere();
            return;
        }
        Words words = exchange.words();
        switch (claimed.get()) {
            case Claimed.Booked _, Claimed.Same _, Claimed.Asked _, Claimed.Held _ ->
                done(exchange, Change.BOOKING_APPROVED, id.get());
            case Claimed.NotFree _ -> show(exchange, words.say("waiting.mistake.not-free"));
            case Claimed.Refused(var why) -> show(exchange, words.of("booking.why", why));
        }
    }

    private void refuse(Exchange exchange) {
        String reason = exchange.field("reason");
        if (reason.isEmpty() || reason.length() > MOST_WORDS) {
            show(exchange, exchange.words().say("waiting.mistake.reason", MOST_WORDS));
            return;
        }
        byNumber(
                exchange,
                (handle, id) -> approvals.refuse(handle, new BookingId(id), reason, clock.instant()),
                Change.BOOKING_REFUSED);
    }

    private void instead(Exchange exchange) {
        Optional<Long> id = number(exchange.field("id"));
        Optional<Long> starts = number(exchange.field("starts"));
        Optional<Long> ends = number(exchange.field("ends"));
        if (id.isEmpty() || starts.isEmpty() || ends.isEmpty() || starts.get() >= ends.get()) {
            exchange.notHere();
            return;
        }
        RequestId request = new RequestId(new UUID(random.nextLong(), random.nextLong()));
        Instant now = clock.instant();
        Times times = Times.ofMinutes(starts.get(), ends.get());
        Optional<Claimed> claimed = database.write(handle -> {
            Optional<Clash> clash = clashes.open(handle, id.get());
            return clash.isEmpty() ? Optional.empty() : Optional.of(give(handle, clash.get(), request, times, now));
        });
        Words words = exchange.words();
        if (claimed.isEmpty()) {
            exchange.notHere();
            return;
        }
        switch (claimed.get()) {
            case Claimed.Booked _, Claimed.Asked _, Claimed.Same _, Claimed.Held _ ->
                done(exchange, Change.CLASH_GIVEN_ANOTHER_TIME, id.get());
            case Claimed.NotFree _ -> show(exchange, words.say("waiting.mistake.not-free"));
            case Claimed.Refused(var why) -> show(exchange, words.of("booking.why", why));
        }
    }

    private Claimed give(Handle handle, Clash clash, RequestId request, Times times, Instant now) throws SQLException {
        Wanted wanted = Wanted.of(request, clash.bookable(), clash.count(), times, clash.holder(), Origin.STAFF)
                .withCode(clash.code());
        Claimed claimed = claims.book(handle, wanted, now);
        if (claimed instanceof Claimed.Booked(Booking booking)) {
            clashes.instead(handle, clash, booking.id(), now);
        } else if (claimed instanceof Claimed.Asked(Booking booking)) {
            clashes.instead(handle, clash, booking.id(), now);
        }
        return claimed;
    }

    private void seenTo(Exchange exchange) {
        String note = exchange.field("reason");
        if (note.isEmpty() || note.length() > MOST_WORDS) {
            show(exchange, exchange.words().say("waiting.mistake.reason", MOST_WORDS));
            return;
        }
        byNumber(
                exchange,
                (handle, id) -> clashes.seenTo(handle, id, by(exchange), note, clock.instant()),
                Change.CLASH_SEEN_TO);
    }

    private interface Doing {
        boolean with(Handle transaction, long id) throws SQLException;
    }

    private void byNumber(Exchange exchange, Doing doing, Change change) {
        Optional<Long> id = number(exchange.field("id"));
        if (id.isEmpty() || !database.write(handle -> doing.with(handle, id.get()))) {
            exchange.notHere();
            return;
        }
        done(exchange, change, id.get());
    }

    private void done(Exchange exchange, Change change, long id) {
        changed.run();
        audit.add(by(exchange), change, Long.toString(id));
        exchange.goTo(PATH);
    }

    private static String by(Exchange exchange) {
        return exchange.visitor().name();
    }

    private static Optional<Long> number(String text) {
        return text.matches("-?\\d{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private void show(Exchange exchange, String mistake) {
        Instant now = clock.instant();
        WaitingPage page = database.read(handle -> {
            Lines lines = new Lines(handle, Catalogue.read(handle), exchange.words());
            return new WaitingPage(
                    exchange.frame(PATH),
                    mistake,
                    asked(lines, now),
                    clashes(lines, now),
                    awaited(lines, now),
                    noShows(lines, now),
                    waiting(lines, now));
        });
        exchange.page(mistake.isEmpty() ? 200 : 422, "booking/waiting/waiting", page);
    }

    private List<WaitingPage.Item> asked(Lines lines, Instant now) {
        Words words = lines.words();
        return Bookings.asked(lines.handle(), now).stream()
                .map(one -> {
                    List<String> about = new ArrayList<>();
                    about.add(lines.when(one.times()));
                    if (!one.title().isEmpty()) {
                        about.add(one.title());
                    }
                    if (one.people() > 0) {
                        about.add(words.say("waiting.people", one.people()));
                    }
                    about.add(words.say("waiting.asked", words.when(one.madeAt(), now)));
                    return new WaitingPage.Item(
                            one.id().toString(),
                            lines.who(one.holder()),
                            lines.what(one.bookable(), one.count()),
                            about);
                })
                .toList();
    }

    private List<WaitingPage.Lost> clashes(Lines lines, Instant now) {
        Words words = lines.words();
        return clashes.open(lines.handle()).stream()
                .map(clash -> {
                    List<String> about = new ArrayList<>();
                    about.add(lines.when(clash.times()));
                    about.add(words.of("waiting.clash", clash.why()));
                    about.add(clash.told()
                            .map(told -> words.say("waiting.told", words.when(told, now)))
                            .orElseGet(() -> words.say("waiting.told.not")));
                    WaitingPage.Item item = new WaitingPage.Item(
                            Long.toString(clash.id()),
                            lines.who(clash.holder()),
                            lines.what(clash.bookable(), clash.count()),
                            about);
                    return new WaitingPage.Lost(item, instead(lines, clash, now));
                })
                .toList();
    }

    private List<WaitingPage.Instead> instead(Lines lines, Clash clash, Instant now) {
        return availability.nearest(lines.handle(), clash.bookable(), clash.count(), 0, clash.times(), now).stream()
                .filter(free -> free.bookable().equals(clash.bookable()))
                .map(Free::times)
                .map(times -> new WaitingPage.Instead(
                        Long.toString(times.startsMinute()), Long.toString(times.endsMinute()), lines.when(times)))
                .toList();
    }

    private List<WaitingPage.Item> awaited(Lines lines, Instant now) {
        return noShows.awaited(lines.handle(), now).stream()
                .map(one -> new WaitingPage.Item(
                        one.booking().toString(),
                        lines.who(one.holder()),
                        lines.what(one.bookable(), 1),
                        one.title().isEmpty()
                                ? List.of(lines.when(one.times()))
                                : List.of(lines.when(one.times()), one.title())))
                .toList();
    }

    private List<WaitingPage.Item> noShows(Lines lines, Instant now) {
        Words words = lines.words();
        return NoShows.counted(lines.handle(), now).stream()
                .map(one -> new WaitingPage.Item(
                        one.booking().toString(),
                        lines.who(one.holder()),
                        lines.what(one.bookable(), 1),
                        List.of(
                                lines.when(one.times()),
                                one.by().isEmpty()
                                        ? words.say("waiting.no-show.seen", words.when(one.at(), now))
                                        : words.say("waiting.no-show.said", words.when(one.at(), now), one.by()))))
                .toList();
    }

    private List<WaitingPage.Item> waiting(Lines lines, Instant now) {
        Words words = lines.words();
        return waiting.open(lines.handle()).stream()
                .map(one -> {
                    List<String> about = new ArrayList<>();
                    about.add(lines.when(one.times()));
                    about.add(words.say("waiting.place", one.place(), words.when(one.since(), now)));
                    if (one.first()) {
                        about.add(words.say("waiting.first"));
                    }
                    one.offer().ifPresent(offer -> about.add(words.say("waiting.offered", when(words, offer.until()))));
                    return new WaitingPage.Item(
                            Long.toString(one.id()),
                            lines.who(one.holder()),
                            lines.what(one.bookable(), one.count()),
                            about);
                })
                .toList();
    }

    private static String when(Words words, Instant instant) {
        return words.say("waiting.until", words.day(words.date(instant)), words.time(instant));
    }
}
