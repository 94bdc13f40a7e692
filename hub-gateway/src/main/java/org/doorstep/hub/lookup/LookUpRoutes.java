package org.doorstep.hub.lookup;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.store.Database;

/// Looking somebody up. The answer to the form is the address of the look, which shows what is held
/// to whoever looked and to nobody else, for a while: so reloading looks no second time, and a link
/// to it is worth nothing.
public final class LookUpRoutes {
    private static final String PATH = "/look-up";

    /// A sentence, which its resident reads.
    private static final int MOST_NOTE_CHARACTERS = 200;

    /// Longer is no nickname.
    private static final int MOST_WHOM_CHARACTERS = 40;

    private final LookUpDesk desk;
    private final InstantSource clock;

    public LookUpRoutes(Fields fields, Database database, Residents residents, ZoneId zone, InstantSource clock) {
        this.desk = new LookUpDesk(fields, database, residents, zone, clock);
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access.Roles may = routes.reading("hub.pass.symbol", "hub.pass.kind");
        Access form = new Access.Roles(may.roles(), false);
        routes.page(form, Section.PASSES, PATH, "nav.look-up", exchange -> ask(exchange, "", "", ""));
        routes.post(form, PATH, this::look);
        routes.get(may, PATH + "/{look}", this::show);
    }

    private void ask(Exchange exchange, String mistake, String said, String whom) {
        Words words = exchange.words();
        exchange.page(
                "lookup/look-up",
                new LookUpPage(
                        exchange.frame(PATH),
                        words.of("look-up.reach", exchange.visitor().role()),
                        mistake,
                        said,
                        whom,
                        exchange.field("note"),
                        Arrays.stream(Reason.values())
                                .map(reason -> new LookUpPage.Choice(
                                        reason.name(),
                                        words.of("look-up.reason", reason),
                                        reason.name().equals(exchange.field("reason"))))
                                .toList()));
    }

    private void look(Exchange exchange) {
        Words words = exchange.words();
        String whom = exchange.field("whom");
        String note = exchange.field("note");
        Optional<Reason> reason = Reason.chosen(exchange.field("reason"));
        if (whom.isEmpty() || whom.length() > MOST_WHOM_CHARACTERS) {
            ask(exchange, words.say("look-up.mistake.whom"), "", whom);
            return;
        }
        if (reason.isEmpty()
                || note.length() > MOST_NOTE_CHARACTERS
                || (reason.get() == Reason.OTHER && note.isEmpty())) {
            ask(exchange, words.say("look-up.mistake.reason", MOST_NOTE_CHARACTERS), "", whom);
            return;
        }
        switch (desk.look(whom, exchange.visitor().role(), exchange.visitor().name(), reason.get(), note)) {
            case LookUpDesk.Outcome.Found(long number) -> exchange.goTo(PATH + "/" + number);
            case LookUpDesk.Outcome.Nobody _ -> ask(exchange, "", words.say("look-up.none"), whom);
            case LookUpDesk.Outcome.Several _ -> ask(exchange, "", words.say("look-up.several"), whom);
            case LookUpDesk.Outcome.TooMany _ ->
                ask(exchange, words.say("look-up.mistake.many", LookUpDesk.MOST_AN_HOUR), "", whom);
        }
    }

    private void show(Exchange exchange) {
        Optional<Held> held = number(exchange.path("look"))
                .flatMap(number -> desk.held(
                        number, exchange.visitor().role(), exchange.visitor().name()));
        if (held.isEmpty()) {
            exchange.notHere();
            return;
        }
        Words words = exchange.words();
        Held of = held.get();
        exchange.page(
                "lookup/held",
                new HeldPage(
                        exchange.frame(PATH),
                        of.nickname().isEmpty() ? of.passes().getFirst().symbol() : of.nickname(),
                        needs(words, of.needs()),
                        of.passes().stream().map(pass -> pass(words, pass)).toList(),
                        of.visits().stream().map(visit -> visit(words, visit)).toList(),
                        note(words, of.mayReadVisits(), of.visits(), "look-up.visits"),
                        of.looks().stream()
                                .map(look -> look(words, look, clock.instant()))
                                .toList(),
                        note(words, of.mayReadLooks(), of.looks(), "look-up.looks")));
    }

    private static String note(Words words, boolean mayRead, List<?> list, String key) {
        if (!mayRead) {
            return words.say(key + ".hidden");
        }
        return list.isEmpty() ? words.say(key + ".none") : "";
    }

    static String needs(Words words, Held.Needs needs) {
        List<String> said = new ArrayList<>();
        if (!needs.language().isEmpty()) {
            said.add(Locale.forLanguageTag(needs.language())
                    .getDisplayLanguage(Locale.forLanguageTag(words.language())));
        }
        if (needs.largeText()) {
            said.add(words.say("look-up.needs.large"));
        }
        if (needs.spoken()) {
            said.add(words.say("look-up.needs.aloud"));
        }
        return said.isEmpty() ? "" : words.say("look-up.needs", String.join(", ", said));
    }

    static HeldPage.Pass pass(Words words, Held.Pass pass) {
        return new HeldPage.Pass(
                pass.symbol(),
                words.say("look-up.kind." + pass.kind()),
                pass.firstDay().isEmpty()
                        ? words.say("look-up.since.never")
                        : words.say("look-up.since", words.longDay(LocalDate.parse(pass.firstDay()))));
    }

    static HeldPage.Visit visit(Words words, Held.Visit visit) {
        return new HeldPage.Visit(
                words.say(
                        "look-up.visit.when",
                        words.longDay(LocalDate.parse(visit.day())),
                        words.time(visit.arrivedAt()),
                        words.time(visit.leftAt())),
                visit.title(),
                visit.adults() + visit.children() == 0
                        ? ""
                        : words.say("register.companions", visit.adults(), visit.children()));
    }

    private static String look(Words words, Look look, Instant now) {
        String why = look.reason() == Reason.OTHER ? look.note() : words.of("look-up.reason", look.reason());
        return words.say("look-up.look", words.when(look.at(), now), look.byName(), why);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
