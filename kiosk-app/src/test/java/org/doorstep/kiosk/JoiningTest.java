package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.joining.JoinState;
import org.doorstep.kiosk.joining.Joining;
import org.doorstep.kiosk.joining.NewFolder;
import org.doorstep.kiosk.joining.TrialDoor;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.JoiningCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new kiosk at a hub's door, over real TLS.
class JoiningTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// In the order in which they are written.
    private static final List<String> WRITTEN = List.of(
            "identity/public.pem",
            "identity/key.pem",
            "carry-key.properties",
            "identity/root.pem",
            "identity/chain.pem",
            "settings.properties");

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path temp;

    private Path folder;
    private Path settings;
    private String blank;
    private TrialDoor door;
    private Joining joining;

    @BeforeEach
    void aNewKioskAndADoor() throws IOException {
        folder = Files.createDirectory(temp.resolve("kiosk"));
        settings = folder.resolve("settings.properties");
        blank = "# Made by hand.\ndata.dir = " + folder + "\nreader.qr = simulated";
        Files.writeString(settings, blank);
        door = new TrialDoor(temp.resolve("hub"), NOW);
        joining = joining();
    }

    @AfterEach
    void close() {
        joining.close();
        door.close();
    }

    @Test
    void aKioskThatIsShownTheCodeBelongsToTheHub() throws IOException {
        List<JoinState> states = new ArrayList<>();
        joining.watch(states::add);

        joining.read(Reading.Code.of(door.qr()));

        await().atMost(PATIENCE).until(joining.joined()::isDone);
        assertThat(states)
                .containsExactly(
                        new JoinState.Asking(JoinState.Step.REACH),
                        new JoinState.Asking(JoinState.Step.ASK),
                        new JoinState.Asking(JoinState.Step.KEEP),
                        new JoinState.Joined("Café \\ back door"));
        isJoined();
        assertThat(Files.readString(settings)).startsWith(blank + "\n");
    }

    @Test
    void aCodeThatIsTypedDoesTheSame() {
        joining.typed(door.address(), door.code());

        await().atMost(PATIENCE).until(joining.joined()::isDone);
        isJoined();
    }

    @Test
    void everyNoIsToldAndNothingIsChanged() throws IOException {
        for (DoorRefusal why : List.of(DoorRefusal.USED, DoorRefusal.CANNOT, DoorRefusal.UNREADABLE)) {
            door.refuse(Optional.of(why));
            assertThat(triesWith(door.qr())).as(why.toString()).isInstanceOf(JoinState.Failed.class);
            isNew();
        }
        door.refuse(Optional.empty());
        JoiningCode wrong = JoiningCode.parse(door.code().claim() + "00000000").orElseThrow();
        joining.typed(door.address(), wrong);
        await().atMost(PATIENCE).until(this::isIdle);
        assertThat(joining.state()).isEqualTo(failed(JoinState.Why.NOT_KNOWN));
        isNew();
    }

    @Test
    void nothingIsSentToAHubWithAnotherKeyThanTheCodeNames() throws IOException {
        try (TrialDoor other = new TrialDoor(temp.resolve("other"), NOW)) {
            String named = other.qr()
                    .replace(
                            ":" + other.address().port() + ":",
                            ":" + door.address().port() + ":");

            assertThat(triesWith(named)).isEqualTo(failed(JoinState.Why.NOT_THE_HUB));
        }
        assertThat(door.asked()).isZero();
        isNew();
    }

    @Test
    void whoAnswersWithoutKnowingTheCodeIsNotBelieved() throws IOException {
        door.answerBy(JoiningCode.random(random));

        joining.typed(door.address(), door.code());

        await().atMost(PATIENCE).until(this::isIdle);
        assertThat(joining.state()).isEqualTo(failed(JoinState.Why.NOT_THE_HUB));
        isNew();
    }

    @Test
    void aHubThatCannotBeReachedIsTriedAgainWithTheSameCode() throws IOException {
        String qr = door.qr();
        DoorAddress gone = new DoorAddress("127.0.0.1", 1);

        assertThat(triesWith(qr.replace(":" + door.address().port() + ":", ":1:")))
                .isEqualTo(new JoinState.Failed(JoinState.Why.NOT_REACHED, gone.text()));
        isNew();
        joining.anotherCode();
        assertThat(joining.state()).isEqualTo(new JoinState.Waiting(JoinState.Shown.NOTHING));
        joining.again();
        await().atMost(PATIENCE).until(this::isIdle);
        assertThat(joining.state()).isInstanceOf(JoinState.Failed.class);
        joining.read(Reading.Code.of(qr));
        await().atMost(PATIENCE).until(joining.joined()::isDone);
    }

    @Test
    void aHubChoosesNoKiosksReadersAndFolders() throws IOException {
        door.tellAlso(Map.of("reader.card", "simulated", "data.dir", "/elsewhere", "screen.bind", "0.0.0.0"));

        joining.read(Reading.Code.of(door.qr()));

        await().atMost(PATIENCE).until(joining.joined()::isDone);
        assertThat(Files.readString(settings)).doesNotContain("reader.card", "/elsewhere", "screen.bind", "profile");
        isJoined();
    }

    @Test
    void whatNoKioskCouldStartWithIsNotKept() throws IOException {
        door.tellAlso(Map.of("hub.zone", "Europe/Lundon"));

        assertThat(triesWith(door.qr())).isEqualTo(failed(JoinState.Why.NOT_UNDERSTOOD));
        isNew();
    }

    @Test
    void aFolderThatTakesNothingIsSaid() throws IOException {
        Files.writeString(settings, blank.replace("data.dir = " + folder, "data.dir = " + settings + "/inside"));
        joining.close();
        joining = joining();

        assertThat(triesWith(door.qr())).isEqualTo(failed(JoinState.Why.CANNOT_SAVE));
    }

    @Test
    void whatIsNoCodeForJoiningIsSaid() {
        joining.read(Reading.Code.of("https://example.org/menu"));
        assertThat(joining.state()).isEqualTo(new JoinState.Waiting(JoinState.Shown.SOMETHING_ELSE));
        joining.read(Reading.Code.of("DSJ1:192.0.2.7:8405:HALF"));
        assertThat(joining.state()).isEqualTo(new JoinState.Waiting(JoinState.Shown.SPOILT));
        assertThat(door.asked()).isZero();
    }

    @Test
    void aCutInThePowerAfterAnyWriteLeavesItNewOrJoined() throws IOException {
        joining.read(Reading.Code.of(door.qr()));
        await().atMost(PATIENCE).until(joining.joined()::isDone);
        Map<String, String> whole = new LinkedHashMap<>();
        FileTime last = FileTime.from(Instant.EPOCH);
        for (String file : WRITTEN) {
            FileTime at = Files.getLastModifiedTime(folder.resolve(file));
            assertThat(at).as("%s is written after those before it", file).isGreaterThanOrEqualTo(last);
            last = at;
            whole.put(file, Files.readString(folder.resolve(file)));
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .as("nothing else is left")
                    .containsExactlyInAnyOrderElementsOf(WRITTEN);
        }

        for (int cut = 0; cut < WRITTEN.size(); cut++) {
            asAfter(cut, whole);
            isNew();
            // Nobody has seen a key before the third file, so the hub has given its name to none.
            try (TrialDoor fresh = new TrialDoor(temp.resolve("hub-" + cut), NOW);
                    Joining again = joining()) {
                again.read(Reading.Code.of(cut < 2 ? fresh.qr() : door.qr()));
                await().atMost(PATIENCE).until(again.joined()::isDone);
            }
            isJoined();
        }
    }

    /// The first so many files are there, and the next was begun.
    private void asAfter(int cut, Map<String, String> whole) throws IOException {
        for (String file : WRITTEN) {
            Path path = folder.resolve(file);
            Files.deleteIfExists(path);
            int at = WRITTEN.indexOf(file);
            if (at < cut) {
                Files.writeString(path, whole.get(file));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            } else if (at == cut) {
                Files.writeString(path.resolveSibling("." + path.getFileName() + ".part"), "torn");
            }
        }
        Files.writeString(settings, blank);
        if (cut == WRITTEN.size() - 1) {
            Files.writeString(folder.resolve("joining.properties"), whole.get("settings.properties"));
        }
    }

    private Joining joining() {
        return new Joining(
                new NewFolder(settings, Start.read(settings).hardware().dataFolder(), Settings::read, random));
    }

    private JoinState triesWith(String qr) {
        joining.read(Reading.Code.of(qr));
        await().atMost(PATIENCE).until(this::isIdle);
        return joining.state();
    }

    private boolean isIdle() {
        return !(joining.state() instanceof JoinState.Asking);
    }

    private JoinState failed(JoinState.Why why) {
        return new JoinState.Failed(why, door.address().text());
    }

    private void isNew() throws IOException {
        assertThat(Start.read(settings)).isInstanceOf(Start.New.class);
        assertThat(Files.readString(settings)).isEqualTo(blank);
    }

    private void isJoined() {
        Settings read = Settings.read(settings);
        Path identity = folder.resolve("identity");
        assertThat(read.device()).isEqualTo(TrialDoor.DEVICE);
        assertThat(read.deviceName()).isEqualTo("Café \\ back door");
        assertThat(read.hardware().qrReader()).isEqualTo(new ReaderSetting.Simulated());
        assertThat(read.door()).isPresent();
        assertThat(read.brokerEntry()).isEqualTo(new Settings.BrokerEntry.Certificate(identity));
        assertThat(IdentityFiles.read(identity).holder().commonName()).isEqualTo(TrialDoor.DEVICE.value());
        assertThat(CarryKey.read(folder)).isPresent();
        assertThat(Stream.of(identity.resolve("key.pem"), settings, folder.resolve(CarryKey.FILE)))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }
}
