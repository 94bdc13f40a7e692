package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.hub.carry.CarryDesk;
import org.doorstep.hub.carry.FigureDesk;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarriedHeading;
import org.doorstep.relay.carry.CarriedReader;
import org.doorstep.relay.carry.CarriedWriter;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.CarryOut;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.outbox.KeptRows;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.ReadBeside;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is carried to a hub on a stick comes to the same as what comes over the link, and nothing else does.
class CarriedInTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private TrialIngest hub;
    private KeyFiles keys;
    private KeyPairBytes kioskKey;
    private Kiosk kiosk;

    @BeforeEach
    void begin() throws IOException {
        hub = new TrialIngest(folder, 1);
        hub.addActivities();
        hub.ingest.start();
        Files.createDirectories(folder.resolve("keys"));
        Files.createDirectories(folder.resolve("devices"));
        KeyFiles.make(folder.resolve("keys"), random);
        keys = KeyFiles.read(folder.resolve("keys"));
        kioskKey = CarryKey.in(folder, random);
        enrol("carry.keys = " + kioskKey.publicText());
        kiosk = new Kiosk(folder.resolve("kiosk.db"));
    }

    @AfterEach
    void end() {
        kiosk.close();
        hub.ingest.close();
        hub.close();
    }

    @Test
    void filesOnceTwiceLateAndOutOfOrderComeToTheSameFiguresAsTheLink() throws Exception {
        for (long seed = 11; seed <= 12; seed++) {
            Random dice = new Random(seed);
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                kiosk.taps(1 + dice.nextInt(25), dice);
                files.add(kiosk.carryOut());
            }
            files.addAll(files.subList(0, 1 + dice.nextInt(4)));
            Collections.shuffle(files, dice);
            CarryDesk desk = desk();
            for (Path file : files) {
                assertThat(desk.take(file, "amina")).as("seed %d", seed).isInstanceOf(CarryDesk.Outcome.Taken.class);
            }
            try (TrialIngest linked = new TrialIngest(Files.createDirectories(folder.resolve("linked-" + seed)), 2)) {
                linked.addActivities();
                linked.ingest.commit(kiosk.rows().stream()
                        .map(text -> TrialIngest.arrival(KIOSK.value(), text))
                        .toList());
                assertThat(hub.picture())
                        .as("seed %d", seed)
                        .isEqualTo(linked.picture())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aFileGivenTwiceBringsNothingNewTheSecondTime() throws Exception {
        kiosk.taps(12, new Random(1));
        Path file = kiosk.carryOut();
        CarryDesk desk = desk();
        assertThat(desk.take(file, "amina")).isEqualTo(new CarryDesk.Outcome.Taken(KIOSK, 12, 12, 0));
        assertThat(desk.take(file, "amina")).isEqualTo(new CarryDesk.Outcome.Taken(KIOSK, 12, 0, 0));
        Acknowledgement answer = desk.acknowledgement(KIOSK).orElseThrow();
        assertThat(answer.acks()).singleElement().satisfies(ack -> assertThat(ack.through())
                .isEqualTo(12));
        assertThat(Acknowledgement.read(
                        desk.signed(answer), PassKeys.parse(keys.publicKeys().passKeys())))
                .isEqualTo(answer);
    }

    @Test
    void whatWasChangedCutOffOrSignedByAnotherIsRefusedByReasonAndChangesNothing() throws Exception {
        kiosk.taps(8, new Random(2));
        Path file = kiosk.carryOut();
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] = (byte) ~changed[whole.length / 2];
        Files.write(folder.resolve("changed"), changed);
        assertRefused(folder.resolve("changed"), Reason.WRONG_SIGNATURE);
        Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 100));
        assertRefused(folder.resolve("cut"), Reason.CUT_OFF);
        Files.writeString(folder.resolve("letter"), "Dear hub");
        assertRefused(folder.resolve("letter"), Reason.NOT_CARRIED);
        assertRefused(kiosk.carryOut(TrialIngest.HUB, stranger(), recipient()), Reason.WRONG_SIGNATURE);
        assertRefused(kiosk.carryOut(new HubId("elsewhere"), signer(), recipient()), Reason.ANOTHER_HUB);
        assertRefused(
                kiosk.carryOut(
                        TrialIngest.HUB,
                        signer(),
                        new CarryKeys.Recipient("0009", recipient().publicKey())),
                Reason.CANNOT_OPEN);
        enrol("");
        assertRefused(file, Reason.SENDER_WITHOUT_KEY);
        Files.delete(folder.resolve("devices/kiosk-1.properties"));
        assertRefused(file, Reason.UNKNOWN_SENDER);
        assertThat(hub.count("SELECT sum(times) FROM carried_refusal")).isEqualTo(8);
        assertThat(hub.count("SELECT count(*) FROM inbox_event")).isZero();
        assertThat(hub.count("SELECT count(*) FROM inbox_stream")).isZero();
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsRefusedBeforeAnythingOfItIsUsed() throws Exception {
        // More than may be under way, so that the first would be counted before the last is read.
        kiosk.taps(1_100, new Random(4));

        assertRefused(endingInAnUnknownLane(kiosk.carryOut()), Reason.UNREADABLE);
        hub.ingest.close();
        assertThat(hub.count("SELECT count(*) FROM inbox_event")).isZero();
        assertThat(hub.count("SELECT count(*) FROM inbox_stream")).isZero();
    }

    @Test
    void aStickOfAKioskThatWasShutOutIsSetAsideAnsweredAndNotCounted() throws Exception {
        kiosk.taps(5, new Random(5));
        CarryDesk desk = desk();
        assertThat(desk.take(kiosk.carryOut(), "amina")).isEqualTo(new CarryDesk.Outcome.Taken(KIOSK, 5, 5, 0));
        kiosk.taps(7, new Random(6));
        Path sealedBefore = kiosk.carryOut();
        // Its successor has the name, and another key and another memory.
        hub.database.write(handle -> Fences.shutOut(handle, KIOSK, "STOLEN", TrialIngest.NOW));
        enrol("carry.keys = 0000:" + kioskKey.publicText().split(":")[1] + "\ncarry.keys.before = "
                + kioskKey.publicText());
        hub.database.write(handle -> {
            Fences.succeeded(handle, KIOSK, TrialIngest.NOW);
            return null;
        });

        assertThat(desk.take(sealedBefore, "amina")).isEqualTo(new CarryDesk.Outcome.Taken(KIOSK, 12, 0, 7));

        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(5);
        assertThat(desk.acknowledgement(KIOSK).orElseThrow().acks())
                .singleElement()
                .satisfies(ack -> assertThat(ack.through()).isEqualTo(12));
    }

    @Test
    void anEventThatAnotherDeviceIsSaidToHaveMadeIsSetAsideAsOverTheLink() throws Exception {
        Files.writeString(
                folder.resolve("devices/kiosk-2.properties"),
                "name = Back\ncarry.keys = " + kioskKey.publicText() + "\n");
        kiosk.taps(3, new Random(3));
        Path file = kiosk.carryOut(new Source(TrialIngest.HUB, new DeviceId("kiosk-2")), signer(), recipient());
        assertThat(desk().take(file, "amina")).isEqualTo(new CarryDesk.Outcome.Taken(new DeviceId("kiosk-2"), 3, 0, 3));
        assertThat(hub.count("SELECT count(*) FROM tap")).isZero();
    }

    /// The same rows again, and after them one of a lane that only a later version has.
    private Path endingInAnUnknownLane(Path file) throws Exception {
        CarriedHeading heading = CarriedReader.heading(file);
        Path longer = folder.resolve("longer");
        List<CarryKeys.Opener> own = keys.sealingKeys().stream()
                .map(key -> new CarryKeys.Opener(key.id(), key.privateKey(), key.publicKey()))
                .toList();
        try (CarriedReader frames = CarriedReader.open(file, PassKeys.parse(kioskKey.publicText()), own);
                CarriedWriter writer = new CarriedWriter(longer, heading, recipient(), signer(), random)) {
            for (Optional<byte[]> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                writer.frame(frame.get());
            }
            ByteArrayOutputStream later = new ByteArrayOutputStream();
            DataOutputStream row = new DataOutputStream(later);
            row.writeUTF("a".repeat(32));
            row.writeUTF("later");
            writer.frame(later.toByteArray());
            writer.finish();
        }
        return longer;
    }

    private void assertRefused(Path file, Reason reason) throws Exception {
        assertThat(desk().take(file, "amina")).isEqualTo(new CarryDesk.Outcome.Refused(reason));
    }

    private CarryDesk desk() {
        return new CarryDesk(
                TrialIngest.HUB,
                new EnrolledDevices(folder.resolve("devices")),
                keys,
                hub.database,
                hub.inbox,
                hub.ingest,
                new FigureDesk(
                        TrialIngest.HUB,
                        keys,
                        Optional.empty(),
                        Optional.empty(),
                        InstantSource.fixed(TrialIngest.NOW),
                        random),
                InstantSource.fixed(TrialIngest.NOW));
    }

    private void enrol(String also) throws IOException {
        Files.writeString(folder.resolve("devices/kiosk-1.properties"), "name = Front door\n" + also + "\n");
    }

    private CarryKeys.Signer signer() {
        return CarryKeys.Signer.of(kioskKey.id(), kioskKey.privateKey());
    }

    private CarryKeys.Signer stranger() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return CarryKeys.Signer.of(kioskKey.id(), Ed25519Keys.raw(pair.getPrivate()));
    }

    private CarryKeys.Recipient recipient() {
        KeyPairBytes sealing = keys.sealingKeys().getLast();
        return new CarryKeys.Recipient(sealing.id(), sealing.publicKey());
    }

    /// A kiosk's outbox, at a time that goes on by itself.
    private final class Kiosk implements AutoCloseable, DeviceClock {
        private final Path file;
        private final Database database;
        private final Outbox outbox;
        private Instant now = TrialIngest.NOW;

        Kiosk(Path file) {
            this.file = file;
            this.database = Database.open(file, Outbox.MIGRATIONS);
            this.outbox = new Outbox(database, new Source(TrialIngest.HUB, KIOSK), this, new Random(9));
        }

        void taps(int many, Random dice) {
            SessionId session = SessionId.dropIn(LocalDate.parse("2026-11-24"));
            database.write(transaction -> {
                for (int i = 0; i < many; i++) {
                    now = now.plus(Duration.ofSeconds(dice.nextInt(300)));
                    outbox.append(transaction, Lane.ATTENDANCE, TrialIngest.tap(1 + dice.nextInt(9), session));
                }
                return many;
            });
        }

        Path carryOut() throws IOException {
            return carryOut(TrialIngest.HUB, signer(), recipient());
        }

        Path carryOut(HubId to, CarryKeys.Signer by, CarryKeys.Recipient sealedTo) throws IOException {
            return carryOut(new Source(to, KIOSK), by, sealedTo);
        }

        Path carryOut(Source as, CarryKeys.Signer by, CarryKeys.Recipient sealedTo) throws IOException {
            try (ReadBeside beside = ReadBeside.open(file)) {
                return new CarryOut(as, sealedTo, by, random)
                        .write(beside, folder, now)
                        .file();
            }
        }

        List<byte[]> rows() {
            return database.read(handle -> {
                List<byte[]> texts = new ArrayList<>();
                for (KeptRows.Stretch stretch : new KeptRows(handle).lanes()) {
                    for (List<KeptRows.Row> some = stretch.first();
                            !some.isEmpty();
                            some = stretch.after(some.getLast())) {
                        some.forEach(row -> texts.add(row.text()));
                    }
                }
                return texts;
            });
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public Moment moment() {
            return new Moment(
                    "boot", Duration.between(TrialIngest.NOW, now).toMillis() + 1_000, Moment.Clock.SYNCED, 100);
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
