package org.doorstep.hub.booking.units;

import java.time.DayOfWeek;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;

/// What can be booked: the list, the forms, and the same as data. What is changed is offered so
/// from then on; bookings that stand are left as they are.
public final class RoomsRoutes {
    static final String PATH = "/rooms";

    private static final String ONE = PATH + "/{bookable}";
    private static final List<Integer> STEPS = List.of(15, 30, 60, 1440);
    private static final List<Integer> LENGTHS =
            List.of(15, 30, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 4320, 10080, 20160, 40320);
    private static final List<Integer> BUFFERS = List.of(0, 5, 10, 15, 30, 45, 60, 120);

    /// More at a time is a slip of the finger.
    private static final int MOST_MORE = 50;

    /// What is written to the audit.
    enum Change {
        BOOKABLE_ADDED,
        BOOKABLE_CHANGED,
        BOOKABLE_RETIRED,
        BOOKABLE_PUT_BACK,
        BOOKABLE_UNITS_CHANGED,
        BOOKABLE_HOURS_CHANGED
    }

    private final Database database;
    private final Supplier<Map<String, String>> kiosks;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// The API's answer.
    public record Offer(List<Offered> bookables) {}

    /// One thing that can be booked, as data; lengths in minutes.
    public record Offered(
            String id,
            String kind,
            String title,
            String place,
            String picture,
            int capacity,
            int count,
            int before,
            int after,
            int step,
            int shortest,
            int longest,
            int aheadDays,
            boolean staffOnly,
            boolean approval,
            boolean fromHome) {}

    /// `kiosks` are the names of the devices that may hold a lease, by id; `changed` is run when
    /// something else is offered: kiosks are told.
    public RoomsRoutes(
            Database database,
            Supplier<Map<String, String>> kiosks,
            InstantSource clock,
            Audit audit,
            Runnable changed) {
        this.database = database;
        this.kiosks = kiosks;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access change = Access.to(Role.MANAGER);
        routes.page(see, Section.ROOMS_AND_TOOLS, PATH, "nav.rooms", this::show);
        routes.get(change, PATH + "/new", exchange -> showNew(exchange, 200, Map.of(), fresh(exchange)));
        routes.post(change, PATH + "/new", this::add);
        routes.get(
                change,
                ONE,
                exchange -> with(
                        exchange,
                        (bookable, catalogue) -> showOne(exchange, 200, bookable, catalogue, Map.of(), Map.of())));
        routes.post(change, ONE, this::change);
        routes.post(change, ONE + "/units", this::units);
        routes.post(change, ONE + "/hours", this::hours);
        routes.post(change, ONE + "/retire", exchange -> retire(exchange, true));
        routes.post(change, ONE + "/put-back", exchange -> retire(exchange, false));
        routes.get(see, Routes.API + "/bookables", exchange -> exchange.json(offer()));
    }

    private void add(Exchange exchange) {
        Bookable.Kind kind = kind(exchange.field("kind"));
        RoomForm form = new RoomForm(exchange::field, exchange::has);
        boolean pool = exchange.field("made").equals("pool");
        Optional<Bookable> added = database.write(handle -> {
            Catalogue catalogue = Catalogue.read(handle);
            Optional<Made> made = form.made(catalogue);
            Optional<Bookable> bookable = form.bookable(
                    RoomForm.id(exchange.field("title"), catalogue),
                    kind,
                    pool ? Bookable.Takes.SOME : Bookable.Takes.ALL,
                    false,
                    kiosks.get().keySet());
            if (made.isPresent() && bookable.isPresent()) {
                CatalogueBook.add(handle, bookable.get(), made.get());
            }
            return made.isPresent() ? bookable : Optional.empty();
        });
        if (added.isEmpty()) {
            showNew(exchange, 422, form.mistakes(), exchange::field);
            return;
        }
        done(exchange, Change.BOOKABLE_ADDED, added.get().id(), PATH);
    }

    private void change(Exchange exchange) {
        with(exchange, (bookable, catalogue) -> {
            RoomForm form = new RoomForm(exchange::field, exchange::has);
            Optional<Bookable> now = form.bookable(
                    bookable.id(),
                    bookable.kind(),
                    bookable.takes(),
                    bookable.retired(),
                    kiosks.get().keySet());
            if (now.isEmpty()) {
                showOne(exchange, 422, bookable, catalogue, sent(exchange), form.mistakes());
                return;
            }
            database.write(handle -> {
                CatalogueBook.change(handle, now.get());
                return true;
            });
            done(exchange, Change.BOOKABLE_CHANGED, bookable.id(), PATH);
        });
    }

    /// More of a pool, or one out of it.
    private void units(Exchange exchange) {
        with(exchange, (bookable, catalogue) -> {
            String out = exchange.field("out");
            Optional<Integer> more = whole(exchange.field("more"));
            boolean could;
            if (!bookable.isPool()) {
                could = false;
            } else if (!out.isEmpty()) {
                could = database.write(handle -> catalogue.ownUnits(bookable.id()).stream()
                        .filter(unit -> unit.toString().equals(out))
                        .anyMatch(unit -> CatalogueBook.takeOut(
                                handle, bookable.id(), unit, clock.instant().getEpochSecond() / 60)));
            } else {
                could = more.filter(count -> count >= 1 && count <= MOST_MORE).isPresent();
                if (could) {
                    database.write(handle -> {
                        CatalogueBook.addUnits(handle, bookable, more.get());
                        return true;
                    });
                }
            }
            if (could) {
                done(exchange, Change.BOOKABLE_UNITS_CHANGED, bookable.id(), PATH + "/" + bookable.id());
            } else {
                String mistake = out.isEmpty() ? "room.mistake.more" : "room.mistake.out";
                showOne(exchange, 422, bookable, catalogue, Map.of(), Map.of("units", mistake));
            }
        });
    }

    private void hours(Exchange exchange) {
        with(exchange, (bookable, catalogue) -> {
            RoomForm form = new RoomForm(exchange::field, exchange::has);
            List<OpenHours> lines = form.hours();
            if (!form.mistakes().isEmpty()) {
                showOne(exchange, 422, bookable, catalogue, sent(exchange), form.mistakes());
                return;
            }
            database.write(handle -> {
                CatalogueBook.setHours(handle, bookable.id().value(), lines);
                return true;
            });
            done(exchange, Change.BOOKABLE_HOURS_CHANGED, bookable.id(), PATH + "/" + bookable.id());
        });
    }

    private void retire(Exchange exchange, boolean off) {
        with(exchange, (bookable, catalogue) -> {
            database.write(handle -> {
                CatalogueBook.retire(handle, bookable.id(), off);
                return true;
            });
            done(exchange, off ? Change.BOOKABLE_RETIRED : Change.BOOKABLE_PUT_BACK, bookable.id(), PATH);
        });
    }

    private void done(Exchange exchange, Change what, BookableId id, String then) {
        changed.run();
        audit.add(exchange.visitor().name(), what, id.value());
        exchange.goTo(then);
    }

    private interface One {
        void with(Bookable bookable, Catalogue catalogue);
    }

    private void with(Exchange exchange, One one) {
        Catalogue catalogue = database.read(Catalogue::read);
        catalogue.all().stream()
                .filter(bookable -> bookable.id().value().equals(exchange.path("bookable")))
                .findFirst()
                .ifPresentOrElse(bookable -> one.with(bookable, catalogue), exchange::notHere);
    }

    private Offer offer() {
        Catalogue catalogue = database.read(Catalogue::read);
        return new Offer(catalogue.offered().stream()
                .map(bookable -> new Offered(
                        bookable.id().value(),
                        word(bookable.kind()),
                        bookable.title(),
                        bookable.details().place(),
                        bookable.details().picture(),
                        bookable.details().capacity(),
                        catalogue.howMany(bookable.id()),
                        bookable.limits().before(),
                        bookable.limits().after(),
                        bookable.limits().step(),
                        bookable.limits().shortest(),
                        bookable.limits().longest(),
                        bookable.limits().aheadDays(),
                        bookable.who() == Bookable.Who.STAFF,
                        bookable.approval(),
                        bookable.fromHome()))
                .toList());
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        Catalogue catalogue = database.read(Catalogue::read);
        List<RoomsPage.Part> parts = Stream.of(Bookable.Kind.values())
                .map(kind -> new RoomsPage.Part(
                        word(kind),
                        words.of("rooms.kind", kind),
                        words.of("rooms.add", kind),
                        catalogue.all().stream()
                                .filter(bookable -> bookable.kind() == kind)
                                .map(bookable -> line(words, bookable, catalogue))
                                .toList()))
                .toList();
        exchange.page(
                "booking/units/rooms",
                new RoomsPage(exchange.frame(PATH), exchange.visitor().role() == Role.MANAGER, parts));
    }

    private static RoomsPage.Line line(Words words, Bookable bookable, Catalogue catalogue) {
        Bookable.Limits limits = bookable.limits();
        List<String> rules = new ArrayList<>();
        if (bookable.isPool()) {
            rules.add(words.say("rooms.line.pool", catalogue.howMany(bookable.id())));
        }
        List<String> of = madeOf(bookable, catalogue);
        if (!of.isEmpty()) {
            rules.add(words.say("rooms.line.of", String.join(", ", of)));
        }
        if (bookable.details().capacity() > 0) {
            rules.add(words.say("rooms.line.capacity", bookable.details().capacity()));
        }
        rules.add(words.say(
                "rooms.line.lengths",
                MinuteWords.say(words, limits.shortest()),
                MinuteWords.say(words, limits.longest()),
                limits.aheadDays()));
        if (bookable.who() == Bookable.Who.STAFF) {
            rules.add(words.say("rooms.line.staff"));
        }
        if (bookable.approval()) {
            rules.add(words.say("rooms.line.approval"));
        }
        if (!bookable.induction().isEmpty()) {
            rules.add(words.say("rooms.line.induction", bookable.induction()));
        }
        return new RoomsPage.Line(
                bookable.id().value(), bookable.title(), bookable.details().place(), rules, bookable.retired());
    }

    /// What a kit or a whole hall is made of; empty for what is one thing of its own, and for a pool.
    private static List<String> madeOf(Bookable bookable, Catalogue catalogue) {
        List<String> of = new ArrayList<>();
        List<UnitId> units = catalogue.ownUnits(bookable.id());
        if (!bookable.isPool() && units.size() > 1) {
            units.forEach(unit -> catalogue.unit(unit).ifPresent(found -> of.add(found.name())));
        }
        catalogue.parts(bookable.id()).forEach((part, count) -> {
            String title = catalogue.get(part).title();
            of.add(count == 1 ? title : count + " × " + title);
        });
        return of;
    }

    private static UnaryOperator<String> fresh(Exchange exchange) {
        boolean tool = kind(exchange.query("kind")) == Bookable.Kind.TOOL;
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", tool ? "tool" : "place",
                "picture", tool ? "tools" : "meeting",
                "capacity", "0",
                "step", tool ? "60" : "30",
                "shortest", tool ? "60" : "30",
                "longest", tool ? "10080" : "240",
                "before", "0",
                "after", tool ? "0" : "15",
                "ahead", "60",
                "made", "one"));
        fields.put("count", "10");
        fields.put("walkUpShare", "0");
        fields.put("who", "anybody");
        return name -> fields.getOrDefault(name, "");
    }

    private void showNew(Exchange exchange, int status, Map<String, String> mistakes, UnaryOperator<String> fields) {
        Words words = exchange.words();
        Catalogue catalogue = database.read(Catalogue::read);
        Bookable.Kind kind = kind(fields.apply("kind"));
        Map<String, String> kept = fields(fields);
        catalogue.allUnits().forEach(unit -> keep(kept, "unit-" + unit.id(), fields));
        exchange.page(
                status,
                "booking/units/room",
                new RoomPage(
                        exchange.frame(PATH),
                        "",
                        words.of("rooms.add", kind),
                        word(kind),
                        kept,
                        choices(words, fields),
                        catalogue.allUnits().stream()
                                .map(unit -> new RoomPage.Choice(
                                        "unit-" + unit.id(),
                                        unit.name(),
                                        !fields.apply("unit-" + unit.id()).isEmpty()))
                                .toList(),
                        catalogue.offered().stream()
                                .filter(part -> catalogue.parts(part.id()).isEmpty())
                                .map(part -> new RoomPage.Part(
                                        "part-" + part.id(),
                                        part.title(),
                                        catalogue.howMany(part.id()),
                                        fields.apply("part-" + part.id())))
                                .toList(),
                        false,
                        false,
                        List.of(),
                        List.of(),
                        said(words, mistakes)));
    }

    private void showOne(
            Exchange exchange,
            int status,
            Bookable bookable,
            Catalogue catalogue,
            Map<String, String> over,
            Map<String, String> mistakes) {
        Words words = exchange.words();
        Map<String, String> fields = stored(bookable);
        boolean details = over.containsKey("title");
        if (details) {
            fields.keySet().removeAll(List.of("approval", "fromHome"));
        }
        fields.putAll(over);
        UnaryOperator<String> read = name -> fields.getOrDefault(name, "");
        exchange.page(
                status,
                "booking/units/room",
                new RoomPage(
                        exchange.frame(PATH),
                        bookable.id().value(),
                        bookable.title(),
                        word(bookable.kind()),
                        fields,
                        choices(words, read),
                        catalogue.ownUnits(bookable.id()).stream()
                                .flatMap(unit -> catalogue.unit(unit).stream())
                                .map(unit -> new RoomPage.Choice(unit.id().toString(), unit.name(), unit.unsafe()))
                                .toList(),
                        List.of(),
                        bookable.isPool(),
                        bookable.retired(),
                        days(words, catalogue.ownHours(bookable.id()), over, mistakes),
                        madeOf(bookable, catalogue),
                        said(words, mistakes)));
    }

    /// The week's lines of a form: as sent, if it was; else as they are.
    static List<RoomPage.Day> days(
            Words words, List<OpenHours> lines, Map<String, String> over, Map<String, String> mistakes) {
        boolean again = over.keySet().stream().anyMatch(name -> name.startsWith("opens"));
        return Stream.of(DayOfWeek.values())
                .map(day -> {
                    List<OpenHours> own =
                            lines.stream().filter(line -> line.weekday() == day).toList();
                    List<RoomPage.Stretch> stretches = IntStream.range(0, RoomForm.STRETCHES)
                            .mapToObj(i -> {
                                String name = day.getValue() + "-" + i;
                                String opens = i < own.size() ? clock(own.get(i).opens()) : "";
                                String closes =
                                        i < own.size() ? clock(own.get(i).closes()) : "";
                                return again
                                        ? new RoomPage.Stretch(
                                                name,
                                                over.getOrDefault("opens" + name, ""),
                                                over.getOrDefault("closes" + name, ""))
                                        : new RoomPage.Stretch(name, opens, closes);
                            })
                            .toList();
                    String mistake = mistakes.getOrDefault("hours" + day.getValue(), "");
                    return new RoomPage.Day(
                            day.getValue(),
                            words.of("weekday", day),
                            stretches,
                            mistake.isEmpty() ? "" : words.say(mistake));
                })
                .toList();
    }

    private static String clock(int minute) {
        int ofDay = minute % 1440;
        return "%02d:%02d".formatted(ofDay / 60, ofDay % 60);
    }

    private RoomPage.Choices choices(Words words, UnaryOperator<String> fields) {
        Map<String, String> names = kiosks.get();
        List<RoomPage.Choice> devices = new ArrayList<>();
        devices.add(new RoomPage.Choice(
                "", words.say("room.walk-up.none"), fields.apply("walkUp").isEmpty()));
        names.forEach((id, name) -> devices.add(new RoomPage.Choice(id, name, id.equals(fields.apply("walkUp")))));
        return new RoomPage.Choices(
                RoomForm.PICTURES.stream()
                        .map(p -> new RoomPage.Choice(
                                p, words.say("room.picture." + p), p.equals(fields.apply("picture"))))
                        .toList(),
                minutes(words, STEPS, fields.apply("step")),
                minutes(words, LENGTHS, fields.apply("shortest")),
                minutes(words, LENGTHS, fields.apply("longest")),
                minutes(words, BUFFERS, fields.apply("before")),
                minutes(words, BUFFERS, fields.apply("after")),
                devices,
                Stream.of("one", "pool", "of", "kit")
                        .map(made -> new RoomPage.Choice(
                                made, words.say("room.made." + made), made.equals(fields.apply("made"))))
                        .toList());
    }

    /// What is chosen is among them also if a file said something else.
    private static List<RoomPage.Choice> minutes(Words words, List<Integer> offered, String chosen) {
        return Stream.concat(offered.stream(), whole(chosen).stream())
                .distinct()
                .sorted()
                .map(minutes -> new RoomPage.Choice(
                        minutes.toString(),
                        MinuteWords.say(words, minutes),
                        minutes.toString().equals(chosen)))
                .toList();
    }

    private static Map<String, String> stored(Bookable bookable) {
        Bookable.Details details = bookable.details();
        Bookable.Limits limits = bookable.limits();
        Map<String, String> fields = new HashMap<>();
        fields.put("title", details.title());
        fields.put("place", details.place());
        fields.put("picture", details.picture());
        fields.put("capacity", Integer.toString(details.capacity()));
        fields.put("step", Integer.toString(limits.step()));
        fields.put("shortest", Integer.toString(limits.shortest()));
        fields.put("longest", Integer.toString(limits.longest()));
        fields.put("before", Integer.toString(limits.before()));
        fields.put("after", Integer.toString(limits.after()));
        fields.put("ahead", Integer.toString(limits.aheadDays()));
        fields.put("who", word(bookable.who()));
        fields.put("approval", bookable.approval() ? "on" : "");
        fields.put("fromHome", bookable.fromHome() ? "on" : "");
        fields.put("walkUp", bookable.walkUp());
        fields.put("walkUpShare", Integer.toString(bookable.walkUpShare()));
        fields.put("induction", bookable.induction());
        return fields;
    }

    private static Map<String, String> fields(UnaryOperator<String> fields) {
        Map<String, String> kept = new HashMap<>();
        for (String name : List.of(
                "title",
                "place",
                "capacity",
                "ahead",
                "who",
                "approval",
                "fromHome",
                "walkUpShare",
                "induction",
                "made",
                "count")) {
            keep(kept, name, fields);
        }
        return kept;
    }

    private static void keep(Map<String, String> kept, String name, UnaryOperator<String> fields) {
        if (!fields.apply(name).isEmpty()) {
            kept.put(name, fields.apply(name));
        }
    }

    /// What was sent of either form of the page of one thing.
    static Map<String, String> sent(Exchange exchange) {
        Map<String, String> sent = fields(exchange::field);
        for (String name : List.of("picture", "step", "shortest", "longest", "before", "after", "walkUp")) {
            keep(sent, name, exchange::field);
        }
        if (exchange.has("title")) {
            sent.putIfAbsent("title", "");
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int i = 0; i < RoomForm.STRETCHES; i++) {
                for (String field : List.of("opens", "closes")) {
                    String name = field + day.getValue() + "-" + i;
                    if (exchange.has(name)) {
                        sent.put(name, exchange.field(name));
                    }
                }
            }
        }
        return sent;
    }

    private static Map<String, String> said(Words words, Map<String, String> mistakes) {
        return mistakes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> words.say(e.getValue())));
    }

    private static Bookable.Kind kind(String text) {
        return text.equals("tool") ? Bookable.Kind.TOOL : Bookable.Kind.PLACE;
    }

    private static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
