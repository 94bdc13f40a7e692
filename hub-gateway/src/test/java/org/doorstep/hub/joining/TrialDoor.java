package org.doorstep.hub.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.Hub;
import org.doorstep.hub.broker.DoorFiles;
import org.doorstep.hub.broker.ShutOutBook;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorOutcome;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.joining.Joined;
import org.doorstep.relay.joining.JoiningCode;
import org.doorstep.relay.joining.JoiningQr;
import org.doorstep.relay.joining.Newcomer;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;

/// A hub's real door with the files of a real hub, at a time that the test sets.
final class TrialDoor implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");

    final SecureRandom random = new SecureRandom();
    final IssuingFiles issuing;
    private final Database database;
    final RegisteredDevices devices;
    final DoorFiles files;
    final Claims claims;
    final JoinDesk desk;
    final DeviceDoor door;
    final TurnedAway turnedAway;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean knowsTheTime = true;
    private volatile Instant now = Instant.parse("2026-11-24T16:20:00Z");

    TrialDoor(Path folder) {
        Path identity = folder.resolve("identity");
        this.issuing = certified(identity);
        this.database = Hub.open(folder);
        this.devices = new RegisteredDevices(folder.resolve("devices"));
        DeviceClock clock = new SetClock();
        this.files = new DoorFiles(identity, IdentityFiles::read, new ShutOutBook(database), clock);
        this.turnedAway = new TurnedAway(clock);
        this.claims = new Claims(
                new DoorAddress("192.0.2.7", 8405),
                () -> Fingerprint.of(files.server().certificate()),
                clock,
                random,
                changes::incrementAndGet);
        this.desk = new JoinDesk(
                HUB,
                issuing,
                files,
                devices,
                claims,
                () -> Map.of("hub.id", HUB.value(), "hub.zone", "Europe/London"),
                turnedAway,
                () -> knowsTheTime ? Optional.of(now) : Optional.empty(),
                random);
        this.door = DeviceDoor.open("127.0.0.1", 0, files, desk);
    }

    private final class SetClock implements DeviceClock {
        private final Instant started = now.minusSeconds(600);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public Moment moment() {
            return new Moment("boot", Duration.between(started, now).toMillis(), Moment.Clock.SYNCED, 50);
        }
    }

    Instant now() {
        return now;
    }

    /// How often the pages would have been drawn anew.
    int changes() {
        return changes.get();
    }

    void knowTheTime(boolean known) {
        knowsTheTime = known;
    }

    void forward(Duration by) {
        now = now.plus(by);
    }

    private IssuingFiles certified(Path identity) {
        try {
            KeyPair pair = EcKeys.random(random);
            X509Certificate root = Root.certificate("Test", pair, now, random);
            Path issuingFolder = folder(identity.resolve("issuing"));
            X509Certificate made = new Root(pair.getPrivate(), root)
                    .issuing(new Holder.Issuing(HUB), IdentityFiles.key(issuingFolder, random), now, random);
            IdentityFiles.place(issuingFolder, List.of(made), root);
            IssuingFiles begun = new IssuingFiles(issuingFolder);
            begun.begin(now, random);
            Path server = folder(identity.resolve("server"));
            X509Certificate own =
                    begun.issuer().server(IdentityFiles.key(server, random), List.of("localhost"), now, random);
            IdentityFiles.place(server, List.of(own, made), root);
            return begun;
        } catch (IdentityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Claim begin(String id) {
        return claims.begin(new Place(new DeviceId(id), "Front door", Profile.TOUCH))
                .orElseThrow();
    }

    HubDoor asCalled() {
        return new HubDoor(new DoorAddress("127.0.0.1", door.port()));
    }

    DoorOutcome<Joined> scan(JoiningQr qr, Kiosk kiosk) {
        return asCalled().join(Optional.of(qr.fingerprint()), qr.code(), kiosk);
    }

    DoorOutcome<Joined> type(JoiningCode code, Kiosk kiosk) {
        return asCalled().join(Optional.empty(), code, kiosk);
    }

    Claim.State state(String id) {
        return claims.all().stream()
                .filter(view -> view.place().id().value().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /// A new kiosk, with the files that a real one has.
    static final class Kiosk implements Newcomer {
        final Path folder;
        private final SecureRandom random = new SecureRandom();

        Kiosk(Path folder) {
            this.folder = TrialDoor.folder(folder);
        }

        @Override
        public String certificateRequest(Holder.Device name) {
            return IdentityFiles.request(TrialDoor.folder(folder.resolve("identity")), name, random);
        }

        @Override
        public String carryKey() {
            return CarryKey.in(folder, random).publicText();
        }

        void keep(Joined joined) {
            IdentityFiles.place(folder.resolve("identity"), joined.chain(), joined.root());
        }
    }

    @Override
    public void close() {
        door.close();
        database.close();
    }
}
