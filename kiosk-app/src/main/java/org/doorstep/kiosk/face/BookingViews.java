package org.doorstep.kiosk.face;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.Board;
import org.doorstep.kiosk.booking.Board.Kind;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.booking.Mine;
import org.doorstep.kiosk.booking.PhoneLink;
import org.doorstep.kiosk.face.AboutView.Item;

/// Puts rooms and tools into words: when, what is free, who, done. Pure but for the words.
///
/// What was touched so far travels in the touches themselves, as `what|from|to|count`, so that
/// nothing has to be remembered of whoever walks off.
public final class BookingViews {
    private static final int READ = 60;

    /// As long as a pass is waited for.
    private static final int WAIT = 60;

    /// To find a pen, or the phone.
    private static final int WRITE_DOWN = 90;

    /// With now, what comes later, what one has, and the way back: three rows of three.
    private static final int DAYS_ON_A_FACE = 5;

    /// With the way back: four rows of four.
    private static final int HOURS_ON_A_FACE = 14;

    /// With the ways on and back: as many as stand whole on the smallest glass with where each of
    /// them is.
    private static final int FREE_ON_A_FACE = 6;

    private static final int OWN_ON_A_FACE = 4;

    /// The board tells of so many days.
    private static final int MOST_DAYS = 15;

    /// What else is drawn of rooms and tools, beside what happens in them.
    private static final Set<String> PICTURES =
            Set.of("hall", "table", "chair", "projector", "drill", "strimmer", "ladder", "mower", "sewing", "kit");

    private static final Map<String, String> ALSO_CALLED =
            Map.of("kitchen", "cook", "meeting", "talk", "office", "job", "computer", "digital", "tools", "repair");

    private static final View.Leaving NEVER_MIND = new View.Leaving("book/never-mind", "");

    private final Words words;
    private final ZoneId zone;
    private final DateTimeFormatter time;
    private final DateTimeFormatter weekday;
    private final DateTimeFormatter date;

    public BookingViews(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
        this.time = words.times("time.pattern");
        this.weekday = words.times("book.weekday.pattern");
        this.date = words.times("book.date.pattern");
    }

    /// The first touch: a day, or now. `event` is who stands there, "" for nobody yet.
    public View when(Board board, Instant now, String event, int page) {
        List<LocalDate> days = board.days(now, MOST_DAYS);
        int first = Math.clamp(page, 0, (days.size() - 1) / DAYS_ON_A_FACE) * DAYS_ON_A_FACE;
        int last = Math.min(days.size(), first + DAYS_ON_A_FACE);
        List<Item> items = new ArrayList<>();
        Instant begun = board.now(now);
        if (first == 0 && (isAnythingFree(board, begun))) {
            items.add(Item.of("book/free", words.say("book.now"), "clock")
                    .with(Kind.PLACE + "|" + begun + "|0")
                    .also(words.say("book.now.also", time(begun))));
        }
        LocalDate today = day(now);
        for (LocalDate day : days.subList(Math.max(0, first), Math.max(0, last))) {
            items.add(Item.of("book/from", dayWord(day, today), "day")
                    .with(day + "|0")
                    .also(date.format(day)));
        }
        if (last < days.size()) {
            items.add(Item.of("book/when", words.say("book.later"), "more").with(Integer.toString(page + 1)));
        }
        items.add(Item.of("book/mine", words.say("book.mine"), "pass"));
        items.add(
                first == 0
                        ? new Item("done", "", words.say("back"), "", "back", "", "", true)
                        : back("book/when", words.say("back"), Integer.toString(page - 1)));
        return menu("book-when", event, words.say("book.when.title"), sentences(board, days), 3, items);
    }

    private List<String> sentences(Board board, List<LocalDate> days) {
        List<String> said = new ArrayList<>();
        boolean none = days.isEmpty();
        said.add(words.say(none ? "book.when.none" : "book.when.sentence"));
        if (board.isOld()) {
            said.add(asOf(board));
        }
        return said;
    }

    private static boolean isAnythingFree(Board board, Instant at) {
        return !board.free(Kind.PLACE, at).isEmpty()
                || !board.free(Kind.TOOL, at).isEmpty();
    }

    /// An hour of that day.
    public View from(Board board, Instant now, String event, LocalDate day, int page) {
        List<Instant> hours = board.starts(day, now);
        int pages = Math.max(0, hours.size() - 1) / HOURS_ON_A_FACE;
        int first = Math.clamp(page, 0, pages) * HOURS_ON_A_FACE;
        int last = Math.min(hours.size(), first + HOURS_ON_A_FACE);
        List<Item> items = new ArrayList<>();
        for (Instant hour : hours.subList(first, last)) {
            items.add(Item.of("book/free", time(hour), "clock").with(Kind.PLACE + "|" + hour + "|0"));
        }
        if (last < hours.size()) {
            items.add(
                    Item.of("book/from", words.say("book.later-hours"), "more").with(day + "|" + (page + 1)));
        }
        items.add(back("book/when", words.say("back"), "0"));
        boolean none = hours.isEmpty();
        return menu(
                "book-from",
                event,
                dayWord(day, day(now)) + ", " + date.format(day),
                List.of(words.say(none ? "book.from.none" : "book.from.sentence")),
                4,
                items);
    }

    /// What is free from then on: rooms, or tools.
    public View free(Board board, Instant now, String event, Kind kind, Instant starts, int page) {
        List<Board.Offer> offers = board.free(kind, starts);
        int pages = Math.max(0, offers.size() - 1) / FREE_ON_A_FACE;
        int at = Math.clamp(page, 0, pages);
        int last = Math.min(offers.size(), (at + 1) * FREE_ON_A_FACE);
        List<Item> items = new ArrayList<>();
        for (Board.Offer offer : offers.subList(at * FREE_ON_A_FACE, last)) {
            Answer.What what = new Answer.What(offer.what().id(), 1, offer.starts(), offer.ends());
            items.add(Item.of("book/choose", offer.what().title(), picture(offer.what()))
                    .with(text(what))
                    .also(about(offer)));
        }
        if (last < offers.size()) {
            items.add(Item.of("book/free", words.say("book.more"), "more").with(kind + "|" + starts + "|" + (at + 1)));
        }
        Kind other = kind == Kind.PLACE ? Kind.TOOL : Kind.PLACE;
        if (board.bookables().stream().anyMatch(one -> one.kind() == other)) {
            boolean tools = other == Kind.TOOL;
            items.add(
                    Item.of("book/free", words.say(tools ? "book.tools" : "book.rooms"), tools ? "repair" : "door-open")
                            .with(other + "|" + starts + "|0"));
        }
        items.add(back("book/from", words.say("book.other-time"), day(starts) + "|0"));
        List<String> said = new ArrayList<>();
        boolean none = offers.isEmpty();
        said.add(words.say(none ? "book.free.none" : "book.free.sentence"));
        if (board.isOld()) {
            said.add(asOf(board));
        }
        String title = words.say("book.free.title", dayWord(day(starts), day(now)), time(starts));
        return menu("book-free", event, title, said, 3, items);
    }

    private String about(Board.Offer offer) {
        List<String> facts = new ArrayList<>();
        if (!offer.what().place().isEmpty()) {
            facts.add(offer.what().place());
        }
        if (offer.what().many() > 1) {
            facts.add(words.say("book.left", offer.left()));
        } else if (!offer.what().goesByDays()) {
            facts.add(words.say("book.until", time(offer.latest())));
        }
        return words.list(facts);
    }

    /// What was chosen, how long and how many of it, and what it still takes. `known`: whether
    /// whoever stands there has shown their pass.
    public View confirm(Board board, Instant now, String event, boolean known, Answer.What what) {
        Optional<Board.Bookable> found = board.find(what.bookable());
        if (found.isEmpty()) {
            return when(board, now, event, 0);
        }
        Board.Bookable bookable = found.get();
        List<Item> items = new ArrayList<>();
        if (known) {
            items.add(Item.of("book/it", words.say("book.it"), "tick").with(text(what)));
        } else {
            items.add(Item.of("book/no-pass", words.say("book.no-pass"), "guest"));
        }
        items.add(back("book/free", words.say("back"), bookable.kind() + "|" + what.starts() + "|0"));
        String when = span(what, now);
        return new BookingView.Confirm(
                event,
                bookable.title(),
                bookable.place().isEmpty() ? when : words.say("book.place-and-when", bookable.place(), when),
                picture(bookable),
                steppers(bookable, what, now),
                "book/choose",
                call(!known, bookable.asked()),
                items,
                NEVER_MIND,
                WAIT);
    }

    private String call(boolean shows, boolean asked) {
        return words.say(shows ? "book.confirm.show" : asked ? "book.confirm.asked" : "book.confirm.known");
    }

    private List<BookingView.Stepper> steppers(Board.Bookable bookable, Answer.What what, Instant now) {
        List<BookingView.Stepper> steppers = new ArrayList<>();
        boolean days = bookable.goesByDays();
        if (!days) {
            Instant earlier = what.starts().minus(bookable.step());
            Instant later = what.starts().plus(bookable.step());
            Duration length = Duration.between(what.starts(), what.ends());
            steppers.add(new BookingView.Stepper(
                    "start",
                    words.say("book.start"),
                    time(what.starts()),
                    words.say("book.start.earlier"),
                    ifFree(bookable, what.count(), earlier, earlier.plus(length), now),
                    words.say("book.start.later"),
                    ifFree(bookable, what.count(), later, later.plus(length), now)));
        }
        Instant shorter = days
                ? bookable.otherDay(what.starts(), what.ends(), false, zone).orElse(what.starts())
                : what.ends().minus(bookable.step());
        Instant longer = days
                ? bookable.otherDay(what.starts(), what.ends(), true, zone).orElse(what.starts())
                : what.ends().plus(bookable.step());
        steppers.add(new BookingView.Stepper(
                "end",
                words.say(days ? "book.back-by" : "book.end"),
                days ? date.format(day(what.ends())) : time(what.ends()),
                words.say("book.end.earlier"),
                ifFree(bookable, what.count(), what.starts(), shorter, now),
                words.say("book.end.later"),
                ifFree(bookable, what.count(), what.starts(), longer, now)));
        if (bookable.many() > 1) {
            steppers.add(new BookingView.Stepper(
                    "count",
                    words.say("book.count"),
                    words.number(what.count()),
                    words.say("book.count.fewer"),
                    ifFree(bookable, what.count() - 1, what.starts(), what.ends(), now),
                    words.say("book.count.more"),
                    ifFree(bookable, what.count() + 1, what.starts(), what.ends(), now)));
        }
        return steppers;
    }

    /// What a touch sends, or nothing if it cannot be had so, as far as is known here.
    private static String ifFree(Board.Bookable bookable, int count, Instant starts, Instant ends, Instant now) {
        Duration length = Duration.between(starts, ends);
        boolean fits = count >= 1
                && ends.isAfter(now)
                && length.compareTo(bookable.shortest()) >= 0
                && length.compareTo(bookable.longest()) <= 0
                && !ends.isAfter(bookable.latestEnd(starts, count));
        return fits ? text(new Answer.What(bookable.id(), count, starts, ends)) : "";
    }

    /// A pass is waited for, for nothing but itself: to see what its holder has booked.
    public View showForMine() {
        return asksForPass("book.mine", words.say("book.mine.show"));
    }

    public View showForTool(Bookings.Tool tool) {
        return new BookingView.Menu(
                "book-show",
                "",
                title(tool),
                List.of(),
                List.of(words.say("book.confirm.show")),
                "",
                2,
                List.of(
                        Item.of("book/no-pass", words.say("book.no-pass"), "guest"),
                        back("tool/back", words.say("back"), text(tool))),
                NEVER_MIND,
                "",
                WAIT);
    }

    private View asksForPass(String title, String sentence) {
        return new BookingView.Menu(
                "book-show",
                "",
                words.say(title),
                List.of(),
                List.of(sentence),
                "",
                2,
                List.of(
                        Item.of("book/no-pass", words.say("book.no-pass"), "guest"),
                        back("book/when", words.say("back"), "0")),
                NEVER_MIND,
                "",
                WAIT);
    }

    /// A pass was shown for this: the page asks for it at once. However often it asks, it is booked
    /// once.
    public View asking(String event, Answer.What what, String request) {
        return asking(event, "book/it", text(what) + "|" + request);
    }

    /// A pass was shown to see what is booked: the page asks for it at once.
    public View asking(String event) {
        return asking(event, "book/mine", "0");
    }

    private View asking(String event, String to, String value) {
        return new BookingView.Asking(
                event, words.say("book.asking"), words.say("book.asking.sentence"), to, value, words.say("back"), READ);
    }

    /// What came of it.
    public View of(Answer answer, Optional<Board> board, Instant now, String event) {
        return switch (answer) {
            case Answer.Booked(Answer.What what, String code) ->
                done(
                        "book-booked",
                        event,
                        words.say("book.booked"),
                        whatAndWhen(board, what, now),
                        List.of(words.say("book.booked.also")),
                        code);
            case Answer.Asked(Answer.What what, String code) ->
                done(
                        "book-asked",
                        event,
                        words.say("book.asked"),
                        whatAndWhen(board, what, now),
                        List.of(words.say("book.asked.also")),
                        code);
            case Answer.Saved(Answer.What what, String code, List<Answer.Free> others) ->
                saved(board, what, code, others, now, event);
            case Answer.NotFree(Answer.What what, List<Answer.Free> nearest, boolean canWait) ->
                menu(
                        "book-not-free",
                        event,
                        words.say("book.not-free"),
                        List.of(nearestWord(nearest.isEmpty())),
                        2,
                        others(board, what, nearest, canWait, now));
            case Answer.Waits(Answer.What what, int place) ->
                done(
                        "book-waits",
                        event,
                        words.say("book.waits"),
                        whatAndWhen(board, what, now),
                        List.of(words.say("book.waits.sentence", place), words.say("book.waits.also")),
                        "");
            case Answer.Refused(Answer.Why why) ->
                menu(
                        "book-refused",
                        event,
                        words.say("book.refused"),
                        List.of(words.say("book.why." + key(why))),
                        2,
                        List.of(again(), Item.home(words.say("done"))));
            case Answer.Cancelled(Answer.What what) ->
                done(
                        "book-cancelled",
                        event,
                        words.say("book.cancelled"),
                        whatAndWhen(board, what, now),
                        List.of(words.say("book.cancelled.also")),
                        "");
            case Answer.Taken(Bookings.Tool tool, Optional<Instant> back) -> taken(tool, back, now);
            case Answer.Brought(Bookings.Tool tool, Bookings.State state) -> brought(tool, state);
            case Answer.HubAway() ->
                menu(
                        "book-away",
                        event,
                        words.say("book.away"),
                        List.of(words.say("book.away.sentence")),
                        2,
                        List.of(Item.home(words.say("done"))));
            case Answer.CannotSave() ->
                menu(
                        "book-not-saved",
                        event,
                        words.say("cannot-save.title"),
                        List.of(words.say("cannot-save.sentence"), words.say("book.not-saved")),
                        2,
                        List.of(Item.home(words.say("done"))));
        };
    }

    private String nearestWord(boolean none) {
        return words.say(none ? "book.not-free.none" : "book.not-free.sentence");
    }

    private View saved(
            Optional<Board> board, Answer.What what, String code, List<Answer.Free> others, Instant now, String event) {
        List<String> said = new ArrayList<>();
        said.add(words.say("book.saved.sentence"));
        board.filter(Board::isOld).ifPresent(known -> said.add(asOf(known)));
        if (!others.isEmpty()) {
            List<String> free =
                    others.stream().map(one -> whatAndWhen(board, one, now)).toList();
            said.add(words.say("book.saved.others", words.list(free)));
        }
        return done("book-saved", event, words.say("book.saved"), whatAndWhen(board, what, now), said, code);
    }

    private View done(String name, String event, String title, String fact, List<String> said, String code) {
        return new BookingView.Menu(
                name,
                event,
                title,
                List.of(fact),
                said,
                code,
                3,
                List.of(
                        Item.of("book/mine", words.say("book.mine"), "pass"),
                        Item.of("book/phone", words.say("book.phone"), "digital"),
                        Item.home(words.say("book.have-it"))),
                View.Leaving.NOTHING,
                name.equals("book-cancelled") ? "goodbye" : "welcome",
                WRITE_DOWN);
    }

    private List<Item> others(
            Optional<Board> board, Answer.What what, List<Answer.Free> nearest, boolean canWait, Instant now) {
        int count = what.count();
        List<Item> items = new ArrayList<>();
        for (Answer.Free one : nearest.subList(0, Math.min(nearest.size(), OWN_ON_A_FACE))) {
            items.add(Item.of(
                            "book/choose",
                            title(board, one.bookable()),
                            board.flatMap(known -> known.find(one.bookable()))
                                    .map(BookingViews::picture)
                                    .orElse("star"))
                    .with(text(new Answer.What(one.bookable(), count, one.starts(), one.ends())))
                    .also(span(new Answer.What(one.bookable(), count, one.starts(), one.ends()), now)));
        }
        if (canWait) {
            items.add(Item.of("book/wait", words.say("book.wait"), "waiting").with(text(what)));
        }
        items.add(again());
        items.add(Item.home(words.say("done")));
        return items;
    }

    private Item again() {
        return Item.of("book/when", words.say("book.other-time"), "again").with("0");
    }

    /// What they have booked, each a touch away.
    public View mine(Mine mine, Instant now, String event, int page) {
        List<Mine.Own> all = mine.bookings();
        int at = Math.clamp(page, 0, Math.max(0, all.size() - 1) / OWN_ON_A_FACE);
        int last = Math.min(all.size(), (at + 1) * OWN_ON_A_FACE);
        List<Item> items = new ArrayList<>();
        for (Mine.Own own : all.subList(at * OWN_ON_A_FACE, last)) {
            items.add(Item.of("book/own", own.title(), picture(own.how()))
                    .with(own.code() + "|" + own.starts())
                    .also(words.say("book.own", span(what(own), now), how(own.how()))));
        }
        if (last < all.size()) {
            items.add(Item.of("book/mine", words.say("book.more"), "more").with(Integer.toString(at + 1)));
        }
        items.add(Item.of("book/when", words.say("home.book"), "day").with("0"));
        items.add(Item.of("book/phone", words.say("book.phone"), "digital"));
        items.add(Item.home(words.say("done")));
        List<String> said = new ArrayList<>();
        if (!mine.whole()) {
            said.add(words.say("book.mine.away"));
        }
        boolean none = all.isEmpty();
        said.add(words.say(none ? "book.mine.none" : "book.mine.sentence"));
        return menu("book-mine", event, words.say("book.mine"), said, 3, items);
    }

    /// One of them.
    public View own(Mine.Own own, Instant now, String event) {
        List<String> said = List.of(
                switch (own.how()) {
                    case BOOKED -> words.say("book.own.booked");
                    case ASKED -> words.say("book.own.asked");
                    case SAVED -> words.say("book.saved.sentence");
                    case WAITS -> words.say("book.waits.also");
                    case OFFERED ->
                        words.say("book.own.offered", dayWord(day(own.until()), day(now)), time(own.until()));
                    case LOST -> words.say("book.own.lost");
                    case TAKEN -> words.say("tool.taken.until", dayWord(day(own.ends()), day(now)), time(own.ends()));
                });
        List<Item> items = new ArrayList<>();
        switch (own.how()) {
            case OFFERED -> {
                items.add(Item.of("book/answer", words.say("book.offer.yes"), "tick")
                        .with(own.code() + "|yes"));
                items.add(Item.of("book/answer", words.say("book.offer.no"), "less")
                        .with(own.code() + "|no"));
            }
            case LOST -> items.add(again());
            case TAKEN -> {
                // It is brought back by its own label.
            }
            case BOOKED, ASKED, SAVED, WAITS ->
                items.add(Item.of("book/cancel", words.say("book.cancel"), "delete")
                        .with(own.code()));
        }
        items.add(back("book/mine", words.say("back"), "0"));
        return new BookingView.Menu(
                "book-own",
                event,
                own.title(),
                List.of(span(what(own), now)),
                said,
                own.code(),
                2,
                items,
                View.Leaving.NOTHING,
                "",
                READ);
    }

    /// Asked once more: a hand that shakes has touched it.
    public View cancel(Mine.Own own, Instant now, String event) {
        return new BookingView.Menu(
                "book-cancel",
                event,
                words.say("book.cancel.title"),
                List.of(words.say("book.what-and-when", own.title(), span(what(own), now))),
                List.of(),
                "",
                2,
                List.of(
                        Item.of("book/cancelled", words.say("book.cancel.yes"), "delete")
                                .with(own.code()),
                        back("book/mine", words.say("book.cancel.no"), "0")),
                View.Leaving.NOTHING,
                "",
                READ);
    }

    public View phone(PhoneLink link, String event) {
        return new BookingView.OnPhone(
                event,
                QrPicture.of(link.address()),
                words.say("book.phone.title"),
                words.say("book.phone.sentence"),
                words.say("book.phone.also", time(link.until())),
                List.of(back("book/mine", words.say("back"), "0"), Item.home(words.say("done"))),
                WRITE_DOWN);
    }

    /// The hub cannot be asked, or has no address for phones.
    public View noPhone(String event) {
        return menu(
                "book-no-phone",
                event,
                words.say("book.phone.none"),
                List.of(words.say("book.phone.none.sentence")),
                2,
                List.of(back("book/mine", words.say("back"), "0"), Item.home(words.say("done"))));
    }

    /// A tool's own label was shown.
    public View tool(Bookings.Tool tool) {
        return menu(
                "tool",
                "",
                title(tool),
                List.of(words.say("tool.sentence")),
                2,
                List.of(
                        Item.of("tool/take", words.say("tool.take"), "garden").with(text(tool)),
                        Item.of("tool/bring", words.say("tool.bring"), "house").with(text(tool)),
                        new Item("done", "", words.say("back"), "", "back", "", "", true)));
    }

    public View howIsIt(Bookings.Tool tool) {
        return menu(
                "tool-state",
                "",
                words.say("tool.state.title"),
                List.of(words.say("tool.state.sentence", title(tool))),
                2,
                List.of(
                        state(tool, "tool.fine", "tick", Bookings.State.FINE),
                        state(tool, "tool.care", "repair", Bookings.State.CARE),
                        state(tool, "tool.broken", "trouble", Bookings.State.BROKEN),
                        back("tool/back", words.say("back"), text(tool))));
    }

    private Item state(Bookings.Tool tool, String key, String picture, Bookings.State state) {
        return Item.of("tool/brought", words.say(key), picture).with(state + "|" + text(tool));
    }

    private View taken(Bookings.Tool tool, Optional<Instant> back, Instant now) {
        List<String> said = new ArrayList<>();
        back.ifPresent(until -> said.add(words.say("tool.taken.until", dayWord(day(until), day(now)), time(until))));
        said.add(words.say("tool.taken.also"));
        return menu(
                "tool-taken", "", words.say("tool.taken", title(tool)), said, 2, List.of(Item.home(words.say("done"))));
    }

    private View brought(Bookings.Tool tool, Bookings.State state) {
        String sentence =
                switch (state) {
                    case FINE -> words.say("tool.brought.fine");
                    case CARE -> words.say("tool.brought.care");
                    case BROKEN -> words.say("tool.brought.broken");
                };
        List<String> said = new ArrayList<>(List.of(sentence));
        if (!tool.place().isEmpty() && state != Bookings.State.BROKEN) {
            said.add(words.say("tool.brought.place", tool.place()));
        }
        return menu("tool-brought", "", words.say("tool.brought"), said, 2, List.of(Item.home(words.say("done"))));
    }

    private String title(Bookings.Tool tool) {
        return tool.title().isEmpty() ? words.say("tool.unnamed") : tool.title();
    }

    private static Item back(String to, String label, String value) {
        return new Item("back", to, label, "", "back", "", value, true);
    }

    private static View menu(
            String name, String event, String title, List<String> sentences, int columns, List<Item> items) {
        return new BookingView.Menu(
                name, event, title, List.of(), sentences, "", columns, items, View.Leaving.NOTHING, "", READ);
    }

    private String whatAndWhen(Optional<Board> board, Answer.What what, Instant now) {
        String title = title(board, what.bookable());
        return words.say(
                "book.what-and-when",
                what.count() > 1 ? words.say("book.several", what.count(), title) : title,
                span(what, now));
    }

    private String whatAndWhen(Optional<Board> board, Answer.Free free, Instant now) {
        return whatAndWhen(board, new Answer.What(free.bookable(), 1, free.starts(), free.ends()), now);
    }

    private static String title(Optional<Board> board, String bookable) {
        return board.flatMap(known -> known.find(bookable))
                .map(Board.Bookable::title)
                .orElse(bookable);
    }

    /// "today, 15:30 to 17:00"
    private String span(Answer.What what, Instant now) {
        LocalDate today = day(now);
        LocalDate first = day(what.starts());
        LocalDate last = day(what.ends());
        return first.equals(last)
                ? words.say("book.span", dayAndDate(first, today), time(what.starts()), time(what.ends()))
                : words.say(
                        "book.span.days",
                        words.say("book.day-and-time", dayAndDate(first, today), time(what.starts())),
                        words.say("book.day-and-time", dayAndDate(last, today), time(what.ends())));
    }

    private String dayAndDate(LocalDate day, LocalDate today) {
        return day.equals(today) || day.equals(today.plusDays(1))
                ? dayWord(day, today)
                : words.say("book.day-and-date", weekday.format(day), date.format(day));
    }

    private String dayWord(LocalDate day, LocalDate today) {
        if (day.equals(today)) {
            return words.say("book.today");
        }
        return day.equals(today.plusDays(1)) ? words.say("book.tomorrow") : weekday.format(day);
    }

    private String asOf(Board board) {
        return words.say("book.as-of", time(board.asOf()), date.format(day(board.asOf())));
    }

    private String how(Mine.How how) {
        return switch (how) {
            case BOOKED -> words.say("book.how.booked");
            case ASKED -> words.say("book.how.asked");
            case SAVED -> words.say("book.how.saved");
            case WAITS -> words.say("book.how.waits");
            case OFFERED -> words.say("book.how.offered");
            case LOST -> words.say("book.how.lost");
            case TAKEN -> words.say("book.how.taken");
        };
    }

    private static String picture(Mine.How how) {
        return switch (how) {
            case BOOKED -> "tick";
            case ASKED, WAITS -> "waiting";
            case SAVED -> "saved";
            case OFFERED -> "star";
            case LOST -> "trouble";
            case TAKEN -> "repair";
        };
    }

    /// Of our own drawings, of which the hub's pages know more names than there are pictures.
    private static String picture(Board.Bookable bookable) {
        String name = ALSO_CALLED.getOrDefault(bookable.picture(), bookable.picture());
        if (Views.PICTURES.contains(name) || PICTURES.contains(name)) {
            return name;
        }
        return bookable.kind() == Kind.PLACE ? "room" : "repair";
    }

    private static String key(Answer.Why why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Answer.What what(Mine.Own own) {
        return new Answer.What(own.bookable(), own.count(), own.starts(), own.ends());
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private String time(Instant at) {
        return time.format(at.atZone(zone));
    }

    /// As a touch sends it.
    private static String text(Answer.What what) {
        return what.bookable() + "|" + what.starts() + "|" + what.ends() + "|" + what.count();
    }

    private static String text(Bookings.Tool tool) {
        return tool.label();
    }
}
