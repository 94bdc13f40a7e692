package org.doorstep.kiosk.checkin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.sealing.SealingKey;

/// A desk on a real database, with a clock and a schedule in the test's hands.
final class DeskTrial implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    static final LocalDate LAST_DAY = LocalDate.of(2030, 12, 31);

    final TrialClock clock;
    final ZoneId zone;
    final KioskStore store;
    final ScheduleBoard schedule;
    final PassStock stock;
    final CardTokens cards;
    final KeyPair hubKey = keyPair();
    private final PassKeys keys = PassKeys.of("0001", hubKey.getPublic());
    private final SealingKey sealing =
            new SealingKey("0001", new X25519PrivateKeyParameters(new SecureRandom()).generatePublicKey());
    private final SecureRandom random = new SecureRandom();
    final Set<Credential> stopped = new HashSet<>();
    final TrialAuthority authority = new TrialAuthority(random);
    private final Slips slips;
    final DayMemory memory;
    private CheckInDesk desk;

    DeskTrial(Path folder, String now, String zone) {
        this.clock = new TrialClock(now);
        this.zone = ZoneId.of(zone);
        this.store = KioskStore.open(folder, new Source(HUB, new DeviceId("kiosk-1")), clock, random);
        this.schedule = new ScheduleBoard(store.database(), HUB, this.zone, clock);
        this.stock = new PassStock(store.database(), keys);
        this.cards = new CardTokens(sealing, random);
        this.slips = new Slips(store.database(), HUB, text -> authority.read(text, this.clock.instant()));
        this.memory = new DayMemory(store.database(), schedule, cards, slips, clock);
        startAgain();
    }

    CheckInDesk desk() {
        return desk;
    }

    /// The program ends and starts; what was in memory only is gone.
    void startAgain() {
        desk = new CheckInDesk(
                store.database(),
                store.outbox(),
                schedule,
                stock,
                cards,
                keys,
                slips,
                stopped::contains,
                clock,
                random);
    }

    /// Sessions as `activity start end`, in UTC.
    void on(String... sessions) {
        List<Schedule.Occurrence> occurrences = new ArrayList<>();
        for (String session : sessions) {
            String[] parts = session.split(" ");
            Instant start = Instant.parse(parts[1]);
            SessionId id = SessionId.parse(parts[0] + "@"
                    + start.atZone(zone).toLocalDate() + "T"
                    + start.atZone(zone).toLocalTime().toString().replace(":", ""));
            occurrences.add(new Schedule.Occurrence(id, parts[0], "", "star", start, Instant.parse(parts[2])));
        }
        schedule.put(Wire.writeMessage(new Schedule(HUB, "Millbrook", zone, clock.instant(), 1200, 1800, occurrences)));
    }

    Outcome card(String number) {
        return desk.read(new Reading.CardNumber(Reading.Width.FOUR, number));
    }

    Outcome code(String text) {
        return desk.read(Reading.Code.of(text));
    }

    String pass(int number) {
        return PassCode.sign(passId(number), LAST_DAY, "0001", hubKey.getPrivate());
    }

    static PassId passId(int number) {
        return new PassId(String.format("%020x", number));
    }

    void blanks(int count) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(pass(1_000 + i));
        }
        stock.add(codes, schedule.today());
    }

    /// Everything that waits for the hub, in the order it was written, lane by lane.
    List<Envelope> told() {
        return store.database()
                .read(handle -> handle.createQuery("SELECT text FROM outbox_event ORDER BY lane, sequence")
                        .mapTo(byte[].class)
                        .map(DeskTrial::read)
                        .list());
    }

    <T extends HubEvent> List<T> told(Class<T> type) {
        return told().stream()
                .map(Envelope::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        store.close();
    }

    private static Envelope read(byte[] text) {
        try {
            return Wire.read(text);
        } catch (WireException e) {
            throw new AssertionError(new String(text, StandardCharsets.UTF_8), e);
        }
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
