package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.firmware.keys.SealingFiles;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.hub.sealing.SealingKeys;
import org.doorstep.hub.sealing.SealingRotation;
import org.doorstep.hub.sealing.SealingUse;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.sealing.SealingKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sealing keys come and go: nothing that was sealed in time is lost, and nothing opens it later.
class SealingRotationTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private SealingFiles files;
    private SealingKeys keys;
    private TrialIngest hub;
    private Contacts contacts;
    private SealingRotation rotation;
    private Instant now = TrialIngest.NOW;
    private Instant copiedTo = Instant.MAX;
    private Optional<Instant> anewSince = Optional.empty();
    private boolean copyIsHere = true;
    private long uptimeMs;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(folder.resolve("devices/kiosk-1.properties"), "name = Front door\nsecret.sha256 = 00\n");
        KeyFiles.make(folder.resolve("keys"), RANDOM);
        files = new SealingFiles(folder.resolve("keys"));
        start();
        hub.addActivities();
        rotation.look();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aCardThatWasSealedBeforeTheKeyChangedIsCountedAndThenNothingOpensIt() throws IOException {
        KeyPairBytes first = files.all().getFirst();
        Envelope waiting = tap(sealed("4:00BC614E", first));
        Envelope recorded = tap(sealed("4:00BC614F", first));
        aMonthPasses();
        assertThat(keys.told()).startsWith("0002:");
        assertThat(keys.find("0001")).isPresent();

        heartbeats(keys.told(), recorded);
        rotation.look();
        assertThat(keys.find("0001")).as("two taps are still to come").isPresent();

        hub.take(waiting, recorded);
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(2);
        heartbeats(keys.told(), recorded);
        rotation.look();

        assertThat(keys.find("0001")).isEmpty();
        assertThat(folder.resolve("keys/sealing-0001.properties")).doesNotExist();
        assertThat(onDisk(Base64.getUrlEncoder().withoutPadding().encodeToString(first.privateKey())))
                .isFalse();
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(2);
        assertThat(opened((HubEvent.TapRecorded) recorded.data()))
                .as("who takes the whole hub and has recorded the tap")
                .isEmpty();
        assertThat(anewSince).isPresent();

        hub.take(tap(sealed("4:00BC6150", first)));
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(2);
        assertThat(hub.count("SELECT count(*) FROM inbox_event WHERE state = 'unprojected'"))
                .isOne();
        assertThat(hub.database.read(Unopened::count)).isOne();

        hub.close();
        start();
        hub.inbox.boxTheRest(hub.database);
        hub.ingest.rebuild();
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(2);
        assertThat(hub.database.read(Unopened::count)).isOne();
    }

    @Test
    void aKioskThatHasNotSaidThatItSealsWithANewerKeyIsWaitedForAndForNoLongerThanFourHundredDays() {
        Envelope last = tap(sealed("4:00BC614E", files.all().getFirst()));
        hub.take(last);
        String first = keys.told();
        aMonthPasses();
        heartbeats(first, last);
        rotation.look();
        assertThat(keys.find("0001")).isPresent();

        now = now.plus(Duration.ofDays(399));
        rotation.look();
        assertThat(keys.find("0001")).isPresent();
        now = now.plus(Duration.ofDays(2));
        rotation.look();
        assertThat(keys.find("0001")).isEmpty();
    }

    @Test
    void aFolderOfDevicesThatCannotBeReadIsNoHubWithoutKiosks() throws IOException {
        Envelope last = tap(sealed("4:00BC614E", files.all().getFirst()));
        hub.take(last);
        aMonthPasses();
        Path devices = folder.resolve("devices");
        Path away = Files.move(devices, folder.resolve("away"));
        Files.writeString(devices, "what a broken disk makes of a folder");
        assertThatThrownBy(() -> rotation.look()).isInstanceOf(RuntimeException.class);
        assertThat(keys.find("0001")).as("the kiosk has not moved on").isPresent();

        Files.delete(devices);
        Files.move(away, devices);
        heartbeats(keys.told(), last);
        rotation.look();
        assertThat(keys.find("0001")).isEmpty();
    }

    @Test
    void whatOneThatWasShutOutKeptCanStillBeBroughtForFiveWeeks() {
        Envelope last = tap(sealed("4:00BC614E", files.all().getFirst()));
        hub.take(last);
        aMonthPasses();
        hub.database.write(handle -> Fences.shutOut(handle, new DeviceId("kiosk-9"), "STOLEN", now));
        heartbeats(keys.told(), last);
        rotation.look();
        assertThat(keys.find("0001")).isPresent();

        now = now.plus(Duration.ofDays(36));
        rotation.look();
        assertThat(keys.find("0001")).isEmpty();
    }

    @Test
    void nobodySealsToAKeyThatTheSecondCopyHasNotAndTheOldOneLeavesItToo() {
        Envelope last = tap(sealed("4:00BC614E", files.all().getFirst()));
        hub.take(last);
        copiedTo = now;
        copyIsHere = false;
        aMonthPasses();
        assertThat(files.all()).hasSize(2);
        assertThat(keys.told()).startsWith("0001:");

        copiedTo = Instant.MAX;
        rotation.look();
        assertThat(keys.told()).startsWith("0002:");
        heartbeats(keys.told(), last);
        rotation.look();
        assertThat(keys.find("0001")).isEmpty();
        assertThat(hub.count("SELECT count(*) FROM sealing_key WHERE cleared_at IS NOT NULL"))
                .isZero();

        copyIsHere = true;
        rotation.look();
        assertThat(hub.count("SELECT count(*) FROM sealing_key WHERE cleared_at IS NOT NULL"))
                .isOne();
    }

    @Test
    void whileTheSecondCopyIsAwayForMonthsTheOldKeyIsToldAlsoByAHubThatStartsWithoutKnowingItsTime() {
        copiedTo = now;
        aMonthPasses();
        aMonthPasses();
        assertThat(files.all()).hasSize(3);
        assertThat(keys.told()).startsWith("0001:");
        assertThat(KeyFiles.read(folder.resolve("keys")).publicKeys().sealingKey())
                .as("what is written for a kiosk that is enrolled by hand")
                .isEqualTo(keys.told());

        hub.close();
        start();
        assertThat(keys.told()).as("before its first look").startsWith("0001:");

        copiedTo = Instant.MAX;
        rotation.look();
        assertThat(keys.told()).startsWith("0003:");
        hub.close();
        start();
        assertThat(keys.told()).startsWith("0003:");
    }

    @Test
    void aDestroyedKeyThatAnOldCopyOfTheFolderBringsBackIsDestroyedAgain() throws IOException {
        byte[] kept = Files.readAllBytes(folder.resolve("keys/sealing-0001.properties"));
        Envelope last = tap(sealed("4:00BC614E", files.all().getFirst()));
        hub.take(last);
        aMonthPasses();
        heartbeats(keys.told(), last);
        rotation.look();
        assertThat(keys.find("0001")).isEmpty();

        Files.write(folder.resolve("keys/sealing-0001.properties"), kept);
        rotation.look();
        assertThat(folder.resolve("keys/sealing-0001.properties")).doesNotExist();
        assertThat(keys.find("0001")).isEmpty();
    }

    private void start() {
        keys = new SealingKeys(files.all());
        hub = new TrialIngest(folder, 1, now, keys);
        EnrolledDevices devices = new EnrolledDevices(folder.resolve("devices"));
        contacts = new Contacts(devices);
        rotation = new SealingRotation(
                files, keys, hub.database, devices, new TrialCopies(), () -> Optional.of(now), RANDOM);
    }

    private final class TrialCopies implements SealingRotation.Copies {
        @Override
        public boolean has(Instant then) {
            return !copiedTo.isBefore(then);
        }

        @Override
        public boolean anewSince(Instant then) {
            anewSince = Optional.of(then);
            return copyIsHere;
        }
    }

    private void aMonthPasses() {
        now = now.plus(Duration.ofDays(31));
        rotation.look();
    }

    /// A quarter of an hour of them, saying that this is the last row there is.
    private void heartbeats(String sealing, Envelope last) {
        for (int i = 0; i < 30; i++) {
            now = now.plusSeconds(30);
            DeviceState state = new DeviceState(
                            true,
                            "0.1.0",
                            0,
                            0,
                            0,
                            List.of(new DeviceState.LaneTail(last.store(), Lane.ATTENDANCE, last.sequence())),
                            List.of(),
                            Map.of(),
                            9,
                            true,
                            "a boot",
                            uptimeMs += 30_000,
                            List.of(last.store()))
                    .sealingWith(sealing);
            hub.database.write(transaction -> {
                contacts.heard(transaction, KIOSK, state, now);
                SealingUse.heard(transaction, KIOSK, state.sealing(), now);
                return null;
            });
        }
    }

    private Envelope tap(Credential credential) {
        return hub.event(
                KIOSK.value(),
                TrialIngest.NOW.minusSeconds(60),
                new HubEvent.TapRecorded(credential, HubEvent.Assurance.UID, HubEvent.Outcome.ARRIVAL, COOKING));
    }

    private static Credential.Sealed sealed(String card, KeyPairBytes to) {
        byte[] padded = Arrays.copyOf(card.getBytes(StandardCharsets.US_ASCII), 24);
        byte[] sealed = SealingKey.of(to.id(), to.publicKey())
                .seal(TokenKey.CONTEXT.getBytes(StandardCharsets.US_ASCII), new byte[0], padded, RANDOM);
        return new Credential.Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), to.id());
    }

    /// With everything that is in the hub's folder.
    private Optional<Credential.Token> opened(HubEvent.TapRecorded tap) {
        KeyFiles all = KeyFiles.read(folder.resolve("keys"));
        Credential.Sealed sealed = (Credential.Sealed) tap.credential();
        return all.sealingKeys().stream()
                .flatMap(key -> new SealedCards(List.of(key), all.tokenKey())
                        .token(new Credential.Sealed(sealed.sealed(), key.id())).stream())
                .findFirst();
    }

    private boolean onDisk(String text) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
