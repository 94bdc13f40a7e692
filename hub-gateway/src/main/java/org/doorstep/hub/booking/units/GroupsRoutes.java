package org.doorstep.hub.booking.units;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;

/// The groups that book rooms: what they are called and what sort of group they are. Never a person.
public final class GroupsRoutes {
    private static final String PATH = "/groups";

    private static final int MOST_NAME = 80;

    /// A busy town hall has a hundred; the list is read whole.
    private static final int MOST_GROUPS = 1_000;

    /// What is written to the audit.
    enum Change {
        GROUP_ADDED,
        GROUP_CHANGED,
        GROUP_RETIRED,
        GROUP_PUT_BACK
    }

    private final Database database;
    private final Audit audit;

    public GroupsRoutes(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access change = Access.to(Role.MANAGER, Role.SESSION_LEADER);
        routes.page(see, Section.SETTING_UP, PATH, "nav.groups", exchange -> show(exchange, 200, "", ""));
        routes.post(change, PATH, this::add);
        routes.post(change, PATH + "/{party}", this::change);
    }

    private void add(Exchange exchange) {
        String name = exchange.field("name");
        Optional<PartyKind> kind = groupKind(exchange);
        Optional<String> mistake = database.write(handle -> {
            Catalogue catalogue = Catalogue.read(handle);
            Optional<String> wrong = wrong(catalogue, name, kind, 0);
            if (wrong.isEmpty() && catalogue.parties().size() >= MOST_GROUPS) {
                wrong = Optional.of("groups.mistake.too-many");
            }
            if (wrong.isEmpty()) {
                CatalogueBook.addParty(handle, name, kind.orElseThrow());
            }
            return wrong;
        });
        answer(exchange, mistake, Change.GROUP_ADDED, name);
    }

    private void change(Exchange exchange) {
        Catalogue catalogue = database.read(Catalogue::read);
        Optional<Party> before = catalogue.parties().stream()
                .filter(party -> Long.toString(party.id()).equals(exchange.path("party")))
                .findFirst();
        if (before.isEmpty()) {
            exchange.notHere();
            return;
        }
        Party was = before.get();
        String name = exchange.field("name");
        Optional<PartyKind> kind = groupKind(exchange);
        boolean retired = exchange.field("retired").equals("yes");
        Change what = retired == was.retired()
                ? Change.GROUP_CHANGED
                : retired ? Change.GROUP_RETIRED : Change.GROUP_PUT_BACK;
        Optional<String> mistake = database.write(handle -> {
            Optional<String> wrong = wrong(Catalogue.read(handle), name, kind, was.id());
            if (wrong.isEmpty()) {
                CatalogueBook.changeParty(handle, new Party(was.id(), name, kind.orElseThrow(), retired));
            }
            return wrong;
        });
        answer(exchange, mistake, what, name);
    }

    private void answer(Exchange exchange, Optional<String> mistake, Change what, String name) {
        if (mistake.isPresent()) {
            show(exchange, 422, exchange.words().say(mistake.get()), name);
            return;
        }
        audit.add(exchange.visitor().name(), what, name);
        exchange.goTo(PATH);
    }

    private static Optional<String> wrong(Catalogue catalogue, String name, Optional<PartyKind> kind, long id) {
        if (name.isEmpty() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("groups.mistake.name");
        }
        if (kind.isEmpty()) {
            return Optional.of("groups.mistake.kind");
        }
        boolean taken = catalogue.parties().stream()
                .anyMatch(party -> party.id() != id && party.name().equalsIgnoreCase(name));
        return taken ? Optional.of("groups.mistake.taken") : Optional.empty();
    }

    /// A resident is no group.
    private static Optional<PartyKind> groupKind(Exchange exchange) {
        return RoomRulesRoutes.partyKind(exchange.field("kind")).filter(kind -> kind != PartyKind.RESIDENT);
    }

    private void show(Exchange exchange, int status, String mistake, String name) {
        Words words = exchange.words();
        Catalogue catalogue = database.read(Catalogue::read);
        Role role = exchange.visitor().role();
        exchange.page(
                status,
                "booking/units/groups",
                new GroupsPage(
                        exchange.frame(PATH),
                        role == Role.MANAGER || role == Role.SESSION_LEADER,
                        catalogue.parties().stream()
                                .map(party -> new GroupsPage.Line(
                                        party.id(),
                                        party.name(),
                                        words.of("party.kind", party.kind()),
                                        kinds(words, party.kind()),
                                        party.retired()))
                                .toList(),
                        kinds(words, PartyKind.COMMUNITY),
                        name,
                        mistake));
    }

    private static List<RoomPage.Choice> kinds(Words words, PartyKind chosen) {
        return Stream.of(PartyKind.values())
                .filter(kind -> kind != PartyKind.RESIDENT)
                .map(kind -> new RoomPage.Choice(kind.stored(), words.of("party.kind", kind), kind == chosen))
                .toList();
    }
}
