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
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.system.identity.DeviceEntry;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub's first day and what comes after it, by the commands that a technician gives and with nothing but
/// certificates between the programs: authority, hub, two kiosks, people, a certificate renewed, a dead
/// kiosk's successor, a stolen one.
@Tag("slow")
class FirstDayTest {
    /// These only end a test that has failed already.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// A kiosk that is one of ours takes a tenth of it.
    private static final Duration LONG_ENOUGH_TO_COME_IN = Duration.ofSeconds(3);

    private static final HubId HUB = new HubId(TrialHouse.HUB);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;
    private PageHand manager;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void onOurOwnBrokerAllOfItGoesByCertificateAndAStolenKioskIsOutWithItsConnection() throws Exception {
        openTheHub(TrialHouse.Broker.EMBEDDED);
        peopleAreCounted();
        aRenewedCertificateIsAsGood();
        Path dead = aSuccessorTakesItsPlace();
        isNotLetIn("kiosk-2", dead.resolve("identity"));

        KioskHand stolen = hand(Part.KIOSK_1);
        Instant pressed = Instant.now();
        house.revoke("kiosk-1");
        await("its connection is closed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !stolen.health().get("hubHere").booleanValue());
        System.out.println("FirstDayTest: revoked to disconnected in "
                + Duration.between(pressed, Instant.now()).toMillis() + " ms");
        isNotLetIn("kiosk-1", house.identity("kiosk-1"));
        isHeardNoMore(stolen);

        new Unspoken(house).requireNothingSaid();
    }

    @Tag("long")
    @Test
    void onMosquittoAllOfItGoesByCertificateAndAStolenKioskIsDeafAndDumb() throws Exception {
        assumeTrue(TrialHouse.hasMosquitto(), "Mosquitto is not installed here.");
        openTheHub(TrialHouse.Broker.MOSQUITTO);
        peopleAreCounted();
        aRenewedCertificateIsAsGood();
        Path dead = aSuccessorTakesItsPlace();
        isNotLetIn("kiosk-2", dead.resolve("identity"));

        KioskHand stolen = hand(Part.KIOSK_1);
        house.revoke("kiosk-1");
        await("the hub takes it out of the rules")
                .atMost(PATIENCE)
                .until(() -> !rules().contains("user kiosk-1") && rules().contains("user kiosk-2"));
        isNotLetIn("kiosk-1", house.identity("kiosk-1"));
        isHeardNoMore(stolen);

        new Unspoken(house).requireNothingSaid();
    }

    private void openTheHub(TrialHouse.Broker broker) throws Exception {
        house = TrialHouse.make(
                folder.resolve("house"),
                Programs.here(Path.of("").toAbsolutePath().getParent()),
                TrialHouse.Plan.simulated(broker));
        open.add(house);
        if (broker == TrialHouse.Broker.MOSQUITTO) {
            house.start(Part.BROKER);
        }
        house.begin(Part.KIOSK_1);
        house.begin(Part.KIOSK_2);
        house.start(Part.HUB);
        manager = new PageHand(house.firstSignIn(Part.HUB), "manager");
        open.add(manager);
    }

    private void peopleAreCounted() throws Exception {
        KioskHand front = hand(Part.KIOSK_1);
        KioskHand garden = hand(Part.KIOSK_2);
        front.card("0040000001");
        front.card("0040000002");
        garden.card("0040000003");
        awaitVisitsOnThePage(3);
    }

    /// Its key stays; the program takes the next certificate at its next connecting.
    private void aRenewedCertificateIsAsGood() throws Exception {
        Serial before = serial("kiosk-1");
        house.renew("kiosk-1");
        assertThat(serial("kiosk-1")).isNotEqualTo(before);
        house.stop(Part.KIOSK_1);
        house.start(Part.KIOSK_1);
        hand(Part.KIOSK_1).card("0040000004");
        awaitVisitsOnThePage(4);
    }

    /// The one before is dead, and what there is of it is somewhere else.
    private Path aSuccessorTakesItsPlace() throws Exception {
        house.stop(Part.KIOSK_2);
        Path before = house.replace(Part.KIOSK_2);
        house.start(Part.KIOSK_2);
        hand(Part.KIOSK_2).card("0040000005");
        awaitVisitsOnThePage(5);
        return before;
    }

    /// What it still counts stays with it, and another kiosk's events go on coming.
    private void isHeardNoMore(KioskHand stolen) throws Exception {
        stolen.card("0040000006");
        hand(Part.KIOSK_2).card("0040000007");
        awaitVisitsOnThePage(6);
        assertThat(stolen.notAtHub()).isEqualTo(1);
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.taps()).isEqualTo(6);
        }
    }

    /// That the way is right was shown by the kiosks, who came in by the same; a link that is refused tries again.
    private void isNotLetIn(String device, Path identity) {
        AtomicBoolean connected = new AtomicBoolean();
        LinkSecurity security = new DeviceEntry(HUB, identity).security(new KernelClock(Instant::now));
        try (Link link = new PahoLink(
                new BrokerAddress("127.0.0.1", house.port(Part.BROKER)),
                device,
                security,
                List.of(new Topics(HUB).acksTo(new DeviceId(device))),
                new Presence.Unannounced(),
                new Random(1))) {
            link.open(new Link.Listener() {
                @Override
                public void connected() {
                    connected.set(true);
                }

                @Override
                public void received(Link.Delivery delivery) {
                    delivery.done();
                }

                @Override
                public void lost(String why) {}
            });
            await(device + " is not let in")
                    .during(LONG_ENOUGH_TO_COME_IN)
                    .atMost(PATIENCE)
                    .until(() -> !connected.get());
        }
    }

    private KioskHand hand(Part kiosk) throws Exception {
        house.program(kiosk).awaitReady(TrialHouse.STARTING);
        KioskHand hand = new KioskHand(house.url(kiosk));
        open.add(hand);
        hand.look();
        await("the kiosk finds its hub")
                .atMost(PATIENCE)
                .until(() -> hand.health().get("hubHere").booleanValue());
        return hand;
    }

    private void awaitVisitsOnThePage(int visits) {
        await(visits + " visits on the manager's page").atMost(PATIENCE).until(() -> manager.page("/")
                .contains("id=\"visits\">" + visits + "<"));
    }

    private Serial serial(String device) {
        return Serial.of(IdentityFiles.read(house.identity(device)).certificate());
    }

    private String rules() throws IOException {
        return Files.readString(house.folder(Part.BROKER).resolve("rules"));
    }
}
