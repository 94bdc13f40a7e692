package org.doorstep.hub.lookup;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.store.Database;

/// What is held of somebody, on paper or as a file, for whoever stands at the desk with the number that
/// a kiosk gave them under "About me". The number is in no address.
public final class CopyRoutes {
    private static final String PATH = "/copy";

    private final LookUpDesk desk;
    private final Function<Receipt, Optional<Long>> numbers;
    private final String hubName;

    /// `numbers` knows the row of the pass whose holder was given that number.
    public CopyRoutes(
            Fields fields,
            Database database,
            Residents residents,
            Function<Receipt, Optional<Long>> numbers,
            String hubName,
            ZoneId zone,
            InstantSource clock) {
        this.desk = new LookUpDesk(fields, database, residents, zone, clock);
        this.numbers = numbers;
        this.hubName = hubName;
    }

    public void addTo(Routes routes) {
        Access.Roles may = routes.reading(
                "hub.pass.symbol",
                "hub.pass.first_day",
                "hub.visit.session",
                "hub.resident_said.nickname",
                "hub.resident_said.language",
                "hub.look_up.reason");
        routes.get(new Access.Roles(may.roles(), false), PATH, exchange -> ask(exchange, 200, ""));
        routes.post(new Access.Roles(may.roles(), false), PATH, this::show);
        routes.post(new Access.Roles(may.roles(), false), PATH + "/file", this::file);
    }

    private void ask(Exchange exchange, int status, String mistake) {
        exchange.page(status, "lookup/ask-copy", new AskCopyPage(exchange.frame("/look-up"), mistake));
    }

    private Optional<Copy> copy(Exchange exchange) {
        try {
            Receipt number = Receipt.typed(exchange.field("number"));
            return desk.copy(
                    numbers.apply(number),
                    exchange.visitor().role(),
                    exchange.visitor().name());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void file(Exchange exchange) {
        Optional<Copy> copy = copy(exchange);
        if (copy.isEmpty()) {
            ask(exchange, 422, exchange.words().say("copy.mistake"));
            return;
        }
        exchange.download("copy.json", "application/json", Wire.writeMessage(copy.get()));
    }

    private void show(Exchange exchange) {
        Optional<Copy> copy = copy(exchange);
        if (copy.isEmpty()) {
            ask(exchange, 422, exchange.words().say("copy.mistake"));
            return;
        }
        Words words = exchange.words();
        Copy of = copy.get();
        exchange.page(
                "lookup/copy",
                new CopyPage(
                        exchange.frame("/look-up"),
                        exchange.field("number"),
                        words.say("copy.as-of", hubName, words.longDay(words.date(of.asOf()))),
                        facts(words, of),
                        of.visits().stream()
                                .map(visit -> LookUpRoutes.visit(words, visit))
                                .toList(),
                        of.disputed().stream().map(one -> disputed(words, one)).toList(),
                        of.looks().stream()
                                .map(look -> words.say(
                                        "copy.look", words.longDay(words.date(look.at())), look.role(), look.reason()))
                                .toList()));
    }

    private static List<CopyPage.Line> facts(Words words, Copy held) {
        List<CopyPage.Line> facts = new ArrayList<>();
        for (Held.Pass pass : held.passes()) {
            facts.add(new CopyPage.Line(
                    words.say("look-up.kind." + pass.kind()),
                    pass.symbol() + " · " + LookUpRoutes.pass(words, pass).since()));
        }
        facts.add(new CopyPage.Line(
                words.say("copy.nickname"), held.nickname().isEmpty() ? words.say("copy.not-said") : held.nickname()));
        String needs = LookUpRoutes.needs(words, held.needs());
        facts.add(new CopyPage.Line(words.say("copy.needs"), needs.isEmpty() ? words.say("copy.not-said") : needs));
        return facts;
    }

    private static String disputed(Words words, Copy.Disputed one) {
        return words.say(
                one.there()
                        ? (one.counts() ? "copy.claimed.counts" : "copy.claimed")
                        : (one.counts() ? "copy.denied" : "copy.denied.counted"),
                one.title(),
                words.longDay(LocalDate.parse(one.day())));
    }
}
