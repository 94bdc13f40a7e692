package org.doorstep.kiosk.face;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.doorstep.kiosk.booking.Board;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.joining.Membership;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.outbox.Damage;
import org.doorstep.relay.outbox.Room;
import org.doorstep.relay.time.DeviceClock;

/// The page at rest: what is on now, next and later today, and anything that a person should know
/// first.
public final class HomeView {
    /// More would be too small to read from where a person stands.
    private static final int MOST_ROWS = 6;

    private static final int MOST_DOORS = 6;

    private final Words words;
    private final Views views;
    private final ScheduleBoard schedule;
    private final Readers readers;
    private final HealthReport health;
    private final BooleanSupplier saving;
    private final boolean asksMood;
    private final Supplier<Optional<Board>> booked;
    private final Languages languages;
    private final DeviceClock clock;
    private final DateTimeFormatter date;

    public HomeView(
            Words words,
            Views views,
            ScheduleBoard schedule,
            Readers readers,
            HealthReport health,
            BooleanSupplier saving,
            boolean asksMood,
            Supplier<Optional<Board>> booked,
            Languages languages,
            DeviceClock clock) {
        this.words = words;
        this.views = views;
        this.schedule = schedule;
        this.readers = readers;
        this.health = health;
        this.saving = saving;
        this.asksMood = asksMood;
        this.booked = booked;
        this.languages = languages;
        this.clock = clock;
        this.date = words.times("date.pattern");
    }

    public View.Home now() {
        Instant now = clock.instant();
        List<Schedule.Occurrence> rest = schedule.restOfToday(now);
        List<View.Card> cards = cards(rest, now);
        Optional<Board> board = booked.get();
        return new View.Home(
                schedule.hubName().orElseGet(() -> words.say("home.hub-not-known")),
                views.clock(now),
                date.format(now.atZone(schedule.zone())),
                cards.subList(0, Math.min(MOST_ROWS, cards.size())),
                more(cards.size()),
                todayState(cards),
                note(now),
                troubles(),
                prompt(),
                readers.away().isEmpty(),
                asksMood,
                board.filter(one -> !one.bookables().isEmpty()).isPresent(),
                languages.all(),
                doors(rest, board, now),
                schedule.answered().stream()
                        .map(line -> new View.Said(line.said(), line.did()))
                        .toList());
    }

    private List<View.Card> cards(List<Schedule.Occurrence> rest, Instant now) {
        List<View.Card> cards = new ArrayList<>();
        Optional<Instant> next = rest.stream()
                .map(Schedule.Occurrence::start)
                .filter(now::isBefore)
                .findFirst();
        for (Schedule.Occurrence session : rest) {
            boolean isOn = !session.start().isAfter(now);
            boolean isNext = next.filter(session.start()::equals).isPresent();
            cards.add(views.card(session, words.say(isOn ? "home.now" : isNext ? "home.next" : "home.later")));
        }
        return cards;
    }

    /// The rooms of today in the order in which something is on in them, each with what is on or
    /// comes next; then those that can be booked, each with whether it is taken just now.
    private List<View.Door> doors(List<Schedule.Occurrence> rest, Optional<Board> board, Instant now) {
        Map<String, View.Door> doors = new LinkedHashMap<>();
        for (Schedule.Occurrence session : rest) {
            if (!session.room().isEmpty() && doors.size() < MOST_DOORS) {
                boolean isOn = !session.start().isAfter(now);
                doors.putIfAbsent(
                        session.room(),
                        new View.Door(
                                session.room(),
                                isOn
                                        ? words.say("home.door.now", session.title(), views.clock(session.end()))
                                        : words.say("home.door.next", session.title(), views.clock(session.start())),
                                isOn));
            }
        }
        board.ifPresent(known -> known.bookables().stream()
                .filter(one -> one.kind() == Board.Kind.PLACE && one.isOpen(now) && doors.size() < MOST_DOORS)
                .forEach(one -> doors.putIfAbsent(one.title(), booked(one, now))));
        return List.copyOf(doors.values());
    }

    private View.Door booked(Board.Bookable room, Instant now) {
        Instant until = room.stateEnds(now);
        boolean taken = room.isBooked(now);
        return new View.Door(
                room.title(), words.say(taken ? "home.door.booked" : "home.door.free", views.clock(until)), taken);
    }

    private List<View.More> more(int sessions) {
        return IntStream.rangeClosed(0, Math.min(MOST_ROWS, sessions - 1))
                .mapToObj(rows -> new View.More(rows, words.say("home.more", sessions - rows)))
                .toList();
    }

    private View.TodayState todayState(List<View.Card> cards) {
        if (!schedule.known()) {
            return View.TodayState.NOT_KNOWN_YET;
        }
        return cards.isEmpty() ? View.TodayState.NOTHING_MORE : View.TodayState.SOMETHING;
    }

    /// While the hub is here, its schedule is the newest there is, however old.
    private String note(Instant now) {
        if (health.delivery().hubHere()) {
            return "";
        }
        return schedule.staleSince(now)
                .map(since -> words.say("home.times-from", date.format(since.atZone(schedule.zone()))))
                .orElse("");
    }

    private List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (!saving.getAsBoolean()) {
            troubles.add(words.say("trouble.saving"));
        }
        if (health.fullPercent() >= Room.TIGHT_PERCENT) {
            troubles.add(words.say("trouble.room", health.fullPercent()));
        }
        health.freshDamage().ifPresent(damage -> troubles.add(damaged(damage)));
        for (Readers.Kind away : readers.away()) {
            troubles.add(
                    switch (away) {
                        case CARD -> words.say("trouble.card-reader");
                        case CODE -> words.say("trouble.code-reader");
                    });
        }
        if (health.delivery().twin()) {
            troubles.add(words.say("trouble.twin"));
        }
        health.membership()
                .filter(Membership::needsAPerson)
                .ifPresent(certificate -> troubles.add(certificate(certificate)));
        if (clock.moment().clock() == Moment.Clock.UNKNOWN) {
            troubles.add(words.say("trouble.clock"));
        }
        return troubles;
    }

    /// Who is renewed by hand has not failed at it.
    private String certificate(Membership certificate) {
        if (certificate.isOver()) {
            return words.say("trouble.certificate-over");
        }
        long days = certificate.daysLeft(schedule.zone());
        return certificate.renewal() == Membership.Renewal.BY_HAND
                ? words.say("trouble.certificate-by-hand", days)
                : words.say("trouble.certificate", days);
    }

    private String damaged(Damage damage) {
        String day = date.format(damage.at().atZone(schedule.zone()));
        return damage.wasGone()
                ? words.say("trouble.memory-gone", day)
                : words.say("trouble.memory-damaged", day, damage.saved(), damage.unsent());
    }

    private String prompt() {
        boolean card = readers.works(Readers.Kind.CARD);
        boolean code = readers.works(Readers.Kind.CODE);
        if (card && code) {
            return words.say("home.prompt.both");
        }
        return card
                ? words.say("home.prompt.card")
                : code ? words.say("home.prompt.code") : words.say("home.prompt.touch");
    }
}
