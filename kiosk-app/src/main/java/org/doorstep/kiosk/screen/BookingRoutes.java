package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.Board;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.booking.Errand;
import org.doorstep.kiosk.booking.Mine;
import org.doorstep.kiosk.booking.Turns;
import org.doorstep.kiosk.booking.Wish;
import org.doorstep.kiosk.face.BookingViews;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.View;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.doorstep.relay.time.DeviceClock;

/// The touches of rooms and tools: when, what is free, who, done; and of what somebody has booked.
///
/// What was touched so far comes with each touch. Who stands there is asked last, by a pass that
/// counts no visit, or is known because they have just shown theirs.
final class BookingRoutes {
    private final Bookings bookings;
    private final Turns turns;
    private final Function<EventId, Optional<Credential>> shownLately;
    private final Function<Faces, View> newHere;
    private final OnTheGlass glass;
    private final DeviceClock clock;
    private final RandomGenerator random;
    private final Runnable written;

    /// `shownLately`: the pass of whoever that face is about, if it was shown a moment ago.
    /// `newHere` is for whoever has none. `written` is told after each touch that may have left
    /// something for the hub.
    BookingRoutes(
            Bookings bookings,
            Turns turns,
            Function<EventId, Optional<Credential>> shownLately,
            Function<Faces, View> newHere,
            OnTheGlass glass,
            DeviceClock clock,
            RandomGenerator random,
            Runnable written) {
        this.bookings = bookings;
        this.turns = turns;
        this.shownLately = shownLately;
        this.newHere = newHere;
        this.glass = glass;
        this.clock = clock;
        this.random = random;
        this.written = written;
    }

    private record Touch(String event, String value) {
        /// The `at`th part of what was said.
        String part(int at) {
            String[] parts = value == null ? new String[0] : value.split("\\|", -1);
            return at < parts.length ? parts[at] : "";
        }
    }

    /// Who stands there, by the name that their faces have; nobody yet, with no name.
    private record Person(String event, Optional<Credential> who) {}

    void addTo(RoutesConfig routes) {
        routes.post("/book/when", context -> {
            Touch touch = touch(context);
            Person person = person(touch);
            turns.neverMind();
            board(context, (faces, board) -> faces.when(board, clock.instant(), person.event, page(touch.part(0))));
        });
        routes.post("/book/from", context -> {
            Touch touch = touch(context);
            Person person = person(touch);
            LocalDate day = day(touch.part(0));
            int page = page(touch.part(1));
            board(context, (faces, board) -> faces.from(board, clock.instant(), person.event, day, page));
        });
        routes.post("/book/free", this::free);
        routes.post("/book/choose", this::choose);
        routes.post("/book/it", context -> book(context, false));
        routes.post("/book/wait", context -> book(context, true));
        routes.post("/book/no-pass", context -> {
            turns.neverMind();
            context.json(glass.show(newHere));
        });
        routes.post("/book/never-mind", context -> {
            turns.neverMind();
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.post("/book/mine", this::mine);
        routes.post(
                "/book/own", context -> own(context, (faces, one) -> faces.own(one, clock.instant(), one(context))));
        routes.post(
                "/book/cancel",
                context -> own(context, (faces, one) -> faces.cancel(one, clock.instant(), one(context))));
        routes.post("/book/cancelled", context -> {
            Touch touch = touch(context);
            done(context, touch, who -> bookings.cancel(who, touch.part(0)));
        });
        routes.post("/book/answer", context -> {
            Touch touch = touch(context);
            boolean yes = touch.part(1).equals("yes");
            done(context, touch, who -> bookings.answer(who, touch.part(0), yes));
        });
        routes.post("/book/phone", this::phone);
        routes.post("/tool/back", context -> tool(context, 0, BookingViews::tool));
        routes.post("/tool/bring", context -> tool(context, 0, BookingViews::howIsIt));
        routes.post("/tool/take", context -> {
            Bookings.Tool tool = tool(touch(context).part(0));
            turns.waitFor(new Errand.Take(tool));
            context.json(glass.show(now -> now.booking().showForTool(tool)));
        });
        routes.post("/tool/brought", context -> {
            Touch touch = touch(context);
            Answer answer = bookings.bring(tool(touch.part(1)), state(touch.part(0)));
            context.json(answered(answer, ""));
            written.run();
        });
    }

    /// The page is at home, or shows what a reader brought: the face that asks for a pass is off the
    /// glass, and whoever shows one next came for something else.
    void left() {
        turns.neverMind();
    }

    /// The pass that was waited for could not be read, and is asked for again.
    void onceMore() {
        turns.onceMore();
    }

    /// What to show for a reading: a tool's label, or a pass that was waited for. Empty for all
    /// else, which is for the desk.
    Optional<Show> read(String text, Supplier<Optional<Credential>> whose) {
        Optional<Bookings.Tool> tool = bookings.tool(text);
        if (tool.isPresent()) {
            turns.neverMind();
            return Optional.of(glass.show(now -> now.booking().tool(tool.get())));
        }
        if (!turns.waits()) {
            return Optional.empty();
        }
        return whose.get().flatMap(who -> turns.take().map(errand -> meet(who, errand)));
    }

    private Show meet(Credential who, Errand errand) {
        String event = turns.shown(who).toString();
        return switch (errand) {
            case Errand.Book(Answer.What what) -> {
                String request = request().toString();
                yield glass.show(now -> now.booking().asking(event, what, request));
            }
            case Errand.See() -> glass.show(now -> now.booking().asking(event));
            case Errand.Take(Bookings.Tool tool) -> {
                Answer answer = bookings.take(who, tool);
                written.run();
                yield answered(answer, event);
            }
        };
    }

    private void free(Context context) {
        Touch touch = touch(context);
        Person person = person(touch);
        turns.neverMind();
        Board.Kind kind = kind(touch.part(0));
        Instant starts = instant(touch.part(1));
        int page = page(touch.part(2));
        board(context, (faces, board) -> faces.free(board, clock.instant(), person.event, kind, starts, page));
    }

    private void choose(Context context) {
        Touch touch = touch(context);
        Person person = person(touch);
        Answer.What what = what(touch);
        boolean known = person.who.isPresent();
        if (known) {
            turns.neverMind();
        } else {
            turns.waitFor(new Errand.Book(what));
        }
        board(context, (faces, board) -> faces.confirm(board, clock.instant(), person.event, known, what));
    }

    /// Once for each request: it comes with the touch where a pass was shown for it.
    private void book(Context context, boolean orWait) {
        Touch touch = touch(context);
        Answer.What what = what(touch);
        UUID request = touch.part(4).isEmpty() ? request() : uuid(touch.part(4));
        done(
                context,
                touch,
                who -> bookings.book(
                        new Wish(request, who, what.bookable(), what.count(), what.starts(), what.ends(), orWait)));
    }

    private void mine(Context context) {
        Touch touch = touch(context);
        Person person = person(touch);
        int page = page(touch.part(0));
        if (person.who.isEmpty()) {
            askForPass(context);
            return;
        }
        context.future(() -> bookings.mine(person.who.get()).thenAccept(mine -> {
            turns.told(EventId.parse(person.event), mine);
            context.json(glass.show(now -> now.booking().mine(mine, clock.instant(), person.event, page)));
        }));
    }

    /// One of those that they were told of.
    private void own(Context context, BiFunction<BookingViews, Mine.Own, View> face) {
        Touch touch = touch(context);
        Person person = person(touch);
        Optional<Mine.Own> one = person.who
                .flatMap(_ -> turns.told(EventId.parse(person.event)))
                .flatMap(mine -> mine.bookings().stream()
                        .filter(own -> isMeant(own, touch))
                        .findFirst());
        if (one.isEmpty()) {
            askForPass(context);
            return;
        }
        context.json(glass.show(now -> face.apply(now.booking(), one.get())));
    }

    /// By its code; a tool in somebody's hands has none, and is told from another by when it was
    /// taken.
    private static boolean isMeant(Mine.Own own, Touch touch) {
        String starts = touch.part(1);
        return own.code().equals(touch.part(0))
                && (starts.isEmpty() || own.starts().equals(instant(starts)));
    }

    private void phone(Context context) {
        Person person = person(touch(context));
        if (person.who.isEmpty()) {
            askForPass(context);
            return;
        }
        context.future(() -> bookings.phone(person.who.get())
                .thenAccept(link -> context.json(
                        glass.show(now -> link.map(one -> now.booking().phone(one, person.event))
                                .orElseGet(() -> now.booking().noPhone(person.event))))));
    }

    private void done(Context context, Touch touch, Function<Credential, CompletableFuture<Answer>> asked) {
        Person person = person(touch);
        if (person.who.isEmpty()) {
            askForPass(context);
            return;
        }
        context.future(() -> asked.apply(person.who.get()).thenAccept(answer -> {
            context.json(answered(answer, person.event));
            written.run();
        }));
    }

    private void askForPass(Context context) {
        turns.waitFor(new Errand.See());
        context.json(glass.show(now -> now.booking().showForMine()));
    }

    private Show answered(Answer answer, String event) {
        Optional<Board> board = bookings.board();
        Instant at = clock.instant();
        return glass.show(now -> now.booking().of(answer, board, at, event));
    }

    private void tool(Context context, int part, BiFunction<BookingViews, Bookings.Tool, View> face) {
        Bookings.Tool tool = tool(touch(context).part(part));
        turns.neverMind();
        context.json(glass.show(now -> face.apply(now.booking(), tool)));
    }

    /// Of the board as it is now; a face that is drawn again says the same as before.
    private void board(Context context, BiFunction<BookingViews, Board, View> face) {
        Board board = bookings.board().orElseThrow(BookingRoutes::nobodySays);
        context.json(glass.show(now -> face.apply(now.booking(), board)));
    }

    private Person person(Touch touch) {
        if (touch.event == null || touch.event.isEmpty()) {
            return new Person("", Optional.empty());
        }
        EventId name = said(() -> EventId.parse(touch.event));
        Optional<Credential> who = turns.find(name);
        if (who.isEmpty()) {
            who = shownLately.apply(name);
            who.ifPresent(pass -> turns.knows(name, pass));
        }
        return new Person(who.isPresent() ? touch.event : "", who);
    }

    private String one(Context context) {
        return person(touch(context)).event;
    }

    private UUID request() {
        return EventId.byChance(random).value();
    }

    private Bookings.Tool tool(String label) {
        return bookings.tool(said(() -> new UnitLabel(label)).qr()).orElseThrow(BookingRoutes::nobodySays);
    }

    private static Answer.What what(Touch touch) {
        return said(() -> new Answer.What(
                touch.part(0),
                Integer.parseInt(touch.part(3)),
                Instant.parse(touch.part(1)),
                Instant.parse(touch.part(2))));
    }

    private static Board.Kind kind(String text) {
        return said(() -> Board.Kind.valueOf(text));
    }

    private static Bookings.State state(String text) {
        return said(() -> Bookings.State.valueOf(text));
    }

    private static LocalDate day(String text) {
        return said(() -> LocalDate.parse(text));
    }

    private static Instant instant(String text) {
        return said(() -> Instant.parse(text));
    }

    private static UUID uuid(String text) {
        return said(() -> UUID.fromString(text));
    }

    private static int page(String text) {
        return text.isEmpty() ? 0 : said(() -> Integer.parseInt(text));
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T said(Reading<T> reading) {
        try {
            return reading.read();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw nobodySays();
        }
    }

    private static Touch touch(Context context) {
        return DeskRoutes.body(context, Touch.class);
    }

    private static BadRequestResponse nobodySays() {
        return new BadRequestResponse("That is not a touch of this page.");
    }
}
