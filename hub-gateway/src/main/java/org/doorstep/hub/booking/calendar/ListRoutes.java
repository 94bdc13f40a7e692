package org.doorstep.hub.booking.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Bookings as lists: those that no longer fit, those of a group, the one with a code; and all of
/// some days as data.
public final class ListRoutes {
    private static final int MOST_DAYS = 62;

    private final Database database;
    private final Availability availability;
    private final ZoneId zone;
    private final InstantSource clock;

    /// The API's answer.
    public record Booked(List<Line> bookings) {}

    /// One booking, as data. `group` and `title` are empty text for a resident's: never who.
    public record Line(
            String bookable,
            int count,
            Instant starts,
            Instant ends,
            State state,
            String holder,
            String group,
            String title,
            boolean used) {}

    public ListRoutes(Database database, Availability availability, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.availability = availability;
        this.zone = zone;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access open = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        routes.get(open, CalendarRoutes.PATH + "/conflicts", this::conflicts);
        routes.get(open, CalendarRoutes.PATH + "/find", this::find);
        routes.get(see, Routes.API + "/bookings", exchange -> exchange.json(booked(exchange)));
    }

    private void conflicts(Exchange exchange) {
        Words words = exchange.words();
        List<ListPage.Line> lines = database.read(handle -> {
            Catalogue catalogue = availability.catalogue(handle);
            CalendarWords said = new CalendarWords(words, catalogue, clock.instant());
            return Conflicts.of(handle, catalogue, zone, clock.instant()).stream()
                    .map(conflict -> line(
                            said,
                            conflict.booking(),
                            words.say(
                                    "conflicts.why." + conflict.reason(),
                                    conflict.words().length(),
                                    conflict.words())))
                    .toList();
        });
        exchange.page(
                "booking/calendar/list",
                new ListPage(
                        exchange.frame(CalendarRoutes.PATH),
                        words.say("conflicts.title"),
                        words.say("conflicts.lead"),
                        words.say("conflicts.empty"),
                        lines));
    }

    /// A code leads straight to its booking.
    private void find(Exchange exchange) {
        Words words = exchange.words();
        String code = exchange.query("code");
        Optional<Booking> coded =
                code.isEmpty() ? Optional.empty() : database.read(handle -> Bookings.byCode(handle, code));
        if (coded.isPresent()) {
            exchange.goTo(CalendarRoutes.PATH + "/" + coded.get().id());
            return;
        }
        long party = CalendarRoutes.number(exchange.query("party"));
        Catalogue catalogue = database.read(availability::catalogue);
        CalendarWords said = new CalendarWords(words, catalogue, clock.instant());
        Optional<Party> group = catalogue.party(party);
        List<ListPage.Line> lines = group.isEmpty()
                ? List.of()
                : database.read(handle -> Bookings.ofParty(handle, party, clock.instant())).stream()
                        .map(booking -> line(said, booking, booking.reason()))
                        .toList();
        exchange.page(
                "booking/calendar/list",
                new ListPage(
                        exchange.frame(CalendarRoutes.PATH),
                        group.map(Party::name).orElseGet(() -> words.say("bookings.find.title")),
                        words.say(group.isPresent() ? "bookings.find.group" : "bookings.find.code"),
                        words.say("bookings.find.empty"),
                        lines));
    }

    private static ListPage.Line line(CalendarWords said, Booking booking, String note) {
        return new ListPage.Line(
                booking.id().value(),
                said.what(booking),
                said.when(booking.times()),
                said.label(booking),
                said.state(booking),
                note);
    }

    /// From `from` on so many `days`; this week if nothing is said.
    private Booked booked(Exchange exchange) {
        LocalDate from = LocalDate.ofInstant(clock.instant(), zone);
        int days = 7;
        try {
            from = exchange.query("from").isEmpty() ? from : LocalDate.parse(exchange.query("from"));
            days = exchange.query("days").isEmpty() ? days : Integer.parseInt(exchange.query("days"));
        } catch (DateTimeException | NumberFormatException e) {
            days = 7;
        }
        int within = Math.max(1, Math.min(days, MOST_DAYS));
        LocalDate first = from;
        return database.read(handle -> new Booked(lines(handle, first, within)));
    }

    private List<Line> lines(Handle handle, LocalDate first, int days) {
        Catalogue catalogue = availability.catalogue(handle);
        return Bookings.during(handle, Catalogue.days(first, first.plusDays(days), zone)).stream()
                .map(booking -> new Line(
                        booking.bookable().value(),
                        booking.count(),
                        booking.times().starts(),
                        booking.times().ends(),
                        booking.state(),
                        switch (booking.holder()) {
                            case Holder.Resident resident -> "resident";
                            case Holder.Party group -> "group";
                            case Holder.Nobody nobody -> "nobody";
                        },
                        booking.holder() instanceof Holder.Party group
                                ? catalogue.party(group.id()).map(Party::name).orElse("")
                                : "",
                        booking.title(),
                        booking.used()))
                .toList();
    }
}
