package org.doorstep.relay.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.core.ThrowingRunnable;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.outbox.SenderState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real threads of both ends, with a broker in memory between them.
class SendingTest {
    @TempDir
    Path folder;

    private final InMemoryBroker broker = new InMemoryBroker(new Random(6));
    private InMemoryLink kioskLink;
    private SmallKiosk kiosk;

    @BeforeEach
    void start() {
        kioskLink = new InMemoryLink(broker, "kiosk-1", SmallKiosk.filters(), new Presence.Unannounced());
        kiosk = new SmallKiosk(folder.resolve("kiosk.db"), kioskLink);
    }

    @AfterEach
    void stop() {
        kiosk.close();
    }

    @Test
    void anEventIsSavedHereThenAtTheHubThenAtTheCentre() {
        Envelope first = kiosk.guest();
        assertThat(kiosk.state().place(first)).isEqualTo(SenderState.Place.SAVED_HERE);
        try (SmallHub hub = hub()) {
            eventually(() -> assertThat(kiosk.state().place(first)).isEqualTo(SenderState.Place.AT_HUB));
            assertThat(kiosk.state().lastAcknowledged()).isPresent();
            hub.reachCentre();
            eventually(() -> assertThat(kiosk.state().place(first)).isEqualTo(SenderState.Place.AT_CENTRE));
            Envelope second = kiosk.guest();
            eventually(() -> assertThat(kiosk.state().place(second)).isEqualTo(SenderState.Place.AT_HUB));
        }
    }

    @Test
    void aHubThatIsAwayBehindALivingBrokerIsNotTakenForPresent() {
        for (int i = 0; i < 20; i++) {
            kiosk.guest();
        }
        eventually(() -> assertThat(kiosk.state().depth()).isEqualTo(20));
        assertThat(kiosk.state().connected()).isTrue();
        assertThat(kiosk.state().answered()).isFalse();
        try (SmallHub hub = hub()) {
            eventually(() -> assertThat(kiosk.state().depth()).isZero());
            assertThat(hub.counted()).hasSize(20);
        }
    }

    @Test
    @Tag("slow")
    void aHubThatLeavesALivingBrokerIsNoLongerTakenForPresent() {
        try (SmallHub _ = hub()) {
            kiosk.guest();
            eventually(() -> assertThat(kiosk.state().depth()).isZero());
            eventually(() -> assertThat(kiosk.state().answered()).isTrue());
        }
        kiosk.guest();
        // Ten seconds until it is asked, ten until it is plain that it does not answer.
        eventually(() -> assertThat(kiosk.state().answered()).isFalse());
        assertThat(kiosk.state().connected()).isTrue();
        try (SmallHub _ = hub()) {
            eventually(() -> assertThat(kiosk.state().depth()).isZero());
            eventually(() -> assertThat(kiosk.state().answered()).isTrue());
        }
    }

    @Test
    @Tag("slow")
    void aBrokerThatLosesDoublesAndReordersCostsTimeAndNothingElse() {
        broker.weather(new InMemoryBroker.Weather(0.05, 0.05, 0.1));
        try (SmallHub hub = hub()) {
            kiosk.guests(300);
            for (int cut = 0; cut < 5; cut++) {
                int before = hub.counted().size();
                eventually(() -> assertThat(hub.counted().size()).isGreaterThanOrEqualTo(Math.min(300, before + 30)));
                kioskLink.cut();
                kioskLink.mend();
            }
            eventually(() -> assertThat(kiosk.state().depth()).isZero());
            assertThat(hub.counted()).hasSize(300);
        }
    }

    private SmallHub hub() {
        return new SmallHub(
                folder.resolve("hub.db"),
                new InMemoryLink(broker, "gateway", SmallHub.filters(), new Presence.Unannounced()));
    }

    private void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> {
                    broker.deliver(1_000);
                    assertion.run();
                });
    }
}
