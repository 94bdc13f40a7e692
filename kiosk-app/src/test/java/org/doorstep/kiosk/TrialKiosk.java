package org.doorstep.kiosk;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.camera.FrameSize;
import org.doorstep.kiosk.hardware.pi4j.Pins;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.mood.MoodDesk;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkException;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.time.LastKnownTime;
import org.doorstep.relay.time.LearningClock;

/// A whole kiosk in the test's own process: simulated readers, a real database, its hub away
/// unless the test brings one.
final class TrialKiosk implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    final TrialClock clock;
    final KioskStore store;
    final LearningClock learning;
    final OpeningKey hubSealing = OpeningKey.fresh("0001", new SecureRandom());
    private final KeyPair hubKey;
    private final Settings settings;
    private Devices devices;
    private Kiosk kiosk;

    TrialKiosk(Path folder) {
        this(folder, new TrialClock("2026-11-22T10:05:00Z"));
    }

    TrialKiosk(Path folder, TrialClock clock) {
        this(folder, clock, Parts.NONE, new Pins());
    }

    TrialKiosk(Path folder, TrialClock clock, Parts parts, Pins board) {
        this.clock = clock;
        this.learning = new LearningClock(clock, new LastKnownTime(folder).read());
        try {
            this.hubKey = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        DeviceId device = new DeviceId("kiosk-1");
        Hardware hardware = new Hardware(
                folder,
                "127.0.0.1",
                0,
                "en",
                new ReaderSetting.Simulated(),
                new ReaderSetting.Simulated(),
                new FrameSize(640, 480),
                Optional.empty(),
                parts);
        this.settings = new Settings(
                hardware,
                HUB,
                device,
                "Front door",
                ZONE,
                "127.0.0.1",
                1,
                new Settings.BrokerEntry.Secret(folder.resolve("none")),
                Optional.empty(),
                PassKeys.of("0001", hubKey.getPublic()),
                hubSealing.sealingKey());
        this.store = KioskStore.open(folder, new Source(HUB, device), learning, new SecureRandom());
        this.devices = new Devices(hardware, learning, board);
    }

    /// That reader for cards in the place of the simulated one, given before [#start].
    TrialKiosk cards(PassReader reader) {
        devices.close();
        devices = new Devices(settings.hardware(), new Pins(), Map.of(Readers.Kind.CARD, reader));
        return this;
    }

    /// Sessions as `activity picture start end title`, times in UTC, given before [#start].
    TrialKiosk on(String... sessions) {
        List<Schedule.Occurrence> occurrences = new ArrayList<>();
        for (String session : sessions) {
            String[] parts = session.split(" ", 5);
            Instant start = Instant.parse(parts[2]);
            SessionId id = SessionId.parse(parts[0] + "@" + start.atZone(ZONE).toLocalDate() + "T"
                    + start.atZone(ZONE).toLocalTime().toString().replace(":", ""));
            occurrences.add(
                    new Schedule.Occurrence(id, parts[4], "Upstairs room", parts[1], start, Instant.parse(parts[3])));
        }
        Schedule told = new Schedule(HUB, "Millbrook Fold", ZONE, clock.instant(), 1200, 1800, occurrences);
        new ScheduleBoard(store.database(), HUB, ZONE, clock).put(Wire.writeMessage(told));
        return this;
    }

    TrialKiosk blanks(int count) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(pass(i, LocalDate.of(2030, 1, 1)));
        }
        new PassStock(store.database(), settings.passKeys()).add(codes, LocalDate.of(2026, 11, 22));
        return this;
    }

    String pass(int number, LocalDate lastDay) {
        return PassCode.sign(new PassId(String.format("%020x", number)), lastDay, "0001", hubKey.getPrivate());
    }

    TrialKiosk start() {
        return start(new AwayLink());
    }

    TrialKiosk start(Link link) {
        kiosk = new Kiosk(settings, store, devices, link, learning, new SecureRandom());
        return this;
    }

    /// With its hub away, and that to ask of bookings.
    TrialKiosk start(Bookings bookings) {
        kiosk = new Kiosk(settings, store, devices, new AwayLink(), learning, new SecureRandom(), _ -> bookings);
        return this;
    }

    MoodDesk mood() {
        return kiosk.mood().orElseThrow();
    }

    /// Its card reader, to show things to.
    SimulatedReader cards() {
        return devices.simulator().orElseThrow().card().orElseThrow();
    }

    void pressSwitch() {
        kiosk.pressSwitch();
    }

    void headphones(boolean in) {
        kiosk.headphones(in);
    }

    String url() {
        return kiosk.url();
    }

    Settings settings() {
        return settings;
    }

    PrivateKey hubKey() {
        return hubKey.getPrivate();
    }

    @Override
    public void close() {
        devices.close();
        if (kiosk != null) {
            kiosk.close();
        }
        store.close();
    }

    /// The hub is away, and stays away.
    private static final class AwayLink implements Link {
        @Override
        public void open(Listener listener) {}

        @Override
        public CompletableFuture<Void> publish(Message message) {
            return CompletableFuture.failedFuture(new LinkException("The hub is away.", null));
        }

        @Override
        public void rest(java.time.Duration atLeast) {}

        @Override
        public boolean connected() {
            return false;
        }

        @Override
        public void close() {}
    }
}
