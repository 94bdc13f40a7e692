package org.doorstep.hub.booking.feeds;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Calendars to subscribe to, and the page on which their links are. A group's has a secret in its
/// address, which whoever has it can hand on; a new link ends the old one.
public final class FeedRoutes {
    private static final String PATH = "/feeds";
    private static final String ENDING = ".ics";

    /// 32 letters of five bits are 160, more than anybody tries.
    private static final int SECRET_LETTERS = 32;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /// What is written to the audit.
    enum Change {
        FEED_LINK_MADE,
        FEED_LINK_ENDED
    }

    private final Feeds feeds;
    private final TomorrowSheets sheets;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Audit audit;

    public FeedRoutes(
            HubId hub,
            Words words,
            TomorrowSheets sheets,
            Database database,
            ZoneId zone,
            InstantSource clock,
            RandomGenerator random,
            Audit audit) {
        this.feeds = new Feeds(hub, words);
        this.sheets = sheets;
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.random = random;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK);
        Access change = Access.to(Role.MANAGER);
        routes.page(see, Section.SETTING_UP, PATH, "nav.feeds", this::show);
        routes.post(change, PATH + "/link", exchange -> link(exchange, Optional.of(secret()), Change.FEED_LINK_MADE));
        routes.post(change, PATH + "/end", exchange -> link(exchange, Optional.empty(), Change.FEED_LINK_ENDED));
        routes.get(Access.OPEN, PATH + "/room/{room}", exchange -> calendar(exchange, "room", feeds::ofRoom));
        routes.get(
                Access.OPEN,
                PATH + "/activity/{activity}",
                exchange -> calendar(exchange, "activity", feeds::ofActivity));
        routes.get(Access.OPEN, PATH + "/group/{secret}", exchange -> calendar(exchange, "secret", feeds::ofParty));
        routes.get(see, "/tomorrow.pdf", exchange -> {
            LocalDate tomorrow = today().plusDays(1);
            exchange.download("tomorrow-" + tomorrow + ".pdf", "application/pdf", sheets.draw(tomorrow));
        });
    }

    private interface Feed {
        Optional<String> of(Handle handle, String name, Instant now);
    }

    private void calendar(Exchange exchange, String part, Feed feed) {
        String path = exchange.path(part);
        String name = path.endsWith(ENDING) ? path.substring(0, path.length() - ENDING.length()) : path;
        Optional<String> text = database.read(handle -> feed.of(handle, name, clock.instant()));
        if (text.isPresent()) {
            exchange.text(CalendarText.TYPE, text.get());
        } else {
            exchange.notHere();
        }
    }

    private void link(Exchange exchange, Optional<String> secret, Change what) {
        String party = exchange.field("party");
        int changed = database.write(handle -> handle.createUpdate("UPDATE party SET feed = :feed WHERE id = :id")
                .bind("feed", secret.orElse(null))
                .bind("id", party)
                .execute());
        if (changed == 0) {
            exchange.notHere();
        } else {
            audit.add(exchange.visitor().name(), what, party);
            exchange.goTo(PATH);
        }
    }

    private String secret() {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < SECRET_LETTERS; i++) {
            secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return secret.toString();
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        String host = exchange.host().toString();
        boolean mayChange = exchange.visitor().role() == Role.MANAGER;
        exchange.page("feeds/feeds", database.read(handle -> {
            Catalogue catalogue = Catalogue.read(handle);
            return new FeedsPage(
                    exchange.frame(PATH),
                    mayChange,
                    catalogue.offered().stream()
                            .map(one -> new FeedsPage.Line(
                                    one.title(),
                                    host + PATH + "/room/" + one.id() + ENDING,
                                    one.kind() == Bookable.Kind.PLACE ? "/door/" + one.id() : ""))
                            .toList(),
                    activities(handle, host),
                    mayChange ? groups(handle, host) : List.of(),
                    words.say("feeds.tomorrow", words.day(today().plusDays(1))),
                    sheets.newest()
                            .map(at -> words.say("feeds.kept", words.when(at, clock.instant())))
                            .orElse(words.say("feeds.kept.none")));
        }));
    }

    private static List<FeedsPage.Line> activities(Handle handle, String host) {
        return handle.createQuery("SELECT id, title FROM activity WHERE id <> 'drop-in' ORDER BY title COLLATE NOCASE")
                .map((row, context) -> new FeedsPage.Line(
                        row.getString("title"), host + PATH + "/activity/" + row.getString("id") + ENDING, ""))
                .list();
    }

    private static List<FeedsPage.Group> groups(Handle handle, String host) {
        return handle.createQuery("SELECT id, name, feed FROM party WHERE retired = 0 ORDER BY name COLLATE NOCASE")
                .map((row, context) -> new FeedsPage.Group(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("feed") == null ? "" : host + PATH + "/group/" + row.getString("feed") + ENDING))
                .list();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
