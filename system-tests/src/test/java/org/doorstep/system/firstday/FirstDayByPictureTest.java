package org.doorstep.system.firstday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.relay.identity.Serial;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.BlankKiosk;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A hub's first day in one go, at either broker: an authority, a hub, two kiosks from their boxes that see the picture
/// on the manager's page, people, a certificate renewed, a dead kiosk's successor of the same name, again by a picture,
/// and a stolen one, all over mutual TLS. The manager presses and nobody types.
@Tag("long")
class FirstDayByPictureTest {
    /// These only end a test that has failed already.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// What a technician is promised.
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());
    private TrialHouse house;
    private PageHand manager;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void twoKiosksJoinByPictureAreRenewedReplacedAndShutOut(TrialHouse.Broker broker) throws Exception {
        assumeTrue(
                broker == TrialHouse.Broker.EMBEDDED || TrialHouse.hasMosquitto(), "Mosquitto is not installed here.");
        openTheHub(broker);
        BlankKiosk front = joins("front", "Front door", "front");
        BlankKiosk garden = joins("garden", "Garden door", "garden");
        KioskHand atFront = hand(front);
        KioskHand atGarden = hand(garden);
        atFront.card("0040000001");
        atFront.card("0040000002");
        atGarden.card("0040000003");
        awaitVisits(3);

        Serial before = serial("front");
        house.renew("front");
        assertThat(serial("front")).isNotEqualTo(before);
        front.program().stop();
        front.begin();
        KioskHand renewed = hand(front);
        renewed.card("0040000004");
        awaitVisits(4);

        garden.program().stop();
        shutOut("garden", "replaced");
        BlankKiosk successor = joins("garden-again", "Garden door", "garden");
        KioskHand atSuccessor = hand(successor);
        atSuccessor.card("0040000005");
        awaitVisits(5);
        garden.begin();
        KioskHand dead = new KioskHand(garden.url());
        open.add(dead);
        garden.program().awaitReady(TrialHouse.STARTING);

        Instant pressed = Instant.now();
        shutOut("front", "stolen");
        if (broker == TrialHouse.Broker.EMBEDDED) {
            await("its connection is closed")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !renewed.health().get("hubHere").booleanValue());
            System.out.println("FirstDayByPictureTest: pressed to disconnected in "
                    + Duration.between(pressed, Instant.now()).toMillis() + " ms");
        }
        if (broker == TrialHouse.Broker.MOSQUITTO) {
            await("the hub has taken it out of Mosquitto's rules")
                    .atMost(PATIENCE)
                    .until(() -> !Files.readString(house.folder(Part.BROKER).resolve("rules"))
                            .contains("user front"));
        }
        renewed.card("0040000006");
        dead.card("0040000008");
        atSuccessor.card("0040000007");
        awaitVisits(6);
        assertThat(renewed.notAtHub()).isEqualTo(1);
        assertThat(dead.health().get("hubHere").booleanValue()).isFalse();
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.taps()).isEqualTo(6);
        }
    }

    /// Neither kiosk is known to Mosquitto before it joins.
    private void openTheHub(TrialHouse.Broker broker) throws IOException, InterruptedException {
        house = TrialHouse.make(folder.resolve("house"), programs, TrialHouse.Plan.simulated(broker));
        open.add(house);
        if (broker == TrialHouse.Broker.MOSQUITTO) {
            house.makeBrokerAnew(List.of());
            house.start(Part.BROKER);
        }
        house.start(Part.HUB);
        manager = new PageHand(house.firstSignIn(Part.HUB), "Ada");
        open.add(manager);
    }

    private BlankKiosk joins(String box, String name, String id) throws Exception {
        BlankKiosk kiosk = BlankKiosk.start(house.folder(Part.HUB).resolveSibling(box), programs);
        open.add(kiosk);
        await().atMost(TrialHouse.STARTING)
                .until(() -> kiosk.program().said("joining").isPresent());
        try (KioskHand hand = new KioskHand(kiosk.url())) {
            String page = manager.press("/kiosks/add", Map.of("name", name, "profile", "touch", "id", id));
            hand.picture(BlankKiosk.picture(page));
        }
        kiosk.program().awaitReady(A_MINUTE);
        return kiosk;
    }

    private KioskHand hand(BlankKiosk kiosk) throws Exception {
        kiosk.program().awaitReady(TrialHouse.STARTING);
        KioskHand hand = new KioskHand(kiosk.url());
        open.add(hand);
        await("the kiosk finds its hub").atMost(PATIENCE).ignoreExceptions().until(() -> hand.health()
                .get("hubHere")
                .booleanValue());
        hand.look();
        return hand;
    }

    private void shutOut(String device, String because) throws IOException, InterruptedException {
        assertThat(manager.press("/kiosks/" + device + "/shut-out", Map.of("because", because)))
                .contains("is shut out since");
    }

    private void awaitVisits(int visits) {
        await(visits + " visits on the manager's page").atMost(PATIENCE).until(() -> manager.page("/")
                .contains("id=\"visits\">" + visits + "<"));
    }

    private Serial serial(String device) {
        return Serial.of(IdentityFiles.read(house.identity(device)).certificate());
    }
}
