package org.doorstep.hub.attendance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.EventId;

/// What residents said they were not at, for a manager to know of, and to put right where somebody says it was a
/// mistake.
public final class DeniedRoutes {
    private static final String PATH = "/denied";

    /// What is written to the audit.
    enum Change {
        VISIT_COUNTED_AGAIN,
        VISIT_NOT_COUNTED
    }

    private final DeniedVisits denied;
    private final InstantSource clock;
    private final Audit audit;

    public DeniedRoutes(DeniedVisits denied, InstantSource clock, Audit audit) {
        this.denied = denied;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.page(
                routes.reading("hub.pass.symbol", "hub.visit_denied.session", "hub.denial_overruled.by_name"),
                PATH,
                "nav.denied",
                this::show);
        routes.post(
                Access.to(Role.MANAGER),
                PATH + "/count",
                exchange -> decide(
                        exchange,
                        event -> denied.overrule(event, exchange.visitor().name()),
                        Change.VISIT_COUNTED_AGAIN));
        routes.post(
                Access.to(Role.MANAGER),
                PATH + "/let-stand",
                exchange -> decide(exchange, denied::letStand, Change.VISIT_NOT_COUNTED));
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        Instant now = clock.instant();
        List<DeniedPage.Item> items = denied.list().stream()
                .map(one -> new DeniedPage.Item(
                        one.event().toString(),
                        one.symbol(),
                        words.say(
                                "denied.what",
                                one.session().isDropIn() ? words.say("denied.drop-in") : one.title(),
                                words.longDay(one.day())),
                        words.say("denied.said", words.when(one.said(), now)),
                        one.overruledBy()
                                .map(by -> by.isEmpty()
                                        ? words.say("denied.overruled.long-ago")
                                        : words.say("denied.overruled", by))
                                .orElse("")))
                .toList();
        exchange.page("attendance/denied", new DeniedPage(exchange.frame(PATH), items));
    }

    private void decide(Exchange exchange, Predicate<EventId> decision, Change change) {
        Optional<EventId> event = event(exchange.field("event"));
        if (event.isEmpty() || !decision.test(event.get())) {
            exchange.notHere();
            return;
        }
        audit.add(exchange.visitor().name(), change, event.get().toString());
        exchange.goTo(PATH);
    }

    private static Optional<EventId> event(String text) {
        try {
            return Optional.of(EventId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
