package org.doorstep.hub.booking.recurring;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.Activity;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;

/// Bookings that come back: the list, and each date with what became of it.
public final class SeriesRoutes {
    static final String PATH = "/series";

    private static final int MOST_WHY = 200;

    /// What is written to the audit.
    enum Change {
        SERIES_ENDED,
        SERIES_DATE_SKIPPED,
        SERIES_DATE_PUT_BACK,
        SERIES_DATE_MOVED,
        ACTIVITY_ROOM_CHANGED
    }

    private final SeriesBook book;
    private final SessionRooms rooms;
    private final Activities activities;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Runnable changed;
    private final Audit audit;

    /// `changed` is run after each commit that may change a page or what kiosks show.
    public SeriesRoutes(
            SeriesBook book,
            SessionRooms rooms,
            Activities activities,
            Database database,
            ZoneId zone,
            InstantSource clock,
            Runnable changed,
            Audit audit) {
        this.book = book;
        this.rooms = rooms;
        this.activities = activities;
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.changed = changed;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access change = Access.to(Role.MANAGER);
        routes.page(see, Section.ROOMS_AND_TOOLS, PATH, "nav.series", this::list);
        routes.post(change, PATH + "/rooms", this::nameRooms);
        routes.get(see, PATH + "/{series}", exchange -> known(exchange)
                .ifPresentOrElse(series -> show(exchange, 200, series, ""), exchange::notHere));
        routes.post(change, PATH + "/{series}/end", this::end);
        routes.post(change, PATH + "/{series}/skip", this::skip);
        routes.post(change, PATH + "/{series}/put-back", this::putBack);
        routes.post(change, PATH + "/{series}/move", this::move);
    }

    private Optional<Series> known(Exchange exchange) {
        return known(exchange, database, book);
    }

    static Optional<Series> known(Exchange exchange, Database database, SeriesBook book) {
        try {
            SeriesId id = new SeriesId(Long.parseLong(exchange.path("series")));
            return database.read(handle -> book.find(handle, id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void end(Exchange exchange) {
        Optional<Series> series = known(exchange);
        Optional<LocalDate> from = day(exchange);
        if (series.isEmpty() || from.isEmpty()) {
            exchange.notHere();
            return;
        }
        SeriesId id = series.get().id();
        database.write(handle -> {
            book.end(handle, id, from.get(), why(exchange), clock.instant());
            return null;
        });
        done(exchange, Change.SERIES_ENDED, id + " " + from.get(), id);
    }

    private void skip(Exchange exchange) {
        Optional<Series> series = known(exchange);
        Optional<LocalDate> day = day(exchange);
        if (series.isEmpty() || day.isEmpty()) {
            exchange.notHere();
            return;
        }
        SeriesId id = series.get().id();
        database.write(handle -> {
            book.skip(handle, id, day.get(), why(exchange), clock.instant());
            return null;
        });
        done(exchange, Change.SERIES_DATE_SKIPPED, id + " " + day.get(), id);
    }

    private void putBack(Exchange exchange) {
        Optional<Series> series = known(exchange);
        Optional<LocalDate> day = day(exchange).filter(date -> series.isPresent() && has(series.get(), date));
        if (day.isEmpty()) {
            exchange.notHere();
            return;
        }
        SeriesId id = series.orElseThrow().id();
        Line line = database.write(handle -> book.putBack(handle, id, day.get(), clock.instant()));
        if (line.stands()) {
            done(exchange, Change.SERIES_DATE_PUT_BACK, id + " " + day.get(), id);
        } else {
            show(exchange, 422, series.get(), SeriesWords.says(exchange.words(), line.standing()));
        }
    }

    private void move(Exchange exchange) {
        Optional<Series> series = known(exchange);
        Optional<LocalDate> day = day(exchange).filter(date -> series.isPresent() && has(series.get(), date));
        if (day.isEmpty()) {
            exchange.notHere();
            return;
        }
        SeriesId id = series.orElseThrow().id();
        Optional<Times> to = times(exchange, day.get());
        Optional<BookableId> where = database.read(Catalogue::read).offered().stream()
                .map(Bookable::id)
                .filter(one -> one.value().equals(exchange.field("bookable")))
                .findFirst();
        if (to.isEmpty() || where.isEmpty()) {
            show(exchange, 422, series.get(), exchange.words().say("series.mistake.times"));
            return;
        }
        Claimed moved =
                database.write(handle -> book.moveOne(handle, id, day.get(), where.get(), to.get(), clock.instant()));
        switch (moved) {
            case Claimed.NotFree() ->
                show(exchange, 422, series.get(), exchange.words().say("series.taken"));
            case Claimed.Refused(var why) ->
                show(exchange, 422, series.get(), exchange.words().of("booking.why", why));
            case Claimed.Booked _, Claimed.Asked _, Claimed.Held _, Claimed.Same _ ->
                done(exchange, Change.SERIES_DATE_MOVED, id + " " + day.get(), id);
        }
    }

    private Optional<Times> times(Exchange exchange, LocalDate day) {
        try {
            Rule once = new Rule(
                    new Rhythm.MonthlyByDate(1, day.getDayOfMonth()),
                    LocalTime.parse(exchange.field("starts")),
                    LocalTime.parse(exchange.field("ends")),
                    day,
                    new Rule.Until.Times(1),
                    false);
            Rule.Times times = once.on(day, zone);
            return Optional.of(new Times(times.starts(), times.ends()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean has(Series series, LocalDate day) {
        return database.read(handle -> book.lines(handle, series.id(), day)).stream()
                .anyMatch(line -> line.day().equals(day));
    }

    private static Optional<LocalDate> day(Exchange exchange) {
        return parsed(exchange.field("day"));
    }

    static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String why(Exchange exchange) {
        String why = exchange.field("why");
        return why.substring(0, Math.min(why.length(), MOST_WHY));
    }

    private void nameRooms(Exchange exchange) {
        Catalogue catalogue = database.read(Catalogue::read);
        List<Activity> all = activities.all();
        Instant now = clock.instant();
        database.write(handle -> {
            for (Activity activity : all) {
                String field = "room-" + activity.id().value();
                if (exchange.has(field)) {
                    Optional<BookableId> room = places(catalogue).stream()
                            .map(Bookable::id)
                            .filter(id -> id.value().equals(exchange.field(field)))
                            .findFirst();
                    SessionRooms.name(handle, activity.id(), room);
                }
            }
            rooms.follow(handle, now);
            return null;
        });
        changed.run();
        audit.add(exchange.visitor().name(), Change.ACTIVITY_ROOM_CHANGED, Integer.toString(all.size()));
        exchange.goTo(PATH);
    }

    private void done(Exchange exchange, Change what, String detail, SeriesId id) {
        changed.run();
        audit.add(exchange.visitor().name(), what, detail);
        exchange.goTo(PATH + "/" + id);
    }

    private void list(Exchange exchange) {
        Words words = exchange.words();
        Instant now = clock.instant();
        boolean mayChange = exchange.visitor().role() == Role.MANAGER;
        List<Activity> all = activities.all();
        exchange.page("recurring/list", database.read(handle -> {
            Catalogue catalogue = Catalogue.read(handle);
            return new SeriesListPage(
                    exchange.frame(PATH),
                    mayChange,
                    book.current(handle, now).stream()
                            .map(series -> one(words, catalogue, series, book.lines(handle, series.id(), today()), now))
                            .toList(),
                    all.stream()
                            .map(activity ->
                                    room(words, catalogue, activity, SessionRooms.roomOf(handle, activity.id())))
                            .toList(),
                    SessionRooms.lacking(handle, now).stream()
                            .map(lacking -> lacking(words, catalogue, lacking))
                            .toList());
        }));
    }

    private static SeriesListPage.One one(
            Words words, Catalogue catalogue, Series series, List<Line> lines, Instant now) {
        long not = lines.stream()
                .filter(line -> line.standing() instanceof Line.Standing.Taken
                        || line.standing() instanceof Line.Standing.Refused)
                .count();
        Optional<Line> next = lines.stream()
                .filter(line -> line.stands() && line.times().ends().isAfter(now))
                .findFirst();
        return new SeriesListPage.One(
                series.id().toString(),
                SeriesWords.title(words, catalogue, series.plan()),
                SeriesWords.what(words, catalogue, series.plan()),
                SeriesWords.when(words, series.plan().rule()),
                next.map(line -> words.say("series.next", SeriesWords.when(words, line)))
                        .orElse(words.say("series.next.none")),
                not == 0 ? "" : words.say("series.trouble", not));
    }

    private static SeriesListPage.Room room(
            Words words, Catalogue catalogue, Activity activity, Optional<BookableId> named) {
        List<SeriesListPage.Choice> choices = new ArrayList<>();
        choices.add(new SeriesListPage.Choice("", words.say("series.rooms.none"), named.isEmpty()));
        for (Bookable place : places(catalogue)) {
            choices.add(new SeriesListPage.Choice(
                    place.id().value(), place.title(), named.equals(Optional.of(place.id()))));
        }
        return new SeriesListPage.Room(activity.id().value(), activity.details().title(), choices);
    }

    private static List<Bookable> places(Catalogue catalogue) {
        return catalogue.offered().stream()
                .filter(one -> one.kind() == Bookable.Kind.PLACE)
                .toList();
    }

    private static String lacking(Words words, Catalogue catalogue, SessionRooms.Lacking lacking) {
        return words.say(
                "series.lacking",
                lacking.title(),
                catalogue.find(lacking.room()).map(Bookable::title).orElse(""),
                words.longDay(words.date(lacking.times().starts())),
                words.time(lacking.times().starts()),
                lacking.why().map(why -> words.of("booking.why", why)).orElse(words.say("series.taken")));
    }

    private void show(Exchange exchange, int status, Series series, String wrong) {
        Words words = exchange.words();
        Instant now = clock.instant();
        exchange.page(status, "recurring/one", database.read(handle -> {
            Catalogue catalogue = Catalogue.read(handle);
            String bookable = series.plan().bookable().value();
            return new SeriesPage(
                    exchange.frame(PATH),
                    exchange.visitor().role() == Role.MANAGER,
                    series.id().toString(),
                    SeriesWords.title(words, catalogue, series.plan()),
                    SeriesWords.what(words, catalogue, series.plan()),
                    SeriesWords.when(words, series.plan().rule()),
                    series.ended(),
                    book.lines(handle, series.id(), today()).stream()
                            .map(line -> date(words, line, bookable, now))
                            .toList(),
                    bookables(catalogue, bookable),
                    wrong);
        }));
    }

    private SeriesPage.Date date(Words words, Line line, String bookable, Instant now) {
        boolean toCome = line.times().starts().isAfter(now);
        return new SeriesPage.Date(
                line.day().toString(),
                SeriesWords.when(words, line),
                SeriesWords.says(words, line.standing()),
                line.stands(),
                toCome && line.stands(),
                toCome && !line.stands(),
                local(line.times().starts()),
                local(line.times().ends()),
                bookable);
    }

    private String local(Instant instant) {
        return instant.atZone(zone).toLocalTime().toString();
    }

    /// What is offered, as a choice.
    static List<SeriesFormPage.Choice> bookables(Catalogue catalogue, String chosen) {
        return catalogue.offered().stream()
                .map(one -> new SeriesFormPage.Choice(
                        one.id().value(), one.title(), one.id().value().equals(chosen)))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
