package org.doorstep.hub.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Opened;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.login.Login;
import org.doorstep.login.Staff;
import org.doorstep.login.Trails;

/// The page on which a manager looks after who may sign in.
public final class PeopleRoutes {
    private static final String PATH = "/people";

    /// An invitation is handed over or sent, and used within the week.
    private static final Duration INVITATION_LASTS = Duration.ofDays(7);

    /// More open links than this is not inviting people but a mistake.
    private static final int MOST_OPEN_LINKS = 50;

    private final Login<Role> login;
    private final Trails trails;
    private final InstantSource clock;

    public PeopleRoutes(Login<Role> login, InstantSource clock) {
        this.login = login;
        this.trails = new Trails(login.audit(), Opened.VIEW_OPENED);
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access managers = Access.to(Role.MANAGER);
        // Not recorded: the page shows nobody but those who sign in, and its own opening would fill its list.
        Access readers = new Access.Roles(
                routes.reading("hub.staff_account.name", "hub.staff_account.role", "hub.staff_audit.name")
                        .roles(),
                false);
        routes.page(readers, Section.THIS_HUB, PATH, "nav.people", exchange -> show(exchange, Optional.empty()));
        routes.post(managers, PATH + "/invite", this::invite);
        routes.post(managers, PATH + "/remove", this::remove);
        routes.post(managers, PATH + "/take-back", this::takeBack);
    }

    private void invite(Exchange exchange) {
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(r -> r.name().equals(exchange.field("role")))
                .findFirst();
        if (role.isEmpty() || login.staff().openLinks().size() >= MOST_OPEN_LINKS) {
            exchange.goTo(PATH);
            return;
        }
        String path =
                login.invite(role.get(), INVITATION_LASTS, exchange.visitor().name());
        show(exchange, Optional.of(new Link(exchange.host().resolve(path).toString(), role.get())));
    }

    private record Link(String url, Role role) {}

    private void remove(Exchange exchange) {
        login.staff().remove(exchange.field("name"), exchange.visitor().name());
        exchange.goTo(PATH);
    }

    private void takeBack(Exchange exchange) {
        login.staff().takeBack(exchange.field("link"), exchange.visitor().name());
        exchange.goTo(PATH);
    }

    private void show(Exchange exchange, Optional<Link> made) {
        Words words = exchange.words();
        Instant now = clock.instant();
        String self = exchange.visitor().name();
        exchange.page(
                "login/people",
                new PeoplePage(
                        exchange.frame(PATH),
                        members(words, self),
                        openLinks(words, now),
                        choices(words),
                        trails(exchange, now),
                        made.map(Link::url),
                        made.map(link -> words.of("role", link.role())).orElse(""),
                        INVITATION_LASTS.toDays()));
    }

    private List<PeoplePage.Member> members(Words words, String self) {
        return login.staff().members().stream()
                .map((Staff.Member member) -> new PeoplePage.Member(
                        member.name(),
                        words.say("role." + member.role()),
                        words.longDay(words.date(member.madeAt())),
                        member.name().equals(self)))
                .toList();
    }

    private List<PeoplePage.Open> openLinks(Words words, Instant now) {
        return login.staff().openLinks().stream()
                .map(link -> new PeoplePage.Open(
                        link.id(),
                        words.say("people.open.one", words.say("role." + link.role()), words.when(link.endsAt(), now))))
                .toList();
    }

    private static List<PeoplePage.Choice> choices(Words words) {
        return Arrays.stream(Role.values())
                .map(role -> new PeoplePage.Choice(role, words.of("role", role), words.of("role.what", role)))
                .toList();
    }

    private List<PeoplePage.Trail> trails(Exchange exchange, Instant now) {
        return trails.at(PATH, exchange::query).stream()
                .map(trail -> new PeoplePage.Trail(
                        trail.id(),
                        trail.entries().stream()
                                .map(entry -> entry(exchange.words(), entry, now))
                                .toList(),
                        trail.older(),
                        trail.earlier()))
                .toList();
    }

    private static PeoplePage.Entry entry(Words words, Audit.Entry entry, Instant now) {
        String detail = entry.aboutRole() ? words.say("role." + entry.detail()) : entry.detail();
        String unnamed = words.say(entry.atTheMachine() ? "audit.machine" : "audit.nobody");
        return new PeoplePage.Entry(
                words.when(entry.at(), now),
                entry.name().isEmpty() ? unnamed : entry.name(),
                words.say("audit.what." + entry.what(), detail));
    }
}
