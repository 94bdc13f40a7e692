package org.doorstep.relay.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ThrowingRunnable;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Kept;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.outbox.OutboxFile;
import org.doorstep.relay.outbox.Sender;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.relay.time.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers from their own file to a hub, with the sender of the other lanes beside theirs.
class AnonymousLaneTest {
    private static final SessionId SESSION = SessionId.parse("cook-and-eat@2026-11-22T1800");
    private static final Source SOURCE = new Source(SmallHub.HUB, SmallKiosk.KIOSK);

    @TempDir
    Path folder;

    private final InMemoryBroker broker = new InMemoryBroker(new Random(6));
    private final KernelClock clock = new KernelClock(new SetClock());
    private final Random random = new Random(5);
    private SmallHub hub;
    private InMemoryLink link;
    private OutboxFile.Opened taps;
    private OutboxFile.Opened answers;
    private Sender sender;
    private Sender beside;

    @BeforeEach
    void start() {
        hub = new SmallHub(
                folder.resolve("hub.db"),
                new InMemoryLink(broker, "gateway", SmallHub.filters(), new Presence.Unannounced()));
        link = new InMemoryLink(broker, "kiosk-1", SmallKiosk.filters(), new Presence.Unannounced());
        taps = new OutboxFile(folder.resolve("kiosk.db"), SOURCE, clock, random).open(OutboxFile.Memory::none);
        answers = answers();
        Topics topics = new Topics(SmallHub.HUB);
        Requests requests = new Requests(link, topics, SmallKiosk.KIOSK, random);
        sender = new Sender(taps.outbox(), link, requests, topics);
        beside = sender.beside(answers.outbox());
        sender.start();
        beside.start();
        link.open(new Switchboard(sender, beside, requests));
    }

    @AfterEach
    void stop() {
        beside.close();
        sender.close();
        link.close();
        answers.database().close();
        taps.database().close();
        hub.close();
    }

    @Test
    void answersReachTheHubFromTheirOwnFileAndNobodySeesThemInTheOtherLanesFigures() {
        guest();
        release(answers.outbox(), 11);
        eventually(() -> assertThat(counted(Lane.ANONYMOUS)).hasSize(11));
        eventually(() -> assertThat(sender.state().depth()).isZero());

        assertThat(sender.state().twin()).isFalse();
        assertThat(taps.outbox().standing().tails()).hasSize(1);
        assertThat(answers.outbox().standing().tails()).isEmpty();
        assertThat(sender.state().tails())
                .extracting(DeviceState.LaneTail::lane)
                .containsOnly(Lane.ATTENDANCE);
        eventually(() -> assertThat(beside.state().lanes())
                .allSatisfy(lane -> assertThat(lane.through()).isEqualTo(11)));
        assertThat(beside.state().depth()).isZero();
        assertThat(answers.outbox().standing().stores())
                .doesNotContainAnyElementsOf(taps.outbox().standing().stores());
    }

    @Test
    void whatALinkDoublesAndBringsInAnyOrderIsCountedOnce() {
        broker.weather(new InMemoryBroker.Weather(0, 0.3, 0.3));
        release(answers.outbox(), 40);
        eventually(() -> assertThat(counted(Lane.ANONYMOUS)).hasSize(40));
        eventually(() -> assertThat(beside.state().lanes())
                .allSatisfy(lane -> assertThat(lane.through()).isEqualTo(40)));
        assertThat(counted(Lane.ANONYMOUS))
                .extracting(kept -> kept.event().id())
                .doesNotHaveDuplicates();
    }

    @Test
    void theHubKeepsTheDayOfTheirComingAndNoTimeOfIt() {
        release(answers.outbox(), 8);
        eventually(() -> assertThat(counted(Lane.ANONYMOUS)).hasSize(8));
        Instant midnight = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        assertThat(counted(Lane.ANONYMOUS)).extracting(Kept::receivedAt).containsOnly(midnight);
        assertThat(hub.times("SELECT began_at FROM inbox_stream WHERE lane = 'anonymous'"))
                .containsExactly(midnight);
        assertThat(hub.times("SELECT heard_at FROM inbox_stream WHERE lane = 'anonymous'"))
                .containsExactly(midnight);
    }

    @Test
    void fewerThanEightOrOfTwoSessionsAreNotLetGo() {
        Outbox outbox = answers.outbox();
        assertThatThrownBy(() -> release(outbox, 7)).isInstanceOf(IllegalArgumentException.class);
        List<HubEvent.MoodAnswered> mixed = new ArrayList<>(same(8));
        mixed.add(HubEvent.MoodAnswered.awayFromSessions(2));
        assertThatThrownBy(() -> answers.database().write(transaction -> {
                    outbox.release(transaction, SESSION.date(), mixed);
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answers.database()
                        .write(transaction -> outbox.append(transaction, Lane.ATTENDANCE, guestEvent())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBrokenFileOfAnswersIsSetAsideAndWhatReadsIsIssuedAgainInTheSameForm() throws Exception {
        release(answers.outbox(), 20);
        beside.close();
        answers.database().close();
        Path file = folder.resolve("anonymous.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 100, (byte) 0);
        Files.write(file, bytes);

        answers = answers();
        beside = sender.beside(answers.outbox());

        assertThat(answers.outbox().damages()).hasSize(1).first().satisfies(damage -> {
            assertThat(damage.saved()).isEqualTo(20);
        });
        List<String> texts = answers.database().read(handle -> handle.createQuery("SELECT text FROM outbox_event")
                .map((row, context) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .list());
        assertThat(texts).hasSize(21).allSatisfy(text -> assertThat(Wire.readAny(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AnonymousEnvelope.class));
    }

    private OutboxFile.Opened answers() {
        return OutboxFile.anonymous(folder.resolve("anonymous.db"), SOURCE, clock, random)
                .open(OutboxFile.Memory::none);
    }

    private void release(Outbox outbox, int many) {
        answers.database().write(transaction -> {
            outbox.release(transaction, SESSION.date(), same(many));
            return null;
        });
        beside.wake();
    }

    private static List<HubEvent.MoodAnswered> same(int many) {
        return Collections.nCopies(many, HubEvent.MoodAnswered.of(SESSION, 4));
    }

    private void guest() {
        taps.database().write(transaction -> taps.outbox().append(transaction, Lane.ATTENDANCE, guestEvent()));
        sender.wake();
    }

    private static HubEvent guestEvent() {
        return new HubEvent.GuestCounted(SESSION, 0, 0);
    }

    private List<Kept> counted(Lane lane) {
        return hub.counted().stream()
                .filter(kept -> kept.event().lane() == lane)
                .toList();
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
