package org.doorstep.hub.booking.phone;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Free;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.waiting.SameHolder;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Routes;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// A resident's own page on their phone: when, what is free, done; and what they have booked. Plain
/// pages of forms, which work without a script, for whoever opened them by a kiosk's code
/// ([PhoneDoor]).
///
/// Whoever is not in the building may book only what the hub lets be booked from home.
public final class PhoneRoutes {
    static final String MINE = "/me";

    static final String OPEN = MINE + "/open/";

    private static final String COOKIE = "doorstep-me";
    private static final String WHEN = MINE + "/when";
    private static final String FREE = MINE + "/free";
    private static final String BOOK = MINE + "/book";
    private static final String DONE = MINE + "/done";
    private static final String CANCEL = MINE + "/cancel";
    private static final String ANSWER = MINE + "/answer";
    private static final String LEAVE = MINE + "/leave";

    /// As far as the kiosks' board tells.
    private static final int DAYS = 15;

    private static final Duration BETWEEN_STARTS = Duration.ofMinutes(30);

    /// What people book: a meeting, an afternoon, a strimmer over the weekend.
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofMinutes(90),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(4),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(3),
            Duration.ofDays(7));

    private static final Duration USUAL = Duration.ofHours(1);

    private final PhoneDoor door;
    private final Database database;
    private final ClaimBook claims;
    private final Availability availability;
    private final WaitingList waiting;
    private final ZoneId zone;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable changed;

    /// `changed` is told after each booking that begins or ends.
    public PhoneRoutes(
            PhoneDoor door,
            Database database,
            ClaimBook claims,
            Availability availability,
            WaitingList waiting,
            ZoneId zone,
            InstantSource clock,
            RandomGenerator random,
            Runnable changed) {
        this.door = door;
        this.database = database;
        this.claims = claims;
        this.availability = availability;
        this.waiting = waiting;
        this.zone = zone;
        this.clock = clock;
        this.random = random;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        routes.get(Access.BY_SECRET, MINE, exchange -> known(exchange, this::mine))
                .get(Access.BY_SECRET, OPEN + "{secret}", this::link)
                .post(Access.BY_SECRET, OPEN + "{secret}", this::open)
                .get(Access.BY_SECRET, WHEN, exchange -> known(exchange, (who, at) -> when(at, "")))
                .get(Access.BY_SECRET, FREE, exchange -> known(exchange, this::free))
                .post(Access.BY_SECRET, BOOK, exchange -> known(exchange, this::book))
                .get(Access.BY_SECRET, DONE, exchange -> known(exchange, this::done))
                .get(Access.BY_SECRET, CANCEL, exchange -> known(exchange, this::askToCancel))
                .post(Access.BY_SECRET, CANCEL, exchange -> known(exchange, this::cancel))
                .post(Access.BY_SECRET, ANSWER, exchange -> known(exchange, this::answer))
                .post(
                        Access.BY_SECRET,
                        LEAVE,
                        exchange -> known(exchange, (who, phone) -> {
                            door.leave(phone.cookie(COOKIE));
                            phone.keepCookie(COOKIE, "", MINE, Duration.ZERO);
                            phone.goTo(MINE);
                        }));
    }

    private interface Page {
        void show(Holder.Resident who, Exchange exchange);
    }

    /// A pass that was stopped since opens no phone any more, nor one whose holder has left.
    private void known(Exchange exchange, Page page) {
        String secret = exchange.cookie(COOKIE);
        Optional<Holder.Resident> who = door.who(secret);
        if (who.isPresent() && !database.read(handle -> PhoneDesk.isGood(handle, who.get()))) {
            door.leave(secret);
            closed(exchange);
            return;
        }
        if (who.isPresent()) {
            page.show(who.get(), exchange);
        } else {
            closed(exchange);
        }
    }

    private static void closed(Exchange exchange) {
        exchange.page(403, "booking/phone/closed", new PhonePage.Closed(exchange.frame(MINE)));
    }

    private void link(Exchange exchange) {
        String secret = exchange.path("secret");
        if (door.opens(secret)) {
            exchange.page("booking/phone/door", new PhonePage.Door(exchange.frame(MINE), secret));
        } else {
            closed(exchange);
        }
    }

    private void open(Exchange exchange) {
        Optional<String> own = door.open(exchange.path("secret"));
        if (own.isPresent()) {
            exchange.keepCookie(COOKIE, own.get(), MINE, PhoneDoor.SITTING);
            exchange.goTo(MINE);
        } else {
            closed(exchange);
        }
    }

    private void mine(Holder.Resident who, Exchange exchange) {
        // Each page that is opened keeps the phone's own secret for another while.
        exchange.keepCookie(COOKIE, exchange.cookie(COOKIE), MINE, PhoneDoor.SITTING);
        List<PhonePage.Own> own = database.read(handle -> {
            Catalogue catalogue = availability.catalogue(handle);
            List<PhonePage.Own> all = new ArrayList<>();
            waiting.of(handle, holders(handle, who)).stream()
                    .filter(one -> one.offer().isPresent())
                    .forEach(one -> all.add(new PhonePage.Own(
                            one.code(),
                            title(catalogue, one.bookable(), one.count(), exchange),
                            new PhoneWords(exchange.words()).when(one.times()),
                            exchange.words().say("phone.how.offered"),
                            true,
                            one.request().toString())));
            Bookings.ofPasses(handle, passes(handle, who), clock.instant()).stream()
                    .filter(one -> one.state() == State.BOOKED || one.state() == State.ASKED)
                    .forEach(one -> all.add(own(catalogue, one, exchange)));
            return all;
        });
        exchange.page("booking/phone/mine", new PhonePage.Mine(exchange.frame(MINE), own));
    }

    private static PhonePage.Own own(Catalogue catalogue, Booking booking, Exchange exchange) {
        PhoneWords words = new PhoneWords(exchange.words());
        return new PhonePage.Own(
                booking.code(),
                title(catalogue, booking.bookable(), booking.count(), exchange),
                words.when(booking.times()),
                words.how(booking.state()),
                false,
                booking.request().toString());
    }

    private void when(Exchange exchange, String mistake) {
        PhoneWords words = new PhoneWords(exchange.words());
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        String day = exchange.query("day").isEmpty() ? today.toString() : exchange.query("day");
        List<PhonePage.Choice> days = new ArrayList<>();
        for (int ahead = 0; ahead < DAYS; ahead++) {
            LocalDate one = today.plusDays(ahead);
            days.add(new PhonePage.Choice(
                    one.toString(), words.day(one, now), one.toString().equals(day)));
        }
        String nextHour = LocalTime.ofInstant(now, zone)
                .truncatedTo(ChronoUnit.HOURS)
                .plusHours(1)
                .toString();
        String from = exchange.query("from").isEmpty() ? nextHour : exchange.query("from");
        List<PhonePage.Choice> hours = new ArrayList<>();
        for (int half = 0; half < Duration.ofDays(1).dividedBy(BETWEEN_STARTS); half++) {
            LocalTime at = LocalTime.MIDNIGHT.plus(BETWEEN_STARTS.multipliedBy(half));
            hours.add(new PhonePage.Choice(
                    at.toString(), exchange.words().time(at), at.toString().equals(from)));
        }
        String length = exchange.query("for").isEmpty() ? USUAL.toString() : exchange.query("for");
        List<PhonePage.Choice> lengths = LENGTHS.stream()
                .map(one -> new PhonePage.Choice(
                        one.toString(), words.length(one), one.toString().equals(length)))
                .toList();
        exchange.page("booking/phone/when", new PhonePage.When(exchange.frame(MINE), days, hours, lengths, mistake));
    }

    private void free(Holder.Resident who, Exchange exchange) {
        Optional<Times> asked = asked(exchange);
        Instant now = clock.instant();
        if (asked.isEmpty() || !asked.get().ends().isAfter(now)) {
            when(exchange, exchange.words().say("phone.when.over"));
            return;
        }
        Times times = asked.get();
        boolean near = exchange.isNear();
        PhonePage.Free page = database.read(handle -> {
            Catalogue catalogue = availability.catalogue(handle);
            List<PhonePage.Offer> rooms = new ArrayList<>();
            List<PhonePage.Offer> tools = new ArrayList<>();
            for (Bookable one : catalogue.offered()) {
                int most = most(handle, catalogue, one, times, near, now);
                if (most > 0) {
                    (one.kind() == Bookable.Kind.PLACE ? rooms : tools).add(offer(one, times, most));
                }
            }
            String when = new PhoneWords(exchange.words()).when(times);
            return new PhonePage.Free(exchange.frame(MINE), when, rooms, tools);
        });
        exchange.page("booking/phone/free", page);
    }

    /// How many of it they can have then; 0 if they cannot book it by themselves.
    private int most(Handle handle, Catalogue catalogue, Bookable one, Times times, boolean near, Instant now) {
        boolean fits = one.who() == Bookable.Who.ANYBODY
                && (near || one.fromHome())
                && times.minutes() >= one.limits().shortest()
                && times.minutes() <= one.limits().longest();
        if (!fits) {
            return 0;
        }
        int free = 0;
        while (free < catalogue.howMany(one.id())
                && availability.free(handle, one.id(), free + 1, times, now).stream()
                        .anyMatch(stretch -> stretch.has(times))) {
            free++;
        }
        return free;
    }

    private PhonePage.Offer offer(Bookable one, Times times, int most) {
        return new PhonePage.Offer(
                one.id().value(),
                one.title(),
                one.details().place(),
                times.starts().toString(),
                times.ends().toString(),
                most,
                request().toString());
    }

    private void book(Holder.Resident who, Exchange exchange) {
        Optional<Wanted> read = wanted(who, exchange);
        if (read.isEmpty()) {
            exchange.notHere();
            return;
        }
        Wanted wanted = read.get();
        Instant now = clock.instant();
        boolean mayFromHere = exchange.isNear()
                || database.read(handle -> availability
                        .catalogue(handle)
                        .find(wanted.bookable())
                        .filter(Bookable::fromHome)
                        .isPresent());
        if (!mayFromHere) {
            refused(exchange, exchange.words().say("phone.only-here"));
            return;
        }
        Claimed claimed = database.write(handle -> claims.book(handle, wanted, now));
        switch (claimed) {
            case Claimed.Booked _, Claimed.Asked _, Claimed.Held _, Claimed.Same _ -> {
                changed.run();
                exchange.goTo(DONE + "?request=" + wanted.request());
            }
            case Claimed.NotFree() -> notFree(exchange, wanted, now);
            case Claimed.Refused(var why) -> refused(exchange, exchange.words().of("booking.why", why));
        }
    }

    /// What the form said, if it is one of ours.
    private static Optional<Wanted> wanted(Holder.Resident who, Exchange exchange) {
        try {
            Times times = new Times(Instant.parse(exchange.field("starts")), Instant.parse(exchange.field("ends")));
            String count = exchange.field("count").isEmpty() ? "1" : exchange.field("count");
            return Optional.of(Wanted.of(
                    RequestId.of(exchange.field("request")),
                    new BookableId(exchange.field("bookable")),
                    Math.max(1, Integer.parseInt(count)),
                    times,
                    who,
                    Origin.WEB));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void notFree(Exchange exchange, Wanted wanted, Instant now) {
        boolean near = exchange.isNear();
        List<PhonePage.Offer> others = database.read(handle -> {
            Catalogue catalogue = availability.catalogue(handle);
            List<PhonePage.Offer> all = new ArrayList<>();
            for (Free one : availability.nearest(
                    handle, wanted.bookable(), wanted.count(), wanted.people(), wanted.times(), now)) {
                Bookable other = catalogue.get(one.bookable());
                if (near || other.fromHome()) {
                    all.add(new PhonePage.Offer(
                            other.id().value(),
                            other.title(),
                            new PhoneWords(exchange.words()).when(one.times()),
                            one.times().starts().toString(),
                            one.times().ends().toString(),
                            1,
                            request().toString()));
                }
            }
            return all;
        });
        exchange.page(
                409,
                "booking/phone/done",
                new PhonePage.Done(
                        exchange.frame(MINE),
                        exchange.words().say("phone.not-free"),
                        List.of(exchange.words()
                                .say(others.isEmpty() ? "phone.not-free.none" : "phone.not-free.these")),
                        "",
                        others));
    }

    private static void refused(Exchange exchange, String sentence) {
        exchange.page(
                422,
                "booking/phone/done",
                new PhonePage.Done(
                        exchange.frame(MINE), exchange.words().say("phone.refused"), List.of(sentence), "", List.of()));
    }

    private void done(Holder.Resident who, Exchange exchange) {
        Optional<Booking> found = theirs(who, exchange.query("request"));
        if (found.isEmpty()) {
            exchange.notHere();
            return;
        }
        Booking booking = found.get();
        if (!booking.state().stands()) {
            // Its form was sent again after it was given back.
            exchange.goTo(MINE);
            return;
        }
        boolean asked = booking.state() == State.ASKED;
        String what = database.read(
                handle -> title(availability.catalogue(handle), booking.bookable(), booking.count(), exchange));
        exchange.page(
                "booking/phone/done",
                new PhonePage.Done(
                        exchange.frame(MINE),
                        exchange.words().say(asked ? "phone.asked" : "phone.booked"),
                        List.of(
                                what,
                                new PhoneWords(exchange.words()).when(booking.times()),
                                exchange.words().say(asked ? "phone.asked.also" : "phone.booked.also")),
                        booking.code(),
                        List.of()));
    }

    private void askToCancel(Holder.Resident who, Exchange exchange) {
        Optional<Booking> found = theirs(who, exchange.query("request")).filter(one -> !one.isOver(clock.instant()));
        if (found.isEmpty()) {
            exchange.goTo(MINE);
            return;
        }
        PhonePage.Own own = database.read(handle -> own(availability.catalogue(handle), found.get(), exchange));
        exchange.page("booking/phone/cancel", new PhonePage.Cancel(exchange.frame(MINE), own));
    }

    private void cancel(Holder.Resident who, Exchange exchange) {
        Instant now = clock.instant();
        Optional<Booking> found = theirs(who, exchange.field("request")).filter(one -> !one.isOver(now));
        found.ifPresent(booking -> {
            // What is given back while it is used was used that long.
            Ending ending = booking.times().starts().isAfter(now) ? Ending.CANCELLED : Ending.RELEASED;
            database.write(handle -> {
                claims.let(handle, booking.id(), ending, "", now);
                return waiting.offer(handle, now);
            });
            changed.run();
        });
        exchange.goTo(MINE);
    }

    private void answer(Holder.Resident who, Exchange exchange) {
        Instant now = clock.instant();
        boolean yes = exchange.field("yes").equals("yes");
        Optional<RequestId> request = request(exchange.field("request"));
        request.ifPresent(named -> {
            database.write(handle -> waiting.answer(handle, holders(handle, who), named, yes, now));
            changed.run();
        });
        exchange.goTo(MINE);
    }

    /// One of their own bookings by the request that it came by; nobody sees another's.
    private Optional<Booking> theirs(Holder.Resident who, String text) {
        return request(text)
                .flatMap(request -> database.read(handle -> Bookings.byRequest(handle, request)
                        .filter(booking -> holders(handle, who).contains(booking.holder()))));
    }

    private static Set<Holder> holders(Handle handle, Holder.Resident who) {
        return SameHolder.of(handle, who);
    }

    private static List<String> passes(Handle handle, Holder.Resident who) {
        return holders(handle, who).stream()
                .filter(Holder.Resident.class::isInstance)
                .map(one -> ((Holder.Resident) one).pass())
                .collect(Collectors.toList());
    }

    private static String title(Catalogue catalogue, BookableId id, int count, Exchange exchange) {
        String title = catalogue.find(id).map(Bookable::title).orElse(id.value());
        return count > 1 ? exchange.words().say("phone.several", count, title) : title;
    }

    private Optional<Times> asked(Exchange exchange) {
        try {
            ZonedDateTime starts = LocalDate.parse(exchange.query("day"))
                    .atTime(LocalTime.parse(exchange.query("from")))
                    .atZone(zone);
            Duration length = Duration.parse(exchange.query("for"));
            // Days are by the calendar: back by the same time, also where a clock is changed between.
            Instant ends = starts.plusDays(length.toDays())
                    .plusMinutes(length.toMinutesPart() + 60L * length.toHoursPart())
                    .toInstant();
            return LENGTHS.contains(length) ? Optional.of(new Times(starts.toInstant(), ends)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private UUID request() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static Optional<RequestId> request(String text) {
        try {
            return Optional.of(RequestId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
