package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.clock.HubClock;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.store.Database;

/// Taps without a sure time, for a manager to place or to leave; and the hub's own clock, for a manager to
/// confirm.
public final class UnsureRoutes {
    private static final String PATH = "/unsure";

    /// What is written to the audit.
    enum Change {
        TAP_PLACED,
        TAP_TAKEN_BACK,
        CLOCK_CONFIRMED
    }

    private final Database database;
    private final HandPlacing placing;
    private final HubClock hubClock;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;

    public UnsureRoutes(
            Database database, HandPlacing placing, HubClock hubClock, ZoneId zone, InstantSource clock, Audit audit) {
        this.database = database;
        this.placing = placing;
        this.hubClock = hubClock;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.page(
                routes.reading("hub.pass.symbol", "hub.tap.at", "hub.placed_by_hand.by_name"),
                Section.TO_PUT_RIGHT,
                PATH,
                "nav.unsure",
                this::show);
        routes.post(Access.to(Role.MANAGER), PATH + "/place", this::place);
        routes.post(Access.to(Role.MANAGER), PATH + "/take-back", this::takeBack);
        routes.post(Access.to(Role.MANAGER), PATH + "/clock", this::confirm);
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        Instant now = clock.instant();
        HubTime time = hubClock.now();
        long count = database.read(UnsureTimes::count);
        List<UnsureTimes.Placed> placed = database.read(UnsureTimes::placed);
        List<UnsureTimes.Item> items = database.read(handle -> UnsureTimes.list(handle, zone));
        exchange.page(
                "attendance/unsure",
                new UnsurePage(
                        exchange.frame(PATH),
                        clockSaid(words, time),
                        !time.believed(),
                        count,
                        items.stream().map(item -> item(words, item, now)).toList(),
                        placed.stream().map(one -> placed(words, one, now)).toList()));
    }

    private void place(Exchange exchange) {
        Optional<EventId> event = event(exchange.field("event"));
        Optional<SessionId> session = session(exchange.field("session"));
        if (event.isEmpty()
                || session.isEmpty()
                || !placing.place(event.get(), session.get(), exchange.visitor().name())) {
            exchange.notHere();
            return;
        }
        audit.add(exchange.visitor().name(), Change.TAP_PLACED, session.get().toString());
        exchange.goTo(PATH);
    }

    private void takeBack(Exchange exchange) {
        Optional<SessionId> was = event(exchange.field("event")).flatMap(placing::takeBack);
        if (was.isEmpty()) {
            exchange.notHere();
            return;
        }
        audit.add(exchange.visitor().name(), Change.TAP_TAKEN_BACK, was.get().toString());
        exchange.goTo(PATH);
    }

    private void confirm(Exchange exchange) {
        String name = exchange.visitor().name();
        hubClock.confirm(name);
        audit.add(name, Change.CLOCK_CONFIRMED, clock.instant().toString());
        exchange.goTo(PATH);
    }

    private String clockSaid(Words words, HubTime time) {
        if (time.clock() == Moment.Clock.SYNCED) {
            return "";
        }
        LocalDate day = LocalDate.ofInstant(time.time(), zone);
        return words.say(
                time.believed() ? "unsure.clock.kept" : "unsure.clock.unknown",
                words.longDay(day),
                words.time(time.time()));
    }

    private UnsurePage.Item item(Words words, UnsureTimes.Item item, Instant now) {
        return new UnsurePage.Item(
                item.event(),
                item.symbol().isEmpty() ? words.say("unsure.guest") : item.symbol(),
                when(words, item, now),
                item.device(),
                item.choices().stream()
                        .map(choice -> new UnsurePage.Choice(
                                choice.session().toString(),
                                choice.session().isDropIn()
                                        ? words.say("unsure.drop-in", day(words, choice))
                                        : words.say(
                                                "unsure.session",
                                                choice.title(),
                                                day(words, choice),
                                                words.time(choice.starts())),
                                choice.session().equals(item.counted())))
                        .toList());
    }

    private UnsurePage.Placed placed(Words words, UnsureTimes.Placed placed, Instant now) {
        String day = words.day(LocalDate.ofInstant(placed.starts(), zone));
        String session = placed.session().isDropIn()
                ? words.say("unsure.drop-in", day)
                : words.say("unsure.session", placed.title(), day, words.time(placed.starts()));
        return new UnsurePage.Placed(
                placed.event(),
                placed.symbol().isEmpty() ? words.say("unsure.guest") : placed.symbol(),
                words.say("unsure.placed.one", session, placed.by(), words.when(placed.at(), now)));
    }

    private String day(Words words, UnsureTimes.Choice choice) {
        return words.day(LocalDate.ofInstant(choice.starts(), zone));
    }

    private static String when(Words words, UnsureTimes.Item item, Instant now) {
        Optional<Instant> earliest = UnsureTimes.end(item.dated().earliest());
        Optional<Instant> latest = UnsureTimes.end(item.dated().latest());
        if (earliest.isPresent() && latest.isPresent()) {
            return words.say("unsure.between", words.when(earliest.get(), now), words.when(latest.get(), now));
        }
        if (earliest.isPresent()) {
            return words.say("unsure.after", words.when(earliest.get(), now));
        }
        return latest.map(end -> words.say("unsure.before", words.when(end, now)))
                .orElseGet(() -> words.say("unsure.any", words.when(item.deviceSaid(), now)));
    }

    private static Optional<EventId> event(String text) {
        try {
            return Optional.of(EventId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<SessionId> session(String text) {
        try {
            return Optional.of(SessionId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
