package org.doorstep.hub.booking.units;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;

/// The hub's opening hours, its closures, how much one may have, and who may not be beside whom.
public final class RoomRulesRoutes {
    private static final String PATH = "/room-rules";

    private static final int MOST_REASON = 200;
    private static final int MOST_YEARS_AWAY = 3;
    private static final int MOST_OPEN = 99;
    private static final int MOST_HOURS = 168;
    private static final int MINUTES = 60;

    /// A manager who puts up another for every day does not want this list, but hours.
    private static final int MOST_CLOSURES = 400;

    private static final int MOST_APART = 100;

    /// What is written to the audit.
    enum Change {
        HUB_HOURS_CHANGED,
        CLOSURE_ADDED,
        CLOSURE_TAKEN_BACK,
        BOOKING_RULES_CHANGED,
        KEPT_APART,
        LET_BE_TOGETHER
    }

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable changed;

    /// `changed` is run when something else is free: kiosks are told.
    public RoomRulesRoutes(Database database, ZoneId zone, InstantSource clock, Audit audit, Runnable changed) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access change = Access.to(Role.MANAGER);
        routes.page(see, Section.SETTING_UP, PATH, "nav.room-rules", exchange -> show(exchange, 200, Map.of()));
        routes.post(change, PATH, this::change);
        routes.post(change, PATH + "/hours", this::hours);
        routes.post(change, PATH + "/closures", this::close);
        routes.post(change, PATH + "/closures/take-back", this::openAgain);
        routes.post(change, PATH + "/apart", this::keepApart);
        routes.post(change, PATH + "/apart/take-back", this::letBeTogether);
    }

    private void hours(Exchange exchange) {
        RoomForm form = new RoomForm(exchange::field, exchange::has);
        List<OpenHours> lines = form.hours();
        if (!form.mistakes().isEmpty()) {
            show(exchange, 422, form.mistakes());
            return;
        }
        database.write(handle -> {
            CatalogueBook.setHours(handle, "", lines);
            return true;
        });
        done(exchange, Change.HUB_HOURS_CHANGED, "");
    }

    private void change(Exchange exchange) {
        Map<String, String> mistakes = new HashMap<>();
        int open = number(exchange, "mostOpen", MOST_OPEN, mistakes);
        int hours = number(exchange, "hoursAWeek", MOST_HOURS, mistakes);
        int share = number(exchange, "fairShare", 100, mistakes);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (exchange.has("good" + day.getValue())) {
                days.add(day);
            }
        }
        int from = minute(exchange, "goodFrom", mistakes);
        int until = minute(exchange, "goodUntil", mistakes);
        if (mistakes.isEmpty() && until <= from) {
            mistakes.put("goodUntil", "rules.mistake.good");
        }
        if (!mistakes.isEmpty()) {
            show(exchange, 422, mistakes);
            return;
        }
        database.write(handle -> {
            CatalogueBook.setRules(handle, new BookingRules(open, hours, share, days, from, until));
            return true;
        });
        done(exchange, Change.BOOKING_RULES_CHANGED, "");
    }

    private void close(Exchange exchange) {
        Catalogue catalogue = database.read(Catalogue::read);
        Map<String, String> mistakes = new HashMap<>();
        Optional<Times> times = closed(exchange, mistakes);
        String which = exchange.field("bookable");
        String reason = reason(exchange, mistakes);
        if (!which.isEmpty() && known(catalogue, which).isEmpty()) {
            mistakes.put("bookable", "rules.mistake.bookable");
        }
        if (catalogue.closures().size() >= MOST_CLOSURES) {
            mistakes.put("first", "rules.mistake.too-many");
        }
        if (!mistakes.isEmpty()) {
            show(exchange, 422, mistakes);
            return;
        }
        database.write(handle -> {
            CatalogueBook.close(handle, which, times.orElseThrow(), reason);
            return true;
        });
        done(exchange, Change.CLOSURE_ADDED, which + " " + exchange.field("first"));
    }

    /// From the first day to the last, whole days unless times are said.
    private Optional<Times> closed(Exchange exchange, Map<String, String> mistakes) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        try {
            LocalDate first = LocalDate.parse(exchange.field("first"));
            String until = exchange.field("last");
            LocalDate last = until.isEmpty() ? first : LocalDate.parse(until);
            String from = exchange.field("from");
            String to = exchange.field("to");
            Times times = new Times(
                    first.atTime(from.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(from))
                            .atZone(zone)
                            .toInstant(),
                    (to.isEmpty() ? last.plusDays(1).atStartOfDay() : last.atTime(LocalTime.parse(to)))
                            .atZone(zone)
                            .toInstant());
            if (last.isBefore(today) || last.isAfter(today.plusYears(MOST_YEARS_AWAY))) {
                mistakes.put("first", "activity.mistake.date.range");
            }
            return Optional.of(times);
        } catch (DateTimeException | IllegalArgumentException e) {
            mistakes.put("first", "rules.mistake.closed");
            return Optional.empty();
        }
    }

    private void openAgain(Exchange exchange) {
        long id = id(exchange);
        database.write(handle -> {
            CatalogueBook.openAgain(handle, id);
            return true;
        });
        done(exchange, Change.CLOSURE_TAKEN_BACK, Long.toString(id));
    }

    private void keepApart(Exchange exchange) {
        Catalogue catalogue = database.read(Catalogue::read);
        Map<String, String> mistakes = new HashMap<>();
        Optional<Bookable> one = known(catalogue, exchange.field("one"));
        Optional<Bookable> other = known(catalogue, exchange.field("other"));
        Optional<PartyKind> kind = partyKind(exchange.field("kind"));
        Optional<PartyKind> otherKind = partyKind(exchange.field("otherKind"));
        String reason = reason(exchange, mistakes);
        if (one.isEmpty() || other.isEmpty() || kind.isEmpty() || otherKind.isEmpty()) {
            mistakes.put("apart", "rules.mistake.apart");
        } else if (catalogue.apart().size() >= MOST_APART) {
            mistakes.put("apart", "rules.mistake.too-many");
        }
        if (!mistakes.isEmpty()) {
            show(exchange, 422, mistakes);
            return;
        }
        database.write(handle -> {
            CatalogueBook.keepApart(
                    handle, new Apart(0, one.get().id(), kind.get(), other.get().id(), otherKind.get(), reason));
            return true;
        });
        done(exchange, Change.KEPT_APART, one.get().id() + " " + other.get().id());
    }

    private void letBeTogether(Exchange exchange) {
        long id = id(exchange);
        database.write(handle -> {
            CatalogueBook.letBeTogether(handle, id);
            return true;
        });
        done(exchange, Change.LET_BE_TOGETHER, Long.toString(id));
    }

    private void done(Exchange exchange, Change what, String detail) {
        changed.run();
        audit.add(exchange.visitor().name(), what, detail);
        exchange.goTo(PATH);
    }

    private void show(Exchange exchange, int status, Map<String, String> mistakes) {
        Words words = exchange.words();
        Catalogue catalogue = database.read(Catalogue::read);
        Map<String, String> sent = status == 200 ? Map.of() : RoomPages.sent(exchange);
        Map<String, String> fields = new HashMap<>(rules(catalogue.rules()));
        if (status != 200) {
            for (String name : List.of(
                    "mostOpen",
                    "hoursAWeek",
                    "fairShare",
                    "goodFrom",
                    "goodUntil",
                    "first",
                    "last",
                    "from",
                    "to",
                    "reason",
                    "bookable",
                    "one",
                    "other",
                    "kind",
                    "otherKind")) {
                if (exchange.has(name)) {
                    fields.put(name, exchange.field(name));
                }
            }
        }
        exchange.page(
                status,
                "booking/units/rules",
                new RoomRulesPage(
                        exchange.frame(PATH),
                        exchange.visitor().role() == Role.MANAGER,
                        RoomPages.days(words, catalogue.hubHours(), sent, mistakes),
                        closures(words, catalogue),
                        catalogue.apart().stream()
                                .map(apart -> new RoomRulesPage.Together(
                                        apart.id(),
                                        words.say(
                                                "rules.apart.line",
                                                words.of("party.kind", apart.kind()),
                                                catalogue.get(apart.bookable()).title(),
                                                words.of("party.kind", apart.otherKind()),
                                                catalogue.get(apart.other()).title()),
                                        apart.reason()))
                                .toList(),
                        catalogue.offered().stream()
                                .map(bookable ->
                                        new RoomPage.Choice(bookable.id().value(), bookable.title(), false))
                                .toList(),
                        Stream.of(PartyKind.values())
                                .map(kind -> new RoomPage.Choice(kind.stored(), words.of("party.kind", kind), false))
                                .toList(),
                        Stream.of(DayOfWeek.values())
                                .map(day -> new RoomRulesPage.GoodDay(
                                        day.getValue(),
                                        words.of("weekday", day),
                                        catalogue.rules().goodDays().contains(day)))
                                .toList(),
                        fields,
                        mistakes.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> words.say(e.getValue())))));
    }

    private List<RoomRulesPage.Closed> closures(Words words, Catalogue catalogue) {
        List<RoomRulesPage.Closed> closed = new ArrayList<>();
        for (Closure closure : catalogue.closures()) {
            if (closure.times().ends().isAfter(clock.instant())) {
                String what = closure.bookable().isEmpty()
                        ? words.say("rules.closed.all")
                        : known(catalogue, closure.bookable())
                                .map(Bookable::title)
                                .orElse(closure.bookable());
                closed.add(
                        new RoomRulesPage.Closed(closure.id(), what, when(words, closure.times()), closure.reason()));
            }
        }
        return closed;
    }

    private String when(Words words, Times times) {
        LocalDate first = words.date(times.starts());
        LocalDate last = words.date(times.ends().minusSeconds(1));
        boolean wholeDays = times.starts().equals(first.atStartOfDay(zone).toInstant())
                && times.ends().equals(last.plusDays(1).atStartOfDay(zone).toInstant());
        if (!wholeDays) {
            return words.say(
                    "rules.closed.times",
                    words.day(first),
                    words.time(times.starts()),
                    words.day(words.date(times.ends())),
                    words.time(times.ends()));
        }
        return first.equals(last)
                ? words.day(first)
                : words.say("rules.closed.days", words.longDay(first), words.longDay(last));
    }

    private static Map<String, String> rules(BookingRules rules) {
        return Map.of(
                "mostOpen", Integer.toString(rules.mostOpen()),
                "hoursAWeek", Integer.toString(rules.hoursAWeek()),
                "fairShare", Integer.toString(rules.fairShare()),
                "goodFrom", clock(rules.goodFrom()),
                "goodUntil", clock(rules.goodUntil()));
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / MINUTES % 24, minute % MINUTES);
    }

    private static Optional<Bookable> known(Catalogue catalogue, String id) {
        return catalogue.all().stream()
                .filter(bookable -> bookable.id().value().equals(id))
                .findFirst();
    }

    static Optional<PartyKind> partyKind(String text) {
        return Stream.of(PartyKind.values())
                .filter(kind -> kind.stored().equals(text))
                .findFirst();
    }

    private static String reason(Exchange exchange, Map<String, String> mistakes) {
        String reason = exchange.field("reason");
        if (reason.isEmpty() || reason.length() > MOST_REASON) {
            mistakes.put("reason", "rules.mistake.reason");
        }
        return reason;
    }

    private static int number(Exchange exchange, String field, int most, Map<String, String> mistakes) {
        try {
            int number = Integer.parseInt(exchange.field(field));
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as any other number that does not do.
        }
        mistakes.put(field, "rules.mistake.number");
        return 0;
    }

    /// A minute of the day; midnight at the end of the good hours is the day's last.
    private static int minute(Exchange exchange, String field, Map<String, String> mistakes) {
        try {
            int minute = LocalTime.parse(exchange.field(field)).toSecondOfDay() / MINUTES;
            return minute == 0 && field.equals("goodUntil") ? 24 * MINUTES : minute;
        } catch (DateTimeException e) {
            mistakes.put(field, "rules.mistake.good");
            return 0;
        }
    }

    private static long id(Exchange exchange) {
        try {
            return Long.parseLong(exchange.field("id"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
