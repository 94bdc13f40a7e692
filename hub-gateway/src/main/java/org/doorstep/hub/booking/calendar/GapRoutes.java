package org.doorstep.hub.booking.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.MinuteWords;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Find a gap: when is the kitchen, or any room for twenty, free for two hours in the next weeks?
public final class GapRoutes {
    private static final String PATH = CalendarRoutes.PATH + "/gap";

    private static final List<Integer> LENGTHS = List.of(30, 60, 90, 120, 180, 240, 360, 480);
    private static final int MOST_MINUTES = 31 * 1440;
    private static final int MOST_DAYS = 28;

    /// More than a person reads; the rest is found by asking for less.
    private static final int MOST_GAPS = 60;

    private final Database database;
    private final Availability availability;
    private final ZoneId zone;
    private final InstantSource clock;

    /// What was asked for, read.
    private record Asked(
            String what, LocalDate first, int days, int minutes, LocalTime from, LocalTime until, int people) {}

    public GapRoutes(Database database, Availability availability, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.availability = availability;
        this.zone = zone;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        routes.get(see, PATH, this::show);
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        boolean asked = !exchange.query("day").isEmpty();
        Map<String, String> fields = new HashMap<>();
        fields.put("day", LocalDate.ofInstant(clock.instant(), zone).toString());
        fields.put("days", "14");
        fields.put("minutes", "120");
        fields.put("from", "09:00");
        fields.put("until", "21:00");
        fields.put("people", "0");
        fields.put("what", "place");
        for (String name : List.of("day", "days", "minutes", "from", "until", "people", "what")) {
            if (!exchange.query(name).isEmpty()) {
                fields.put(name, exchange.query(name));
            }
        }
        String mistake = "";
        List<GapPage.Day> days = List.of();
        boolean more = false;
        if (asked) {
            try {
                Asked question = read(fields);
                List<GapPage.Day> found = database.read(handle -> gaps(handle, words, question));
                int gaps = found.stream().mapToInt(day -> day.gaps().size()).sum();
                more = gaps >= MOST_GAPS;
                days = found;
            } catch (DateTimeException | IllegalArgumentException e) {
                mistake = words.say("gap.mistake", MOST_DAYS);
            }
        }
        Catalogue catalogue = database.read(availability::catalogue);
        exchange.page(
                mistake.isEmpty() ? 200 : 422,
                "booking/calendar/gap",
                new GapPage(
                        exchange.frame(CalendarRoutes.PATH),
                        whats(words, catalogue, fields.get("what")),
                        LENGTHS.stream()
                                .map(minutes -> new BookingPage.Choice(
                                        minutes.toString(),
                                        MinuteWords.say(words, minutes),
                                        minutes.toString().equals(fields.get("minutes"))))
                                .toList(),
                        fields,
                        mistake,
                        asked && mistake.isEmpty(),
                        days,
                        more));
    }

    private static List<BookingPage.Choice> whats(Words words, Catalogue catalogue, String chosen) {
        return Stream.concat(
                        Stream.of("place", "tool")
                                .map(kind -> new BookingPage.Choice(
                                        kind, words.say("gap.any." + kind), kind.equals(chosen))),
                        catalogue.offered().stream()
                                .map(bookable -> new BookingPage.Choice(
                                        "=" + bookable.id(), bookable.title(), ("=" + bookable.id()).equals(chosen))))
                .toList();
    }

    private static Asked read(Map<String, String> fields) {
        Asked asked = new Asked(
                fields.get("what"),
                LocalDate.parse(fields.get("day")),
                Integer.parseInt(fields.get("days")),
                Integer.parseInt(fields.get("minutes")),
                LocalTime.parse(fields.get("from")),
                LocalTime.parse(fields.get("until")),
                Integer.parseInt(fields.get("people")));
        boolean sound = asked.days >= 1
                && asked.days <= MOST_DAYS
                && asked.minutes >= 1
                && asked.minutes <= MOST_MINUTES
                && asked.people >= 0
                && asked.until.isAfter(asked.from);
        if (!sound) {
            throw new IllegalArgumentException("What was asked for cannot be.");
        }
        return asked;
    }

    private List<GapPage.Day> gaps(Handle handle, Words words, Asked asked) {
        Instant now = clock.instant();
        Catalogue catalogue = availability.catalogue(handle);
        List<Bookable> bookables = catalogue.offered().stream()
                .filter(bookable -> asked.what.startsWith("=")
                        ? asked.what.equals("=" + bookable.id())
                        : Row.kind(asked.what)
                                .filter(kind -> kind == bookable.kind())
                                .isPresent())
                .filter(bookable ->
                        bookable.details().capacity() == 0 || bookable.details().capacity() >= asked.people)
                .toList();
        List<GapPage.Day> days = new ArrayList<>();
        int left = MOST_GAPS;
        for (LocalDate day = asked.first;
                day.isBefore(asked.first.plusDays(asked.days)) && left > 0;
                day = day.plusDays(1)) {
            List<GapPage.Gap> gaps = new ArrayList<>();
            Instant from = later(day.atTime(asked.from).atZone(zone).toInstant(), now.truncatedTo(ChronoUnit.MINUTES));
            Instant until = day.atTime(asked.until).atZone(zone).toInstant();
            if (until.isAfter(from)) {
                for (Bookable bookable : bookables) {
                    for (Times gap : availability.free(handle, bookable.id(), 1, new Times(from, until), now)) {
                        if (gap.minutes() >= asked.minutes && gaps.size() < left) {
                            gaps.add(gap(words, bookable, gap, asked.minutes));
                        }
                    }
                }
            }
            left -= gaps.size();
            if (!gaps.isEmpty()) {
                days.add(new GapPage.Day(words.day(day), gaps));
            }
        }
        return days;
    }

    private GapPage.Gap gap(Words words, Bookable bookable, Times gap, int minutes) {
        Times booking = Times.ofMinutes(gap.startsMinute(), gap.startsMinute() + minutes);
        return new GapPage.Gap(
                bookable.id().value(),
                bookable.title(),
                words.say("bookings.hours", words.time(gap.starts()), words.time(gap.ends())),
                When.day(booking, zone),
                When.starts(booking, zone),
                When.ends(booking, zone));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
