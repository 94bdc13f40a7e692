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
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.EventId;

/// What residents said they were at though no tap says so, for a manager to confirm; and what they
/// said they were not at, to know of, and to put right where somebody says it was a mistake.
public final class DeniedRoutes {
    private static final String PATH = "/denied";

    /// What is written to the audit.
    enum Change {
        CLAIM_CONFIRMED,
        CLAIM_REFUSED,
        CLAIM_TAKEN_BACK,
        VISIT_COUNTED_AGAIN,
        VISIT_NOT_COUNTED
    }

    private final ClaimedVisits claimed;
    private final DeniedVisits denied;
    private final InstantSource clock;
    private final Audit audit;

    public DeniedRoutes(ClaimedVisits claimed, DeniedVisits denied, InstantSource clock, Audit audit) {
        this.claimed = claimed;
        this.denied = denied;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.page(
                routes.reading(
                        "hub.pass.symbol",
                        "hub.visit_denied.session",
                        "hub.denial_overruled.by_name",
                        "hub.visit_claimed.session",
                        "hub.claim_decided.reason"),
                Section.TO_PUT_RIGHT,
                PATH,
                "nav.denied",
                exchange -> show(exchange, ""));
        routes.post(
                Access.to(Role.MANAGER),
                PATH + "/confirm",
                exchange -> decideOnClaim(exchange, true, Change.CLAIM_CONFIRMED));
        routes.post(
                Access.to(Role.MANAGER),
                PATH + "/refuse",
                exchange -> decideOnClaim(exchange, false, Change.CLAIM_REFUSED));
        routes.post(
                Access.to(Role.MANAGER),
                PATH + "/take-back",
                exchange -> decide(exchange, claimed::takeBack, Change.CLAIM_TAKEN_BACK));
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

    private void decideOnClaim(Exchange exchange, boolean counts, Change change) {
        String reason = exchange.field("reason").strip();
        if (reason.isEmpty() || reason.length() > ClaimedVisits.MOST_REASON_CHARACTERS) {
            show(exchange, exchange.words().say("denied.claims.mistake", ClaimedVisits.MOST_REASON_CHARACTERS));
            return;
        }
        decide(
                exchange,
                event -> claimed.decide(event, counts, exchange.visitor().name(), reason),
                change);
    }

    private void show(Exchange exchange, String mistake) {
        Words words = exchange.words();
        Instant now = clock.instant();
        List<DeniedPage.Claim> claims = claimed.list().stream()
                .map(one -> new DeniedPage.Claim(
                        one.event().toString(),
                        one.symbol(),
                        words.say(
                                "denied.what",
                                one.session().isDropIn() ? words.say("denied.drop-in") : one.title(),
                                words.longDay(one.day())),
                        one.said()
                                .map(said -> words.say("denied.said", words.when(said, now)))
                                .orElseGet(() -> words.say("denied.said.unsure")),
                        one.decision().map(decision -> decided(words, decision)).orElse("")))
                .toList();
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
        exchange.page(
                mistake.isEmpty() ? 200 : 422,
                "attendance/denied",
                new DeniedPage(exchange.frame(PATH), mistake, claims, items));
    }

    private static String decided(Words words, ClaimedVisits.Decision decision) {
        String key = decision.counts() ? "denied.claims.counts" : "denied.claims.counts-not";
        return decision.byName().isEmpty()
                ? words.say(key + ".long-ago")
                : words.say(key, decision.byName(), decision.reason());
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
