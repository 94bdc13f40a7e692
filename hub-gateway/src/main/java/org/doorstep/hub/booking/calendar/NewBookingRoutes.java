package org.doorstep.hub.booking.calendar;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Free;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Booking something for a group, or for a resident who asks at the desk, by the five letters of
/// their pass. Asked twice with the same form it is booked once.
public final class NewBookingRoutes {
    private static final String PATH = CalendarRoutes.PATH + "/new";

    private static final int MOST_TITLE = 80;
    private static final int MOST_REASON = 200;
    private static final int MOST_PEOPLE = 5_000;
    private static final int MOST_COUNT = 500;

    private final Database database;
    private final ClaimBook claims;
    private final Availability availability;
    private final Supplier<UUID> requests;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// `requests` gives a name to each form by chance; `changed` is run after a booking: kiosks are
    /// told.
    public NewBookingRoutes(
            Database database,
            ClaimBook claims,
            Availability availability,
            Supplier<UUID> requests,
            ZoneId zone,
            InstantSource clock,
            Audit audit,
            Runnable changed) {
        this.database = database;
        this.claims = claims;
        this.availability = availability;
        this.requests = requests;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access book = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        routes.get(
                book,
                PATH,
                exchange -> show(
                        exchange,
                        200,
                        exchange::query,
                        Map.of(),
                        Optional.empty(),
                        requests.get().toString()));
        routes.post(book, PATH, this::make);
    }

    private void make(Exchange exchange) {
        Map<String, String> mistakes = new HashMap<>();
        Optional<UUID> request = uuid(exchange.field("request"));
        Optional<Times> times = When.read(exchange::field, Optional.empty(), zone);
        if (times.isEmpty()) {
            mistakes.put("starts", "bookings.mistake.when");
        }
        int count = number(exchange, "count", 1, MOST_COUNT, mistakes);
        int people = number(exchange, "people", 0, MOST_PEOPLE, mistakes);
        if (exchange.field("title").length() > MOST_TITLE) {
            mistakes.put("title", "bookings.mistake.title");
        }
        Instant now = clock.instant();
        Optional<Bookable> bookable = database.read(handle -> bookable(availability.catalogue(handle), exchange));
        Optional<Holder> holder = database.read(handle -> holder(handle, exchange));
        if (bookable.isEmpty()) {
            mistakes.put("of", "bookings.mistake.what");
        }
        if (holder.isEmpty()) {
            mistakes.put("party", "bookings.mistake.who");
        }
        String again = request.orElseGet(requests).toString();
        if (!mistakes.isEmpty()) {
            show(exchange, 422, exchange::field, mistakes, Optional.empty(), again);
            return;
        }
        boolean manager = exchange.visitor().role() == Role.MANAGER;
        String aside = manager ? cut(exchange.field("aside")) : "";
        Wanted wanted = Wanted.of(
                        new RequestId(UUID.fromString(again)),
                        bookable.get().id(),
                        count,
                        times.get(),
                        holder.get(),
                        Origin.STAFF)
                .forPeople(people)
                .called(holder.get() instanceof Holder.Party ? exchange.field("title") : "")
                .rulesAside(aside);
        switch (database.write(handle -> claims.book(handle, wanted, now))) {
            case Claimed.Booked(Booking booking) -> made(exchange, booking);
            case Claimed.Asked(Booking booking) -> made(exchange, booking);
            case Claimed.Held(Booking booking) -> made(exchange, booking);
            case Claimed.Same(Booking booking) -> exchange.goTo(CalendarRoutes.PATH + "/" + booking.id());
            case Claimed.NotFree() ->
                show(exchange, 422, exchange::field, Map.of(), Optional.of(notFree(exchange, wanted, now)), again);
            case Claimed.Refused(Why why) ->
                show(
                        exchange,
                        422,
                        exchange::field,
                        Map.of(),
                        Optional.of(new BookingPage.Refused(
                                exchange.words().of("booking.why", why),
                                List.of(),
                                manager && BookingRoutes.houses(why),
                                new BookingPage.Move("", "", "", "", List.of()))),
                        again);
        }
    }

    private void made(Exchange exchange, Booking booking) {
        changed.run();
        audit.add(
                exchange.visitor().name(),
                BookingRoutes.Change.BOOKING_MADE,
                booking.bookable() + " " + When.day(booking.times(), zone) + " " + When.starts(booking.times(), zone));
        exchange.goTo(CalendarRoutes.PATH + "/" + booking.id());
    }

    private BookingPage.Refused notFree(Exchange exchange, Wanted wanted, Instant now) {
        Words words = exchange.words();
        return database.read(handle -> {
            CalendarWords said = new CalendarWords(words, availability.catalogue(handle), now);
            List<Free> nearest = availability.nearest(
                    handle, wanted.bookable(), wanted.count(), wanted.people(), wanted.times(), now);
            return new BookingPage.Refused(
                    words.say("bookings.not-free"),
                    Alternatives.of(nearest, said, zone),
                    false,
                    new BookingPage.Move("", "", "", "", List.of()));
        });
    }

    private static Optional<Bookable> bookable(Catalogue catalogue, Exchange exchange) {
        return catalogue.offered().stream()
                .filter(bookable -> bookable.id().value().equals(exchange.field("of")))
                .findFirst();
    }

    /// The group that was chosen; else whoever's pass has those five letters, if one alone has.
    private Optional<Holder> holder(Handle handle, Exchange exchange) {
        String symbol = exchange.field("symbol");
        if (symbol.isEmpty()) {
            long party = CalendarRoutes.number(exchange.field("party"));
            return availability
                    .catalogue(handle)
                    .party(party)
                    .filter(found -> !found.retired())
                    .map(found -> new Holder.Party(found.id()));
        }
        List<String> names = handle.createQuery("SELECT name FROM pass WHERE symbol = :symbol COLLATE NOCASE LIMIT 2")
                .bind("symbol", symbol)
                .mapTo(String.class)
                .list();
        return names.size() == 1 ? Optional.of(new Holder.Resident(names.getFirst())) : Optional.empty();
    }

    private void show(
            Exchange exchange,
            int status,
            UnaryOperator<String> fields,
            Map<String, String> mistakes,
            Optional<BookingPage.Refused> refused,
            String request) {
        Words words = exchange.words();
        Catalogue catalogue = database.read(availability::catalogue);
        Map<String, String> kept = new HashMap<>();
        for (String name : List.of(
                "of", "day", "starts", "until", "ends", "count", "people", "party", "symbol", "title", "aside")) {
            kept.put(name, fields.apply(name));
        }
        kept.merge("count", "1", (was, one) -> was.isEmpty() ? one : was);
        kept.merge("people", "0", (was, none) -> was.isEmpty() ? none : was);
        exchange.page(
                status,
                "booking/calendar/new",
                new NewBookingPage(
                        exchange.frame(CalendarRoutes.PATH),
                        catalogue.offered().stream()
                                .map(bookable -> new BookingPage.Choice(
                                        bookable.id().value(),
                                        bookable.title(),
                                        bookable.id().value().equals(kept.get("of"))))
                                .toList(),
                        catalogue.parties().stream()
                                .filter(party -> !party.retired())
                                .map(party -> new BookingPage.Choice(
                                        Long.toString(party.id()),
                                        party.name(),
                                        Long.toString(party.id()).equals(kept.get("party"))))
                                .toList(),
                        kept,
                        mistakes.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> words.say(e.getValue()))),
                        refused,
                        request));
    }

    private static int number(Exchange exchange, String field, int least, int most, Map<String, String> mistakes) {
        String text = exchange.field(field);
        if (text.isEmpty()) {
            return least;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as any other number that does not do.
        }
        mistakes.put(field, "bookings.mistake.number");
        return least;
    }

    private static String cut(String reason) {
        return reason.substring(0, Math.min(reason.length(), MOST_REASON));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
