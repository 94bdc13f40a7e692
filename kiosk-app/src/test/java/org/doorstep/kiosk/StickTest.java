package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.kiosk.carry.StickCommands;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarriedReader;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.outbox.KeptRows;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.ReadBeside;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running kiosk that no network reaches, and somebody with a stick.
class StickTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final Instant NOW = Instant.parse("2026-11-22T10:30:00Z");

    @TempDir
    Path folder;

    @TempDir
    Path stick;

    private final SecureRandom random = new SecureRandom();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private TrialKiosk kiosk;
    private Database hub;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        kiosk = new TrialKiosk(folder).start();
        hub = Database.open(folder.resolve("hub/hub.db"), Inbox.MIGRATIONS);
        inbox = new Inbox(hub, TrialKiosk.HUB, new Random(3), InstantSource.fixed(NOW));
    }

    @AfterEach
    void end() {
        kiosk.close();
        hub.close();
    }

    @Test
    void allThatIsKeptGoesOutBesideTheRunningKioskWhichChangesNothing() throws Exception {
        CarryKey.in(folder, random);
        guests(9);
        List<KeptRows.Row> before = kept();

        commands().carryOut(stick, hubKey(), NOW, random);

        assertThat(text()).contains("9 events, of which 9 are not known to be at the hub");
        assertThat(onTheStick()).singleElement().satisfies(file -> assertThat(CarriedReader.heading(file))
                .satisfies(heading -> {
                    assertThat(heading.hub()).isEqualTo(TrialKiosk.HUB);
                    assertThat(heading.from()).isEqualTo("kiosk-1");
                }));
        assertThat(kept()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void theAnswerThatIsBroughtBackIsTakenByTheRunningKiosk() throws Exception {
        guests(9);
        Files.write(stick.resolve("a" + Acknowledgement.ENDING), answer().signed(hubSigner()));

        commands().carryIn(stick, kiosk.settings().passKeys());

        assertThat(text()).contains("The kiosk has taken it. 0 events are not known to be at the hub.");
        guests(2);
        try (ReadBeside beside = ReadBeside.open(folder.resolve(KioskStore.FILE))) {
            assertThat(beside.<Long>read(handle -> new KeptRows(handle).waiting()))
                    .isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatTheHubDidNotSignIsNotLaidDown() throws Exception {
        guests(9);
        CarryKeys.Signer stranger = new CarryKeys.Signer(
                "0001",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        Files.write(stick.resolve("a" + Acknowledgement.ENDING), answer().signed(stranger));

        assertThatThrownBy(() -> commands().carryIn(stick, kiosk.settings().passKeys()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is no acknowledgement of this kiosk's hub");
        assertThat(text()).contains("changed on its way, or not made by whom it names");
        assertThat(kept()).hasSize(9);
    }

    @Test
    void aKioskOfAnEarlierVersionSaysWhatItLacks() {
        guests(1);
        assertThatThrownBy(() -> commands().carryOut(stick, hubKey(), NOW, random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("doorstep carry new");
    }

    @Test
    void aStickThatIsNotThereIsSaidToBe() {
        CarryKey.in(folder, random);
        assertThatThrownBy(() -> commands().carryOut(stick.resolve("none"), hubKey(), NOW, random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Plug the stick in");
    }

    private StickCommands commands() {
        return new StickCommands(
                folder,
                folder.resolve(KioskStore.FILE),
                new Source(TrialKiosk.HUB, KIOSK),
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    /// What a hub says that has been given everything.
    private Acknowledgement answer() {
        try (ReadBeside beside = ReadBeside.open(folder.resolve(KioskStore.FILE))) {
            List<KeptRows.Row> rows = kept();
            hub.write(transaction -> {
                Receiving receiving = inbox.receiving(transaction);
                for (KeptRows.Row row : rows) {
                    receiving.accept(new Received(KIOSK, Lane.ATTENDANCE, row.text(), NOW));
                }
                return receiving.finish();
            });
            Request.Hello asked = beside.read(handle -> new KeptRows(handle).hello());
            return hub.write(transaction -> Acknowledgement.of(
                    transaction, inbox, new Source(TrialKiosk.HUB, KIOSK), "0a".repeat(16), asked, NOW));
        }
    }

    private List<KeptRows.Row> kept() {
        try (ReadBeside beside = ReadBeside.open(folder.resolve(KioskStore.FILE))) {
            return beside.read(handle -> new KeptRows(handle)
                    .lanes().stream()
                            .flatMap(stretch -> stretch.first().stream())
                            .toList());
        }
    }

    private List<Path> onTheStick() throws IOException {
        try (Stream<Path> files = Files.list(stick)) {
            return files.toList();
        }
    }

    private void guests(int many) {
        HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 0);
        for (int i = 0; i < many; i++) {
            kiosk.store
                    .database()
                    .write(transaction -> kiosk.store.outbox().append(transaction, Lane.ATTENDANCE, guest));
        }
    }

    private CarryKeys.Recipient hubKey() {
        return new CarryKeys.Recipient(
                kiosk.settings().sealingKey().id(),
                kiosk.settings().sealingKey().key().getEncoded());
    }

    private CarryKeys.Signer hubSigner() {
        return new CarryKeys.Signer("0001", kiosk.hubKey());
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
