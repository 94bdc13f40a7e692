package org.doorstep.system.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.system.LongestFirst;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.Shown;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk whose line to its hub is bad in every way that a line can be: it welcomes people at once all the same, and
/// when the line is good again everything arrives by itself, once.
@Tag("slow")
@Order(LongestFirst.FROM_THE_FRONT)
class NetworkAwayTest {
    /// A welcome over HTTP takes some ten milliseconds. Anything that waits for a network waits for seconds.
    private static final Duration WELCOME_WITHIN = Duration.ofSeconds(2);

    /// Longer than the longest pause between two tries, and a link that hangs is given up after fifteen seconds.
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;
    private UnsteadyLine line;
    private KioskHand hand;
    private int people;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aCutLineKeepsNobodyWaitingAndTheRestArrivesByItself() throws Exception {
        begin();
        awaitHub(true);
        line.cut();
        awaitHub(false);
        welcome(12);
        awaitWaiting(12);
        line.mend();
        awaitAllAtTheHub();
    }

    @Test
    void aLineThatGoesDeafIsNoticedAndANewOneIsTaken() throws Exception {
        begin();
        awaitHub(true);
        welcome(2);
        awaitAllAtTheHub();
        line.deafen();
        welcome(12);
        int before = line.accepted();
        await("the kiosk gives the deaf connection up and tries another, which is deaf too")
                .atMost(RESUMES_WITHIN)
                .until(() -> line.accepted() > before);
        welcome(3);
        awaitWaiting(15);
        line.mend();
        awaitAllAtTheHub();
    }

    @Test
    void aSlowLineIsUsedAsItIs() throws Exception {
        begin();
        awaitHub(true);
        line.cut();
        awaitHub(false);
        welcome(25);
        line.slow(8_000, 150);
        line.mend();
        await("something has come through").atMost(RESUMES_WITHIN).until(() -> hand.notAtHub() < 25);
        welcome(3);
        awaitAllAtTheHub();
    }

    @Test
    void aLineThatBreaksAgainAndAgainStillEmptiesTheOutbox() throws Exception {
        begin();
        awaitHub(true);
        line.cut();
        awaitHub(false);
        welcome(30);
        line.slow(30_000, 20);
        Random random = new Random(4);
        for (int breaks = 0; breaks < 4; breaks++) {
            long until = line.carriedBytes() + 500 + random.nextInt(8_000);
            line.mend();
            await("a few more bytes")
                    .atMost(RESUMES_WITHIN)
                    .until(() -> line.carriedBytes() >= until || hand.notAtHub() == 0);
            line.cut();
        }
        line.fast();
        line.mend();
        awaitAllAtTheHub();
    }

    @Test
    void aTwinUnderTheSameNameTakesTurnsAndLosesNothing() throws Exception {
        begin();
        awaitHub(true);
        AtomicInteger connected = new AtomicInteger();
        String name = Part.KIOSK_1.folder();
        try (Link twin = new PahoLink(
                new BrokerAddress("127.0.0.1", house.port(Part.BROKER)),
                name,
                house.security(name),
                List.of(new Topics(new HubId(TrialHouse.HUB)).acksTo(new DeviceId(name))),
                new Presence.Unannounced(),
                new Random(1))) {
            twin.open(new Link.Listener() {
                @Override
                public void connected() {
                    connected.incrementAndGet();
                }

                @Override
                public void received(Link.Delivery delivery) {
                    delivery.done();
                }

                @Override
                public void lost(String why) {}
            });
            await("the twin is let in").atMost(RESUMES_WITHIN).until(() -> connected.get() > 0);
            welcome(10);
        }
        awaitAllAtTheHub();
    }

    /// The broker between kiosk and hub.
    TrialHouse.Broker broker() {
        return TrialHouse.Broker.EMBEDDED;
    }

    private void begin() throws Exception {
        TrialHouse.Broker broker = broker();
        assumeTrue(
                broker == TrialHouse.Broker.EMBEDDED || TrialHouse.hasMosquitto(), "Mosquitto is not installed here.");
        house = keep(TrialHouse.make(
                folder, Programs.here(Path.of("").toAbsolutePath().getParent()), TrialHouse.Plan.simulated(broker)));
        line = keep(UnsteadyLine.to(house.port(Part.BROKER)));
        house.set(Part.KIOSK_1, "broker.port", Integer.toString(line.port()));
        if (broker == TrialHouse.Broker.MOSQUITTO) {
            house.start(Part.BROKER);
        }
        house.start(Part.HUB);
        house.start(Part.KIOSK_1);
        hand = keep(new KioskHand(house.url(Part.KIOSK_1)));
        hand.look();
    }

    /// So many more people, each of whom must be welcomed at once.
    private void welcome(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            hand.card("%010d".formatted(30_000_000 + people++));
            Optional<Shown> shown = hand.shown(WELCOME_WITHIN);
            assertThat(shown).as("welcome of person %s", people).isPresent();
            assertThat(shown.get().view()).isEqualTo("welcome");
        }
    }

    private void awaitHub(boolean here) {
        await(here ? "the kiosk finds its hub" : "the kiosk notices that its hub is away")
                .atMost(RESUMES_WITHIN)
                .until(() -> hand.health().get("hubHere").booleanValue() == here);
    }

    /// The line's thread counts what is on the disk a moment after it was shown.
    private void awaitWaiting(int events) {
        await(events + " wait for the hub").atMost(RESUMES_WITHIN).until(() -> hand.notAtHub() == events);
    }

    private void awaitAllAtTheHub() throws Exception {
        await("the outbox is empty").atMost(RESUMES_WITHIN).until(() -> hand.notAtHub() == 0);
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.taps()).isEqualTo(people);
            assertThat(books.visits()).isEqualTo(people);
            assertThat(books.unprojected()).isZero();
            assertThat(books.quarantined()).isZero();
        }
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
