package org.doorstep.hub.booking.feeds;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;

/// Booked against used, of the last weeks: for whoever wonders whether a room is full or only booked.
/// It shows hours and no people.
public final class RoomsUsedRoutes {
    private static final String PATH = "/rooms-used";

    /// A month and a term.
    private static final int[] WEEKS = {4, 13};

    private static final double MINUTES = 60;

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;

    public RoomsUsedRoutes(Database database, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        routes.get(Access.to(Role.MANAGER, Role.READ_ONLY), PATH, this::show);
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        int weeks = exchange.query("weeks").equals(Integer.toString(WEEKS[1])) ? WEEKS[1] : WEEKS[0];
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        LocalDate first = today.minusWeeks(weeks);
        Instant from = first.atStartOfDay(zone).toInstant();
        exchange.page(
                "feeds/rooms-used",
                new RoomsUsedPage(
                        exchange.frame("/feeds"),
                        words.say("used.when", words.longDay(first), words.longDay(today)),
                        Stream.of(WEEKS[0], WEEKS[1])
                                .map(choice -> new RoomsUsedPage.Choice(
                                        PATH + "?weeks=" + choice, words.say("used.weeks", choice), choice == weeks))
                                .toList(),
                        database.read(handle -> RoomsUsed.between(handle, from, clock.instant())).stream()
                                .map(used -> line(words, used))
                                .toList()));
    }

    private static RoomsUsedPage.Line line(Words words, RoomsUsed used) {
        return new RoomsUsedPage.Line(
                used.room(),
                words.say("used.kind." + used.kind().name().toLowerCase(Locale.ROOT)),
                used.bookings(),
                hours(words, used.booked()),
                hours(words, used.givenBack()),
                hours(words, used.seen()),
                hours(words, used.unseen()));
    }

    private static String hours(Words words, long minutes) {
        return words.say("used.hours", minutes / MINUTES);
    }
}
