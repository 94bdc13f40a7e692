package org.doorstep.hub.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Opened;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.login.Login;
import org.doorstep.login.Staff;

/// The page on which a manager looks after who may sign in.
public final class PeopleRoutes {
    private static final String PATH = "/people";

    /// An invitation is handed over or sent, and used within the week.
    private static final Duration INVITATION_LASTS = Duration.ofDays(7);

    /// More open links than this is not inviting people but a mistake.
    private static final int MOST_OPEN_LINKS = 50;

    /// A screen or two; the rest is an address away.
    private static final int AUDIT_SHOWN = 40;

    /// What happens all day. In a list of their own, or what was changed would be lost among them.
    private static final Set<String> COMINGS = Set.of(
            Audit.What.SIGNED_IN.name(),
            Audit.What.SIGNED_OUT.name(),
            Audit.What.WRONG_PASSWORD.name(),
            Opened.VIEW_OPENED.name());

    private final Login<Role> login;
    private final InstantSource clock;

    public PeopleRoutes(Login<Role> login, InstantSource clock) {
        this.login = login;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access managers = Access.to(Role.MANAGER);
        routes.page(managers, PATH, "nav.people", exchange -> show(exchange, Optional.empty()));
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
        long changes = before(exchange, "changes");
        long comings = before(exchange, "comings");
        return List.of(
                trail(exchange, "changes", changes, login.audit().without(COMINGS, changes, AUDIT_SHOWN), now),
                trail(exchange, "comings", comings, login.audit().only(COMINGS, comings, AUDIT_SHOWN), now));
    }

    private static PeoplePage.Trail trail(Exchange exchange, String id, long before, Audit.Leaf leaf, Instant now) {
        return new PeoplePage.Trail(
                id,
                leaf.entries().stream()
                        .map(entry -> entry(exchange.words(), entry, now))
                        .toList(),
                before != Audit.NEWEST,
                leaf.earlier() == 0 ? "" : PATH + "?" + id + "=" + leaf.earlier() + "#" + id);
    }

    private static long before(Exchange exchange, String id) {
        String asked = exchange.query(id);
        return asked.matches("[1-9][0-9]{0,17}") ? Long.parseLong(asked) : Audit.NEWEST;
    }

    private static PeoplePage.Entry entry(Words words, Audit.Entry entry, Instant now) {
        boolean aboutRole = entry.what().startsWith("INVIT");
        String detail = aboutRole ? words.say("role." + entry.detail()) : entry.detail();
        boolean machine = entry.what().equals(Audit.What.INVITED_AT_THE_MACHINE.name());
        String unnamed = words.say(machine ? "audit.machine" : "audit.nobody");
        return new PeoplePage.Entry(
                words.when(entry.at(), now),
                entry.name().isEmpty() ? unnamed : entry.name(),
                words.say("audit.what." + entry.what(), detail));
    }
}
