package org.doorstep.hub.booking.recurring;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Party;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// A season's plan: what groups asked for, a fair proposal with its reasons, what somebody changed of
/// it by hand, and its publication.
public final class SeasonRoutes {
    private static final String PATH = "/seasons";
    private static final int MINUTES = 60;

    /// What is written to the audit.
    enum Change {
        SEASON_MADE,
        SEASON_WISH_KEPT,
        SEASON_PROPOSED,
        SEASON_CHANGED_BY_HAND,
        SEASON_PUBLISHED
    }

    private final SeasonBook book;
    private final Database database;
    private final InstantSource clock;
    private final Runnable changed;
    private final Audit audit;

    public SeasonRoutes(SeasonBook book, Database database, InstantSource clock, Runnable changed, Audit audit) {
        this.book = book;
        this.database = database;
        this.clock = clock;
        this.changed = changed;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        Access change = Access.to(Role.MANAGER);
        routes.page(see, Section.SETTING_UP, PATH, "nav.seasons", exchange -> showAll(exchange, 200, ""));
        routes.post(change, PATH, this::make);
        routes.get(see, PATH + "/{season}", exchange -> known(exchange)
                .ifPresentOrElse(season -> show(exchange, 200, season, ""), exchange::notHere));
        routes.post(change, PATH + "/{season}/wish", exchange -> with(exchange, this::wish));
        routes.post(change, PATH + "/{season}/propose", exchange -> with(exchange, this::propose));
        routes.post(change, PATH + "/{season}/slot", exchange -> with(exchange, this::byHand));
        routes.post(change, PATH + "/{season}/publish", exchange -> with(exchange, this::publish));
    }

    private interface Step {
        void run(Exchange exchange, Season season);
    }

    private void with(Exchange exchange, Step step) {
        known(exchange).ifPresentOrElse(season -> step.run(exchange, season), exchange::notHere);
    }

    private Optional<Season> known(Exchange exchange) {
        try {
            long id = Long.parseLong(exchange.path("season"));
            return database.read(handle -> SeasonBook.find(handle, id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void make(Exchange exchange) {
        try {
            Season season = new Season(
                    0,
                    exchange.field("name"),
                    LocalDate.parse(exchange.field("first")),
                    LocalDate.parse(exchange.field("last")),
                    !exchange.field("term").isEmpty(),
                    Season.State.ASKING);
            long id = database.write(handle -> SeasonBook.make(handle, season));
            done(exchange, Change.SEASON_MADE, season.name(), id);
        } catch (DateTimeException | IllegalArgumentException e) {
            showAll(exchange, 422, exchange.words().say("seasons.mistake"));
        }
    }

    private void wish(Exchange exchange, Season season) {
        Catalogue catalogue = database.read(Catalogue::read);
        Optional<Party> party = party(exchange, catalogue);
        int number = number(exchange);
        List<Slot> choices = new ArrayList<>();
        boolean wrong = party.isEmpty() || number == 0;
        for (int i = 1; i <= SeasonBook.MOST_CHOICES; i++) {
            if (!exchange.field("starts" + i).isEmpty()) {
                Optional<Slot> slot = slot(exchange, catalogue, Integer.toString(i));
                slot.ifPresent(choices::add);
                wrong |= slot.isEmpty();
            }
        }
        if (wrong) {
            show(exchange, 422, season, exchange.words().say("season.mistake.wish"));
        } else if (season.state() == Season.State.PUBLISHED) {
            show(exchange, 422, season, exchange.words().say("season.mistake.published"));
        } else {
            long asks = party.orElseThrow().id();
            database.write(handle -> {
                SeasonBook.wish(handle, season.id(), asks, number, choices, clock.instant());
                return null;
            });
            done(exchange, Change.SEASON_WISH_KEPT, season.name(), season.id());
        }
    }

    private void propose(Exchange exchange, Season season) {
        if (season.state() == Season.State.PUBLISHED) {
            show(exchange, 422, season, exchange.words().say("season.mistake.published"));
            return;
        }
        database.write(handle -> {
            SeasonBook.propose(handle, season.id());
            return null;
        });
        done(exchange, Change.SEASON_PROPOSED, season.name(), season.id());
    }

    private void byHand(Exchange exchange, Season season) {
        Catalogue catalogue = database.read(Catalogue::read);
        Optional<Party> party = party(exchange, catalogue);
        int number = number(exchange);
        Optional<Slot> slot = slot(exchange, catalogue, "");
        boolean nothing = exchange.field("bookable").isEmpty();
        if (party.isEmpty() || number == 0 || slot.isEmpty() && !nothing) {
            show(exchange, 422, season, exchange.words().say("season.mistake.slot"));
        } else if (season.state() != Season.State.PROPOSED) {
            show(exchange, 422, season, exchange.words().say("season.mistake.published"));
        } else {
            long who = party.get().id();
            database.write(handle -> {
                SeasonBook.byHand(handle, season.id(), who, number, slot);
                return null;
            });
            done(exchange, Change.SEASON_CHANGED_BY_HAND, season.name(), season.id());
        }
    }

    private void publish(Exchange exchange, Season season) {
        if (season.state() == Season.State.ASKING) {
            show(exchange, 422, season, exchange.words().say("season.mistake.no-plan"));
            return;
        }
        database.write(handle -> {
            book.publish(handle, season, clock.instant());
            return null;
        });
        changed.run();
        done(exchange, Change.SEASON_PUBLISHED, season.name(), season.id());
    }

    private void done(Exchange exchange, Change what, String detail, long season) {
        audit.add(exchange.visitor().name(), what, detail);
        exchange.goTo(PATH + "/" + season);
    }

    private static Optional<Party> party(Exchange exchange, Catalogue catalogue) {
        return SeasonBook.groups(catalogue).stream()
                .filter(party -> Long.toString(party.id()).equals(exchange.field("party")))
                .findFirst();
    }

    /// 0 if it is none.
    private static int number(Exchange exchange) {
        String text = exchange.field("number");
        return text.matches("[1-" + SeasonBook.MOST_NUMBER + "]") ? Integer.parseInt(text) : 0;
    }

    private static Optional<Slot> slot(Exchange exchange, Catalogue catalogue, String suffix) {
        try {
            return places(catalogue).stream()
                    .filter(place -> place.id().value().equals(exchange.field("bookable" + suffix)))
                    .findFirst()
                    .map(place -> new Slot(
                            place.id(),
                            DayOfWeek.of(Integer.parseInt(exchange.field("weekday" + suffix))),
                            LocalTime.parse(exchange.field("starts" + suffix)),
                            LocalTime.parse(exchange.field("ends" + suffix))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Bookable> places(Catalogue catalogue) {
        return catalogue.offered().stream()
                .filter(one -> one.kind() == Bookable.Kind.PLACE)
                .toList();
    }

    private void showAll(Exchange exchange, int status, String wrong) {
        Words words = exchange.words();
        exchange.page(
                status,
                "recurring/seasons",
                new SeasonsPage(
                        exchange.frame(PATH),
                        exchange.visitor().role() == Role.MANAGER,
                        database.read(SeasonBook::all).stream()
                                .map(season -> new SeasonsPage.One(
                                        Long.toString(season.id()),
                                        season.name(),
                                        when(words, season),
                                        words.of("season.state", season.state())))
                                .toList(),
                        wrong));
    }

    private static String when(Words words, Season season) {
        return words.say(
                season.inTerm() ? "season.when.term" : "season.when",
                words.longDay(season.first()),
                words.longDay(season.last()));
    }

    private void show(Exchange exchange, int status, Season season, String wrong) {
        exchange.page(status, "recurring/season", database.read(handle -> page(exchange, handle, season, wrong)));
    }

    private static SeasonPage page(Exchange exchange, Handle handle, Season season, String wrong) {
        Words words = exchange.words();
        Catalogue catalogue = Catalogue.read(handle);
        List<FairPlan.Wish> wishes = SeasonBook.wishes(handle, season.id(), catalogue);
        List<Season.Planned> plan = SeasonBook.plan(handle, season.id());
        return new SeasonPage(
                exchange.frame(PATH),
                exchange.visitor().role() == Role.MANAGER,
                Long.toString(season.id()),
                season.name(),
                when(words, season),
                words.of("season.state", season.state()),
                season.state() == Season.State.PUBLISHED,
                wishes.stream().map(wish -> wish(words, catalogue, wish)).toList(),
                plan.stream().map(planned -> planned(words, catalogue, planned)).toList(),
                shares(words, wishes, plan),
                SeasonBook.groups(catalogue).stream()
                        .map(party -> new SeasonPage.Choice(Long.toString(party.id()), party.name()))
                        .toList(),
                places(catalogue).stream()
                        .map(place -> new SeasonPage.Choice(place.id().value(), place.title()))
                        .toList(),
                Arrays.stream(DayOfWeek.values())
                        .map(day ->
                                new SeasonPage.Choice(Integer.toString(day.getValue()), words.of("rhythm.day", day)))
                        .toList(),
                wrong);
    }

    private static SeasonPage.Wish wish(Words words, Catalogue catalogue, FairPlan.Wish wish) {
        return new SeasonPage.Wish(
                Long.toString(wish.party()),
                wish.name(),
                wish.number(),
                wish.choices().stream()
                        .map(slot -> slot(words, catalogue, slot))
                        .toList());
    }

    private static SeasonPage.Planned planned(Words words, Catalogue catalogue, Season.Planned planned) {
        Optional<Slot> slot = planned.slot();
        return new SeasonPage.Planned(
                Long.toString(planned.party()),
                catalogue.party(planned.party()).map(Party::name).orElse(""),
                planned.number(),
                slot.map(one -> slot(words, catalogue, one)).orElse(words.say("season.nothing")),
                because(words, planned),
                slot.map(one -> one.place().value()).orElse(""),
                slot.map(one -> Integer.toString(one.day().getValue())).orElse(""),
                slot.map(one -> one.starts().toString()).orElse(""),
                slot.map(one -> one.ends().toString()).orElse(""),
                planned.series() == 0 ? "" : SeriesRoutes.PATH + "/" + planned.series());
    }

    private static String because(Words words, Season.Planned planned) {
        String how = words.say("season.how." + planned.how(), planned.choice());
        return planned.how() == Season.How.NOTHING || planned.how() == Season.How.BY_HAND
                ? how
                : how + " " + words.say("season.because." + planned.because(), planned.rivals());
    }

    private static String slot(Words words, Catalogue catalogue, Slot slot) {
        return words.say(
                "season.slot",
                catalogue.find(slot.place()).map(Bookable::title).orElse(""),
                words.of("weekday", slot.day()),
                words.time(slot.starts()),
                words.time(slot.ends()));
    }

    /// The fair-share view: what each asked for, by their first choices, and what they have.
    private static List<SeasonPage.Share> shares(Words words, List<FairPlan.Wish> wishes, List<Season.Planned> plan) {
        Map<Long, String> names = new LinkedHashMap<>();
        wishes.forEach(wish -> names.put(wish.party(), wish.name()));
        return names.entrySet().stream()
                .map(group -> new SeasonPage.Share(
                        group.getValue(),
                        hours(
                                words,
                                wishes.stream()
                                        .filter(wish -> wish.party() == group.getKey())
                                        .mapToInt(wish ->
                                                wish.choices().getFirst().minutes())
                                        .sum()),
                        hours(
                                words,
                                plan.stream()
                                        .filter(planned -> planned.party() == group.getKey())
                                        .mapToInt(planned -> planned.slot()
                                                .map(Slot::minutes)
                                                .orElse(0))
                                        .sum())))
                .toList();
    }

    private static String hours(Words words, int minutes) {
        return words.say("season.hours", minutes / (double) MINUTES);
    }
}
