package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.CarryKey;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.CarryOut;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.ReadBeside;
import org.doorstep.relay.time.KernelClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on which a manager gives the hub what was carried, as a browser uses it.
class CarriedPageTest {
    private static final Source KIOSK = new Source(new HubId("millbrook"), new DeviceId("kiosk-1"));

    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        manager = hub.signedIn(Role.MANAGER);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aFileIsTakenInAnsweredAndWrittenDown() throws Exception {
        Path file = carried(7);
        assertThat(manager.get("/carried").body()).contains("Nothing has been carried here yet.");

        HttpResponse<String> given = manager.give("/carried", "/carried", "file", Files.readAllBytes(file));

        assertThat(given.statusCode()).isEqualTo(303);
        assertThat(pageThatSays("Taken in: Front door")).contains("7 new events");
        long here = hub.database.read(handle -> handle.createQuery("SELECT count(*) FROM inbox_event")
                .mapTo(Long.class)
                .one());
        assertThat(here).isEqualTo(7);
        HttpResponse<String> answer = manager.get("/carried/kiosk-1/acknowledgement");
        Acknowledgement read = Acknowledgement.read(
                answer.body().getBytes(StandardCharsets.UTF_8),
                PassKeys.parse(hub.keys.publicKeys().passKeys()));
        assertThat(read.acks()).singleElement().satisfies(ack -> assertThat(ack.through())
                .isEqualTo(7));
        assertThat(hub.pages.login().audit().newest(5)).extracting("what").contains("FILE_TAKEN", "ANSWER_FETCHED");
        try (Stream<Path> left = Files.list(folder.resolve("given"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsNoCarriedFileIsRefusedInASentence() {
        manager.give("/carried", "/carried", "file", "Dear hub".getBytes(StandardCharsets.UTF_8));

        assertThat(pageThatSays("this is no file from a kiosk")).contains("Nothing was used of this one", "once");
        assertThat(manager.get("/people").body()).contains("gave a file that was not taken");
    }

    @Test
    void aFileMayBeFarLongerThanAnyOtherForm() {
        HttpResponse<String> given = manager.give("/carried", "/carried", "file", new byte[900_000]);

        assertThat(given.statusCode()).isEqualTo(303);
        assertThat(pageThatSays("this is no file from a kiosk")).isNotEmpty();
    }

    @Test
    void nothingChosenChangesNothing() {
        manager.give("/carried", "/carried", "file", new byte[0]);

        assertThat(manager.get("/carried").body()).contains("Nothing has been carried here yet.");
    }

    @Test
    void onlyAManagerGivesAFile() {
        assertThat(hub.signedIn(Role.SESSION_LEADER).get("/carried").statusCode())
                .isEqualTo(403);
    }

    /// A slow machine may still be at it when the form is answered; then the page says how far it is.
    private String pageThatSays(String words) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> manager.get("/carried").body(), body -> body.contains(words));
    }

    private Path carried(int many) throws IOException {
        SecureRandom random = new SecureRandom();
        KeyPairBytes key = CarryKey.in(folder, random);
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(
                folder.resolve("devices/kiosk-1.properties"),
                "name = Front door\ncarry.keys = " + key.publicText() + "\n");
        KeyPairBytes sealing = hub.keys.sealingKeys().getLast();
        Path database = folder.resolve("kiosk.db");
        try (Database kiosk = Database.open(database, Outbox.MIGRATIONS)) {
            Outbox outbox = new Outbox(kiosk, KIOSK, new KernelClock(hub::now), new Random(5));
            HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-24")), 0, 0);
            kiosk.write(transaction -> {
                for (int i = 0; i < many; i++) {
                    outbox.append(transaction, Lane.ATTENDANCE, guest);
                }
                return many;
            });
            try (ReadBeside beside = ReadBeside.open(database)) {
                return new CarryOut(
                                KIOSK,
                                new CarryKeys.Recipient(sealing.id(), sealing.publicKey()),
                                CarryKeys.Signer.of(key.id(), key.privateKey()),
                                random)
                        .write(beside, folder, hub.now())
                        .file();
            }
        }
    }
}
