package org.doorstep.hub.booking.units;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
        routes.page(see, Section.SETTING_UP, PATH, "nav.rooms", this::show);
        routes.get(
                change,
                PATH + "/new",
                exchange ->
                        showNew(exchange, 200, Map.of(), RoomPages.beginning(RoomPages.kind(exchange.query("kind")))));
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
        Bookable.Kind kind = RoomPages.kind(exchange.field("kind"));
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
                showOne(exchange, 422, bookable, catalogue, RoomPages.sent(exchange), form.mistakes());
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
            Optional<Integer> more = RoomPages.whole(exchange.field("more"));
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
                showOne(exchange, 422, bookable, catalogue, RoomPages.sent(exchange), form.mistakes());
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
                        RoomPages.word(bookable.kind()),
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
                        RoomPages.word(kind),
                        words.of("rooms.kind", kind),
                        words.of("rooms.add", kind),
                        catalogue.all().stream()
                                .filter(bookable -> bookable.kind() == kind)
                                .map(bookable -> RoomPages.line(words, bookable, catalogue))
                                .toList()))
                .toList();
        exchange.page(
                "booking/units/rooms",
                new RoomsPage(exchange.frame(PATH), exchange.visitor().role() == Role.MANAGER, parts));
    }

    private void showNew(Exchange exchange, int status, Map<String, String> mistakes, UnaryOperator<String> fields) {
        Catalogue catalogue = database.read(Catalogue::read);
        exchange.page(
                status,
                "booking/units/room",
                RoomPages.fresh(exchange.frame(PATH), catalogue, kiosks.get(), mistakes, fields));
    }

    private void showOne(
            Exchange exchange,
            int status,
            Bookable bookable,
            Catalogue catalogue,
            Map<String, String> over,
            Map<String, String> mistakes) {
        exchange.page(
                status,
                "booking/units/room",
                RoomPages.of(exchange.frame(PATH), bookable, catalogue, kiosks.get(), over, mistakes));
    }
}
