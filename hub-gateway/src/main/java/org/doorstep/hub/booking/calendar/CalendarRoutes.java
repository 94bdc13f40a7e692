package org.doorstep.hub.booking.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Rooms and tools by the week and by the day. What is booked is shown to everybody who works here;
/// of residents that it is one, and no more.
public final class CalendarRoutes {
    static final String PATH = "/bookings";

    /// A calendar so far from today is asked for by a slip in the address.
    private static final int MOST_YEARS_AWAY = 5;

    private static final int DAYS = 7;

    private final Database database;
    private final CalendarQuery query;
    private final ZoneId zone;
    private final InstantSource clock;

    public CalendarRoutes(Database database, Availability availability, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.query = new CalendarQuery(availability);
        this.zone = zone;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        routes.page(see, Section.ROOMS_AND_TOOLS, PATH, "nav.bookings", this::showWeek);
        routes.get(see, PATH + "/day", this::showDay);
    }

    static boolean mayBook(Exchange exchange) {
        return exchange.visitor().role() != Role.READ_ONLY;
    }

    private void showWeek(Exchange exchange) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate monday = date(exchange.query("week"), today).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        exchange.page("booking/calendar/week", database.read(handle -> week(handle, exchange, monday, today)));
    }

    private WeekPage week(Handle handle, Exchange exchange, LocalDate monday, LocalDate today) {
        Words words = exchange.words();
        Instant now = clock.instant();
        Catalogue catalogue = query.catalogue(handle);
        Optional<Bookable> of = catalogue.all().stream()
                .filter(bookable -> bookable.id().value().equals(exchange.query("of")))
                .findFirst();
        Bookable.Kind kind = of.map(Bookable::kind)
                .or(() -> Row.kind(exchange.query("kind")))
                .orElse(Bookable.Kind.PLACE);
        List<Row> rows = of.map(bookable -> Row.of(catalogue, bookable)).orElseGet(() -> Row.of(catalogue, kind));
        Times week = Catalogue.days(monday, monday.plusDays(DAYS), zone);
        Map<String, List<CalendarQuery.Taken>> taken = query.taken(handle, rows, week, now);
        CalendarWords said = new CalendarWords(words, catalogue, now);
        List<WeekPage.Day> days = monday.datesUntil(monday.plusDays(DAYS))
                .map(day -> new WeekPage.Day(day.toString(), words.day(day), day.equals(today)))
                .toList();
        List<WeekPage.Line> lines = rows.stream()
                .map(row -> new WeekPage.Line(
                        row.key(),
                        row.title(),
                        row.of().value(),
                        monday.datesUntil(monday.plusDays(DAYS))
                                .map(day -> cell(row, day, taken.get(row.key()), catalogue, said, today))
                                .toList()))
                .toList();
        return new WeekPage(
                exchange.frame(PATH),
                of.map(Bookable::title).orElseGet(() -> words.of("rooms.kind", kind)) + ", "
                        + words.say("bookings.week", words.shortDay(monday), words.longDay(monday.plusDays(DAYS - 1))),
                kind.name().toLowerCase(java.util.Locale.ROOT),
                of.map(bookable -> bookable.id().value()).orElse(""),
                monday.minusDays(DAYS).toString(),
                monday.plusDays(DAYS).toString(),
                monday.toString(),
                mayBook(exchange),
                number(exchange.query("moved")),
                days,
                lines,
                Conflicts.of(handle, catalogue, zone, now).size());
    }

    private WeekPage.Cell cell(
            Row row,
            LocalDate day,
            List<CalendarQuery.Taken> taken,
            Catalogue catalogue,
            CalendarWords said,
            LocalDate today) {
        Times whole = CalendarQuery.day(day, zone);
        boolean open =
                !day.isBefore(today) && !catalogue.open(row.of(), whole, zone).isEmpty();
        return new WeekPage.Cell(
                day.toString(),
                said.words().day(day),
                open,
                taken.stream()
                        .filter(entry -> entry.times().overlaps(whole))
                        .map(entry -> said.entry(entry, row.pool()))
                        .toList());
    }

    private void showDay(Exchange exchange) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate day = date(exchange.query("day"), today);
        exchange.page("booking/calendar/day", database.read(handle -> day(handle, exchange, day)));
    }

    private DayPage day(Handle handle, Exchange exchange, LocalDate day) {
        Words words = exchange.words();
        Instant now = clock.instant();
        Catalogue catalogue = query.catalogue(handle);
        Bookable.Kind kind = Row.kind(exchange.query("kind")).orElse(Bookable.Kind.PLACE);
        List<Row> rows =
                Row.of(catalogue, kind).stream().filter(row -> !row.pool()).toList();
        Times whole = CalendarQuery.day(day, zone);
        Map<String, List<CalendarQuery.Taken>> taken = query.taken(handle, rows, whole, now);
        DayGrid grid = new DayGrid(day, zone, catalogue, rows, taken, new CalendarWords(words, catalogue, now), now);
        List<DayPage.Column> columns = new ArrayList<>();
        rows.forEach(row ->
                columns.add(new DayPage.Column(row.key(), row.title(), row.of().value())));
        return new DayPage(
                exchange.frame(PATH),
                words.of("rooms.kind", kind) + ", " + words.day(day),
                kind.name().toLowerCase(java.util.Locale.ROOT),
                day.toString(),
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString(),
                day.minusDays(1).toString(),
                day.plusDays(1).toString(),
                mayBook(exchange),
                number(exchange.query("moved")),
                columns,
                grid.lines());
    }

    private static LocalDate date(String text, LocalDate today) {
        try {
            LocalDate date = LocalDate.parse(text);
            boolean near =
                    date.isAfter(today.minusYears(MOST_YEARS_AWAY)) && date.isBefore(today.plusYears(MOST_YEARS_AWAY));
            return near ? date : today;
        } catch (DateTimeException e) {
            return today;
        }
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
