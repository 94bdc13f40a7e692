package org.doorstep.hub.ingest;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.hub.aboutme.DayBounds;
import org.doorstep.hub.aboutme.Leaving;
import org.doorstep.hub.aboutme.WordBook;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.Activity;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.attendance.ClaimedVisits;
import org.doorstep.hub.attendance.ClaimsLetGo;
import org.doorstep.hub.attendance.DeniedVisits;
import org.doorstep.hub.attendance.HandPlacing;
import org.doorstep.hub.booking.loans.LoanBook;
import org.doorstep.hub.clock.Exchanges;
import org.doorstep.hub.clock.HubClock;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.keeping.KeeperBoxes;
import org.doorstep.hub.passes.Erasing;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.hub.residents.LostLetGo;
import org.doorstep.hub.residents.Residents;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.sealing.OpeningKeys;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.LastKnownTime;

/// The hub's ingest on a real database with its real projections, and kiosks whose events a test
/// makes by hand.
final class TrialIngest implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    static final ZoneId LONDON = ZoneId.of("Europe/London");

    /// A Tuesday noon.
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static final KeyPairBytes SEALING = new KeyPairBytes(
            "0001",
            HexFormat.of().parseHex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"),
            HexFormat.of().parseHex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"));
    static final TokenKey TOKENS = new TokenKey(1, new byte[32]);

    static final ActivityId COOKING = new ActivityId("cook-and-eat");
    static final ActivityId HOMEWORK = new ActivityId("homework");

    final Database database;
    final Inbox inbox;
    final Forgotten forgotten;
    final KeeperBoxes boxes;
    final Erasing erasing;
    final Activities activities;
    final Attendance attendance;
    final List<Projection> projections;
    final EventIngest ingest;
    final HandPlacing byHand;
    final DeniedVisits denied;
    final ClaimedVisits claimed;
    final Exchanges exchanges;
    final List<Addressed> acknowledged = new ArrayList<>();
    final Random random;
    final OpeningKey sealing = OpeningKey.fresh("s1", new SecureRandom());
    private final Map<String, Long> sequences = new HashMap<>();
    private final StoreId store;

    /// `also` comes after the real projections.
    TrialIngest(Path folder, long seed, Projection... also) {
        this(folder, seed, NOW, also);
    }

    TrialIngest(Path folder, long seed, Instant now, Projection... also) {
        this(folder, seed, now, SealedCards.openingKeys(List.of(SEALING)), also);
    }

    /// With sealing keys that come and go.
    TrialIngest(Path folder, long seed, Instant now, OpeningKeys opening, Projection... also) {
        random = new Random(seed);
        store = StoreId.random(random);
        database = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        InstantSource clock = InstantSource.fixed(now);
        SealedCards seals = new SealedCards(opening, TOKENS);
        forgotten = Forgotten.in(folder, random, clock);
        boxes = new KeeperBoxes(seals, forgotten, new SecureRandom(), clock);
        inbox = new Inbox(database, HUB, random, clock, boxes);
        PassRegister passes = new PassRegister(seals);
        WordBook words = new WordBook(passes, OpeningKeys.of(List.of(sealing)));
        erasing = new Erasing(passes, boxes, List.of(new LostLetGo(), new ClaimsLetGo(), words::forget), clock);
        attendance = new Attendance(LONDON, passes, new SessionPlaces(LONDON));
        byHand = new HandPlacing(database, attendance, clock, () -> {});
        denied = new DeniedVisits(database, attendance, clock, () -> {});
        claimed = new ClaimedVisits(database, attendance, clock, () -> {});
        exchanges =
                new Exchanges(database, new HubClock(new InStep(now), database, new LastKnownTime(folder)), attendance);
        activities = new Activities(database, LONDON, clock, attendance, () -> {});
        projections = new ArrayList<>(List.of(
                new DayBounds(LONDON),
                boxes,
                passes,
                attendance,
                words,
                new Leaving(passes, Residents::passesOf, erasing::erase, erasing::eraseRestOf),
                new LoanBook(passes)));
        projections.addAll(List.of(also));
        ingest = new EventIngest(database, inbox, projections, acknowledged::addAll, () -> {});
    }

    /// The hub's own clock, which a time server keeps in step.
    private record InStep(Instant instant) implements DeviceClock {
        @Override
        public Moment moment() {
            return new Moment("the-hubs-own", 1_000, Moment.Clock.SYNCED, 5);
        }
    }

    /// Cooking on Tuesdays 18:00 to 20:00, homework the same day 17:00 to 19:00: both on from 17:30.
    void addActivities() {
        activities.add(activity(COOKING, "18:00", "20:00"));
        activities.add(activity(HOMEWORK, "17:00", "19:00"));
    }

    static Activity activity(ActivityId id, String starts, String ends) {
        return new Activity(
                id,
                new Activity.Details(id.value(), "Hall", "star"),
                List.of(new Rule(
                        new Rhythm.Weekly(1, Set.of(DayOfWeek.TUESDAY)),
                        LocalTime.parse(starts),
                        LocalTime.parse(ends),
                        LocalDate.parse("2026-09-01"),
                        new Rule.Until.Further(),
                        false)));
    }

    static SessionId session(ActivityId activity, String date, String starts) {
        return new SessionId(activity, LocalDate.parse(date), LocalTime.parse(starts));
    }

    Envelope event(String device, Instant time, HubEvent data) {
        return event(device, time, Moment.Clock.SYNCED, data);
    }

    Envelope event(String device, Instant time, Moment.Clock clock, HubEvent data) {
        return event(
                device,
                time,
                new Moment(
                        "boot",
                        sequences.getOrDefault(device, 0L) + 1,
                        clock,
                        clock == Moment.Clock.UNKNOWN ? Moment.UNBOUNDED : 100),
                data);
    }

    Envelope event(String device, Instant time, Moment moment, HubEvent data) {
        long sequence = sequences.merge(device, 1L, Long::sum);
        return new Envelope(
                EventId.random(time.toEpochMilli(), random),
                new Source(HUB, new DeviceId(device)),
                time,
                store,
                Lane.ATTENDANCE,
                sequence,
                moment,
                data);
    }

    static HubEvent.TapRecorded tap(int pass, SessionId shown) {
        return new HubEvent.TapRecorded(
                new Credential.Token("%043d".formatted(pass), 1),
                HubEvent.Assurance.UID,
                HubEvent.Outcome.ARRIVAL,
                shown);
    }

    static EventIngest.Arrival arrival(Envelope event) {
        return arrival(event.source().device().value(), Wire.write(event));
    }

    static EventIngest.Arrival arrival(String device, byte[] text) {
        return new EventIngest.Arrival(new Received(new DeviceId(device), Lane.ATTENDANCE, text, NOW), () -> {});
    }

    int take(Envelope... events) {
        return ingest.commit(List.of(events).stream().map(TrialIngest::arrival).toList());
    }

    int take(EventIngest.Arrival... arrivals) {
        return ingest.commit(List.of(arrivals));
    }

    long count(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    Optional<String> text(String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).findFirst());
    }

    /// Everything that was projected, by names and not by row numbers, so that two ways to it can
    /// be compared.
    List<String> picture() {
        return database.read(handle -> {
            List<String> rows = new ArrayList<>();
            for (String sql : PICTURE) {
                handle.createQuery(sql)
                        .map((row, context) -> {
                            StringBuilder text = new StringBuilder();
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                text.append(row.getString(i)).append(' ');
                            }
                            return text.toString();
                        })
                        .forEach(rows::add);
            }
            return rows;
        });
    }

    private static final List<String> PICTURE = List.of(
            "SELECT 'pass', name, kind, symbol, issued_by, first_day FROM pass ORDER BY name",
            """
            SELECT 'tap', t.event, p.name, s.name, t.at, t.unsure, t.device, t.shown_session
            FROM tap t JOIN pass p ON p.id = t.pass JOIN session s ON s.id = t.session
            ORDER BY t.event
            """,
            """
            SELECT 'visit', p.name, s.name, v.day, v.arrived_at, v.left_at, v.leaving, v.unsure, v.adults, v.children
            FROM visit v JOIN pass p ON p.id = v.pass JOIN session s ON s.id = v.session
            ORDER BY p.name, s.name
            """,
            """
            SELECT 'guest', g.event, s.name, g.at, g.unsure, g.adults, g.children
            FROM guest g JOIN session s ON s.id = g.session
            ORDER BY g.event
            """,
            """
            SELECT 'session', s.name, f.visits, f.guests, f.adults, f.children, f.unsure
            FROM session_figures f JOIN session s ON s.id = f.session
            WHERE f.visits + f.guests + f.adults + f.children > 0
            ORDER BY s.name
            """,
            """
            SELECT 'day', day, visits, guests, adults, children, unsure, passes, first_timers
            FROM day_attendance
            WHERE visits + guests + adults + children > 0
            ORDER BY day
            """,
            """
            SELECT 'activity', activity, week, visits, guests, adults, children, unsure
            FROM activity_figures
            WHERE visits + guests + adults + children > 0
            ORDER BY activity, week
            """,
            """
            SELECT 'loan', l.label, p.name, l.taken_at, l.brought_at, l.ended_by, l.brought_state
            FROM loan l LEFT JOIN pass p ON p.id = l.pass_row
            WHERE l.what = 'taken'
            ORDER BY l.label, l.taken_at, l.id
            """,
            "SELECT 'lost', event, device, from_row, to_row, day, reason FROM incomplete ORDER BY event");

    @Override
    public void close() {
        database.close();
    }
}
