package org.doorstep.hub.upstream;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.attendance.Losses;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.inbox.Acceptance;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.store.Database;

/// The part of a hub from an event's coming to a figure's going, with the real inbox, projections,
/// gate and sending, one kiosk, and a clock that tests turn.
final class TrialHub implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    static final DeviceId KIOSK = new DeviceId("kiosk-by-the-garden-door");
    static final ZoneId ZONE = ZoneId.of("Europe/London");
    static final TokenKey TOKEN_KEY = new TokenKey(1, new byte[TokenKey.BYTES]);

    final Random random;
    final Database database;
    final Gate gate;
    final UpstreamSync sync;
    final List<Addressed> told = new ArrayList<>();
    final StoreId store;

    private final Inbox inbox;
    private final PassRegister passes;
    private final Attendance attendance;
    private Instant now = Instant.parse("2026-11-02T09:00:00Z");
    private boolean timeIsKnown = true;
    private Duration reading = Duration.ZERO;
    private long sequence;

    /// `area` is closed with the hub.
    TrialHub(Path file, long seed, Cadence cadence, AreaServer area) {
        random = new Random(seed);
        database = Database.open(
                file, "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", "org/doorstep/relay/inbox/db");
        inbox = new Inbox(database, HUB, random, () -> now);
        passes = new PassRegister(new SealedCards(List.of(), TOKEN_KEY));
        attendance = new Attendance(ZONE, passes, new SessionPlaces(ZONE));
        gate = new Gate(() -> now, random);
        store = StoreId.random(random);
        sync = new UpstreamSync(
                cadence,
                area,
                new Release(
                        cadence,
                        database,
                        gate,
                        new Marks(
                                new Contacts(new EnrolledDevices(file.resolveSibling("devices"))),
                                new Losses(ZONE),
                                ZONE),
                        ZONE,
                        inbox,
                        () -> now,
                        () -> timeIsKnown),
                new Delivery(database, gate, HUB, ZONE, inbox, () -> now, told::addAll),
                new GivenBack(database, gate),
                new LedgerProof(database, gate, HUB, new ProofBook(database), this::read),
                new ProofBook(database),
                this::read);
    }

    Instant now() {
        return now;
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, ZONE);
    }

    void setNow(Instant instant) {
        now = instant;
    }

    /// Whether this hub believes its own clock; at first it does.
    void timeIsKnown(boolean known) {
        timeIsKnown = known;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// From now on so much time passes whenever the sending looks at its clock.
    void passAtEachReading(Duration time) {
        reading = time;
    }

    /// All that this kiosk recorded between is known to be here.
    void known(String device, Instant from, Instant to) {
        database.write(handle -> handle.execute(
                "INSERT OR REPLACE INTO device_known (device, from_at, to_at) VALUES (?, ?, ?)",
                device,
                from.toEpochMilli(),
                to.toEpochMilli()));
    }

    PassId newPass() {
        byte[] bytes = new byte[PassId.BYTES];
        random.nextBytes(bytes);
        return PassId.of(bytes);
    }

    /// A tap now, at the drop-in. Returns its event.
    Envelope tap(Credential credential) {
        return happen(new HubEvent.TapRecorded(
                credential, HubEvent.Assurance.SIGNED, HubEvent.Outcome.ARRIVAL, SessionId.dropIn(today())));
    }

    Envelope tap(PassId pass) {
        return tap(new Credential.Pass(pass, "0001"));
    }

    /// So many different passes tap now.
    void taps(int count) {
        for (int i = 0; i < count; i++) {
            tap(newPass());
        }
    }

    Envelope guest(int adults, int children) {
        return happen(new HubEvent.GuestCounted(SessionId.dropIn(today()), adults, children));
    }

    Envelope companions(Envelope tap, int adults, int children) {
        return happen(new HubEvent.CompanionsCounted(tap.id(), adults, children));
    }

    /// The kiosk lost these rows; the next event has a sequence after them.
    Envelope loseRows(int rows) {
        long from = sequence + 1;
        sequence += rows;
        return happen(new HubEvent.RangeLost(from, sequence, "salvaged"));
    }

    Envelope happen(HubEvent data) {
        Envelope event = new Envelope(
                EventId.random(now.toEpochMilli(), random),
                new Source(HUB, KIOSK),
                now,
                store,
                Lane.ATTENDANCE,
                ++sequence,
                new Moment("boot-of-that-kiosk", 1_000 + sequence, Moment.Clock.SYNCED, 10),
                data);
        receive(event);
        return event;
    }

    void receive(Envelope event) {
        database.write(handle -> {
            Connection connection = Database.connection(handle);
            Receiving receiving = inbox.receiving(handle);
            Acceptance acceptance = receiving.accept(new Received(KIOSK, Lane.ATTENDANCE, Wire.write(event), now));
            if (!(acceptance instanceof Acceptance.Fresh)) {
                throw new IllegalStateException("The trial's own event was not new: " + acceptance);
            }
            passes.project(connection, event);
            attendance.project(connection, event);
            passes.flush(connection);
            attendance.flush(connection);
            return receiving.finish();
        });
    }

    private Instant read() {
        now = now.plus(reading);
        return now;
    }

    /// The highest row that the kiosk was told is at the centre; 0 if none.
    long atCentre() {
        return told.isEmpty() ? 0 : told.getLast().ack().centre();
    }

    long lastRow() {
        return sequence;
    }

    @Override
    public void close() {
        sync.close();
        database.close();
    }
}
