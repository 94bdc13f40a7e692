package org.doorstep.hub.booking.recurring;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.rhythm.Often;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;

/// The form of bookings that come back, new or changed: looked at first, and then made.
public final class SeriesFormRoutes {
    private static final String PATH = SeriesRoutes.PATH;

    /// What a form shows after which it may be sent for good.
    private static final String LOOK = "look";

    /// What is written to the audit.
    enum Change {
        SERIES_MADE,
        SERIES_CHANGED
    }

    private final SeriesBook book;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Runnable changed;
    private final Audit audit;

    /// `changed` is run after each commit that may change a page or what kiosks show.
    public SeriesFormRoutes(
            SeriesBook book, Database database, ZoneId zone, InstantSource clock, Runnable changed, Audit audit) {
        this.book = book;
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.changed = changed;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access change = Access.to(Role.MANAGER);
        routes.get(change, PATH + "/new", exchange -> showForm(exchange, 200, Optional.empty(), begun(exchange)));
        routes.post(change, PATH + "/new", exchange -> send(exchange, Optional.empty()));
        routes.get(change, PATH + "/{series}/change", exchange -> known(exchange)
                .ifPresentOrElse(
                        series -> showForm(exchange, 200, Optional.of(series), stored(exchange, series)),
                        exchange::notHere));
        routes.post(change, PATH + "/{series}/change", exchange -> known(exchange)
                .ifPresentOrElse(series -> send(exchange, Optional.of(series)), exchange::notHere));
    }

    private Optional<Series> known(Exchange exchange) {
        return SeriesRoutes.known(exchange, database, book);
    }

    private void done(Exchange exchange, Change what, String detail, SeriesId id) {
        changed.run();
        audit.add(exchange.visitor().name(), what, detail);
        exchange.goTo(PATH + "/" + id);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private void send(Exchange exchange, Optional<Series> before) {
        Catalogue catalogue = database.read(Catalogue::read);
        SeriesForm form = new SeriesForm(exchange::field, catalogue);
        Optional<Plan> plan = form.plan(today());
        LocalDate from = before.isPresent() ? form.date("from", today()) : today();
        plan.ifPresent(sent -> form.mustReach(from, sent.rule()));
        if (plan.isEmpty() || !form.mistakes().isEmpty()) {
            showForm(exchange, 422, before, sent(exchange), form.mistakes(), List.of());
            return;
        }
        Instant now = clock.instant();
        if (exchange.field("do").equals(LOOK)) {
            List<Line> lines = database.write(handle -> before.isPresent()
                    ? book.previewChange(handle, before.get().id(), from, plan.get(), now)
                    : book.preview(handle, plan.get(), now));
            showForm(exchange, 200, before, sent(exchange), Map.of(), lines);
            return;
        }
        SeriesId made = database.write(handle -> before.isPresent()
                ? book.change(handle, before.get().id(), from, plan.get(), now)
                : book.make(handle, request(exchange), plan.get(), now).id());
        done(exchange, before.isPresent() ? Change.SERIES_CHANGED : Change.SERIES_MADE, made.toString(), made);
    }

    /// The form carries one, so that a form that is sent twice makes one series.
    private static RequestId request(Exchange exchange) {
        try {
            return RequestId.of(exchange.field("request"));
        } catch (IllegalArgumentException e) {
            return new RequestId(
                    UUID.nameUUIDFromBytes(exchange.field("request").getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void showForm(Exchange exchange, int status, Optional<Series> series, UnaryOperator<String> fields) {
        showForm(exchange, status, series, fields, Map.of(), List.of());
    }

    private void showForm(
            Exchange exchange,
            int status,
            Optional<Series> series,
            UnaryOperator<String> fields,
            Map<String, String> mistakes,
            List<Line> lines) {
        Words words = exchange.words();
        Catalogue catalogue = database.read(Catalogue::read);
        Map<String, String> texts = new HashMap<>();
        for (String name :
                List.of("request", "count", "people", "title", "starts", "ends", "first", "last", "count-of-times")) {
            texts.put(name, fields.apply(name));
        }
        long good = lines.stream().filter(Line::stands).count();
        exchange.page(
                status,
                "recurring/form",
                new SeriesFormPage(
                        exchange.frame(PATH),
                        series.map(one -> one.id().toString()).orElse(""),
                        fields.apply("from"),
                        SeriesRoutes.bookables(catalogue, fields.apply("bookable")),
                        parties(words, catalogue, fields.apply("party")),
                        Arrays.stream(Often.values())
                                .map(often -> new SeriesFormPage.Choice(
                                        often.name(),
                                        words.of("often", often),
                                        often.name().equals(fields.apply("often"))))
                                .toList(),
                        Arrays.stream(DayOfWeek.values())
                                .map(day -> new SeriesFormPage.Choice(
                                        Integer.toString(day.getValue()),
                                        words.of("rhythm.day", day),
                                        Integer.toString(day.getValue()).equals(fields.apply("weekday"))))
                                .toList(),
                        texts,
                        !fields.apply("term").isEmpty(),
                        lines.isEmpty() ? "" : words.say("series.found", good, lines.size()),
                        lines.stream()
                                .map(line -> new SeriesFormPage.Date(
                                        SeriesWords.when(words, line),
                                        SeriesWords.says(words, line.standing()),
                                        line.stands()))
                                .toList(),
                        mistakes.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> words.say(e.getValue())))));
    }

    private static List<SeriesFormPage.Choice> parties(Words words, Catalogue catalogue, String chosen) {
        List<SeriesFormPage.Choice> parties = new ArrayList<>();
        parties.add(new SeriesFormPage.Choice("", words.say("series.own"), chosen.isEmpty()));
        catalogue.parties().stream()
                .filter(party -> !party.retired())
                .forEach(party -> parties.add(new SeriesFormPage.Choice(
                        Long.toString(party.id()),
                        party.name(),
                        Long.toString(party.id()).equals(chosen))));
        return parties;
    }

    /// An empty form, with what the address said already.
    private UnaryOperator<String> begun(Exchange exchange) {
        String request = UUID.nameUUIDFromBytes(
                        (exchange.visitor().csrf() + clock.instant()).getBytes(StandardCharsets.UTF_8))
                .toString();
        return field -> switch (field) {
            case "request" -> request;
            case "first" -> exchange.query("first").isEmpty() ? today().toString() : exchange.query("first");
            default -> exchange.query(field);
        };
    }

    private static UnaryOperator<String> sent(Exchange exchange) {
        return exchange::field;
    }

    private UnaryOperator<String> stored(Exchange exchange, Series series) {
        Plan plan = series.plan();
        Rule rule = plan.rule();
        LocalDate begin = SeriesRoutes.parsed(exchange.query("from")).orElse(today());
        String from = begin.toString();
        return field -> switch (field) {
            case "from" -> from;
            case "bookable" -> plan.bookable().value();
            case "party" -> plan.holder() instanceof Holder.Party(long id) ? Long.toString(id) : "";
            case "count" -> Integer.toString(plan.count());
            case "people" -> plan.people() == 0 ? "" : Integer.toString(plan.people());
            case "title" -> plan.title();
            case "starts" -> rule.starts().toString();
            case "ends" -> rule.ends().toString();
            case "first" -> from;
            case "count-of-times" ->
                rule.until() instanceof Rule.Until.Times
                        ? Long.toString(database.read(handle -> book.lines(handle, series.id(), begin)).stream()
                                .filter(line -> !(line.standing() instanceof Line.Standing.OutOfTerm))
                                .count())
                        : "";
            case "last" -> rule.end().map(LocalDate::toString).orElse("");
            case "often" -> Often.of(rule.rhythm()).map(Often::name).orElse("");
            case "weekday" ->
                Often.dayOf(rule.rhythm())
                        .map(day -> Integer.toString(day.getValue()))
                        .orElse("");
            case "term" -> rule.inTerm() ? "yes" : "";
            default -> "";
        };
    }
}
