package org.doorstep.hub.booking.feeds;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Frame;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// A page for each room, for an old tablet beside its door: it draws itself anew every minute without
/// a script, and says since when it knows what it says. Anybody may read it, so a person's booking
/// is only "booked".
public final class DoorRoutes {
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;

    public DoorRoutes(Database database, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        routes.get(Access.OPEN, "/door/{bookable}", exchange -> {
            Optional<DoorPage> page = database.read(
                    handle -> page(handle, exchange.frame(""), exchange.path("bookable"), clock.instant()));
            if (page.isPresent()) {
                exchange.page("feeds/door", page.get());
            } else {
                exchange.notHere();
            }
        });
    }

    private Optional<DoorPage> page(Handle handle, Frame frame, String id, Instant now) {
        Catalogue catalogue = Catalogue.read(handle);
        return catalogue.offered().stream()
                .filter(bookable -> bookable.id().value().equals(id))
                .findFirst()
                .map(bookable -> page(handle, frame, catalogue, bookable, now));
    }

    private DoorPage page(Handle handle, Frame frame, Catalogue catalogue, Bookable bookable, Instant now) {
        Words words = frame.words();
        LocalDate today = LocalDate.ofInstant(now, zone);
        Times rest = new Times(
                Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60),
                today.plusDays(1).atStartOfDay(zone).toInstant());
        List<Shown> shown = Shown.of(handle, bookable.id(), rest.starts(), rest.ends());
        List<Shown> on =
                shown.stream().filter(one -> !one.times().starts().isAfter(now)).toList();
        boolean taken = !on.isEmpty() && (!bookable.isPool() || units(on) >= catalogue.howMany(bookable.id()));
        Optional<Times> open = catalogue.open(bookable.id(), rest, zone).stream()
                .filter(stretch -> !stretch.starts().isAfter(now))
                .findFirst();
        return new DoorPage(
                frame,
                bookable.title(),
                !taken && open.isPresent(),
                !taken && open.isEmpty(),
                said(words, shown, on, taken, open, now),
                shown.stream()
                        .filter(one -> one.times().starts().isAfter(now))
                        .map(one -> new DoorPage.Line(when(words, one.times()), one.called(words.say("feed.booked"))))
                        .toList(),
                words.say("door.as-of", words.time(now)));
    }

    private static int units(List<Shown> on) {
        return on.stream().mapToInt(Shown::count).sum();
    }

    private static String said(
            Words words, List<Shown> shown, List<Shown> on, boolean taken, Optional<Times> open, Instant now) {
        if (taken) {
            Shown first = on.getFirst();
            return words.say(
                    "door.taken",
                    first.called(words.say("feed.booked")),
                    words.time(first.times().ends()));
        }
        if (open.isEmpty()) {
            return words.say("door.closed");
        }
        Instant until = shown.stream()
                .map(one -> one.times().starts())
                .filter(start -> start.isAfter(now))
                .min(Instant::compareTo)
                .filter(start -> start.isBefore(open.get().ends()))
                .orElse(open.get().ends());
        return words.say("door.free", words.time(until));
    }

    private static String when(Words words, Times times) {
        return words.say("door.when", words.time(times.starts()), words.time(times.ends()));
    }
}
