package org.doorstep.hub.booking.loans;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What one must have been shown before taking a tool, and who was.
public final class InductionRoutes {
    private static final String PATH = "/inductions";

    /// The entry of the navigation that this page is reached from.
    private static final String TOOLS = "/tools";

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Audit audit;

    /// What is written to the audit; the detail is the induction's name. Kept names: add, never
    /// rename.
    enum Change {
        INDUCTION_CHANGED,
        INDUCTION_GIVEN
    }

    public InductionRoutes(Database database, ZoneId zone, InstantSource clock, Audit audit) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.get(routes.reading("hub.pass.symbol", "hub.inducted.pass"), PATH, exchange -> show(exchange, ""));
        routes.post(Access.to(Role.MANAGER), PATH, this::keep);
        routes.post(Access.to(Role.MANAGER, Role.SESSION_LEADER), PATH + "/shown", this::shown);
    }

    private void keep(Exchange exchange) {
        Optional<Induction> induction = induction(exchange);
        if (induction.isEmpty()) {
            show(exchange, exchange.words().say("inductions.mistake", Induction.MOST_TITLE, Induction.MOST_MONTHS));
            return;
        }
        database.write(handle -> {
            Inductions.keep(handle, induction.get());
            return true;
        });
        audit.add(
                exchange.visitor().name(),
                Change.INDUCTION_CHANGED,
                induction.get().id());
        exchange.goTo(PATH);
    }

    private static Optional<Induction> induction(Exchange exchange) {
        String months = exchange.field("months");
        try {
            return Optional.of(new Induction(
                    exchange.field("id"),
                    exchange.field("title"),
                    months.isEmpty() ? 0 : Integer.parseInt(months),
                    exchange.field("activity"),
                    !exchange.field("buddy").isEmpty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void shown(Exchange exchange) {
        Words words = exchange.words();
        String byName = exchange.visitor().name();
        String buddySymbol = exchange.field("buddy");
        Instant now = clock.instant();
        record Found(Optional<Induction> induction, Optional<Holder.Resident> who, Optional<Holder.Resident> buddy) {}
        Found found = database.read(handle -> new Found(
                Inductions.find(handle, exchange.field("induction")),
                Said.withSymbol(handle, exchange.field("symbol")),
                buddySymbol.isEmpty() ? Optional.empty() : Said.withSymbol(handle, buddySymbol)));
        if (found.induction.isEmpty()) {
            exchange.notHere();
            return;
        }
        boolean standsFor = !buddySymbol.isEmpty();
        if (found.who.isEmpty()
                || standsFor && (found.buddy.isEmpty() || !found.induction.get().buddy())) {
            show(exchange, words.say("inductions.mistake.who"));
            return;
        }
        database.write(handle -> {
            Inductions.shown(
                    handle,
                    found.induction.get(),
                    found.who.get().pass(),
                    found.buddy.map(Holder.Resident::pass).orElse(""),
                    byName,
                    now,
                    zone);
            return true;
        });
        audit.add(byName, Change.INDUCTION_GIVEN, found.induction.get().id());
        exchange.goTo(PATH);
    }

    private void show(Exchange exchange, String mistake) {
        Instant now = clock.instant();
        InductionsPage page = database.read(handle -> new InductionsPage(
                exchange.frame(TOOLS),
                mistake,
                shown(handle, exchange.words(), now),
                handle.createQuery("SELECT id, title FROM activity WHERE id <> 'drop-in' ORDER BY title")
                        .map((row, context) -> new InductionsPage.Choice(row.getString("id"), row.getString("title")))
                        .list()));
        exchange.page(mistake.isEmpty() ? 200 : 422, "booking/loans/inductions", page);
    }

    private static List<InductionsPage.Shown> shown(Handle handle, Words words, Instant now) {
        List<Inductions.Inducted> inducted = Inductions.inducted(handle);
        return Inductions.all(handle).stream()
                .map(induction -> {
                    List<String> about = new ArrayList<>();
                    about.add(
                            induction.months() == 0
                                    ? words.say("inductions.for-good")
                                    : words.say("inductions.months", induction.months()));
                    Inductions.next(handle, induction.id(), now).stream()
                            .findFirst()
                            .ifPresent(next -> about.add(words.say(
                                    "inductions.next",
                                    next.title(),
                                    words.day(words.date(next.times().starts())),
                                    words.time(next.times().starts()))));
                    if (induction.buddy()) {
                        about.add(words.say("inductions.buddy"));
                    }
                    return new InductionsPage.Shown(
                            induction.id(),
                            induction.title(),
                            about,
                            induction.buddy(),
                            inducted.stream()
                                    .filter(one -> one.induction().equals(induction.id()))
                                    .map(one -> person(words, one, now))
                                    .toList());
                })
                .toList();
    }

    private static String person(Words words, Inductions.Inducted one, Instant now) {
        String who = one.buddy().isEmpty() ? one.symbol() : words.say("inductions.with", one.symbol(), one.buddy());
        if (Inductions.isForGood(one.until())) {
            return words.say("inductions.person.for-good", who);
        }
        return words.say(
                one.until().isAfter(now) ? "inductions.person" : "inductions.person.over",
                who,
                words.longDay(words.date(one.until())));
    }
}
