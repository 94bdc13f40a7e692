package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ThrowingRunnable;
import org.doorstep.kiosk.mood.MoodDesk;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole kiosk, with its two files and two senders, and a hub that listens.
class MoodReachesTheHubTest {
    private static final String COOK = "cook-and-eat cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z Cook and eat";
    private static final SessionId COOKING = SessionId.parse("cook-and-eat@2026-11-22T1000");
    private static final Topics TOPICS = new Topics(TrialKiosk.HUB);
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");

    @TempDir
    Path folder;

    private final InMemoryBroker broker = new InMemoryBroker(new Random(36));

    @Test
    void answersOfAMorningWhenTheKioskWasSwitchedOffAndOnReachTheHubTogetherAndInNoOtherFigure() {
        Hub hub = new Hub();
        try (InMemoryLink link = link();
                TrialKiosk morning = new TrialKiosk(folder).on(COOK).start(link)) {
            for (int i = 0; i < 21; i++) {
                comes(morning);
                assertThat(morning.mood().press(1 + i % 4)).isEqualTo(MoodDesk.Taken.THANKED);
            }
            assertThat(health(morning)).contains("\"notAtHub\":21");
        }
        assertThat(hub.answers).isEmpty();
        try (InMemoryLink link = link();
                TrialKiosk afternoon = new TrialKiosk(folder, new TrialClock("2026-11-22T13:00:00Z")).start(link)) {
            until(() -> assertThat(hub.answers).hasSize(21));
            assertThat(hub.answers.values()).allSatisfy(event -> assertThat(((MoodAnswered) event.data()).at())
                    .contains(COOKING));
            assertThat(health(afternoon)).contains("\"notAtHub\":21");
            assertThat(afternoon.store.outbox().standing().tails()).hasSize(1);
        }
    }

    private InMemoryLink link() {
        return new InMemoryLink(
                broker,
                KIOSK.value(),
                List.of(TOPICS.acksTo(KIOSK), TOPICS.reply(KIOSK), TOPICS.schedule(), TOPICS.time()),
                new Presence.Unannounced());
    }

    private void until(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            broker.deliver(1_000);
            assertion.run();
        });
    }

    /// "I have no card."
    private static void comes(TrialKiosk kiosk) {
        said(HttpRequest.newBuilder(URI.create(kiosk.url() + "/desk/guest"))
                .header("Origin", kiosk.url())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static String health(TrialKiosk kiosk) {
        return said(HttpRequest.newBuilder(URI.create(kiosk.url() + "/health")).build());
    }

    private static String said(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The other end: it has nothing yet of any lane, and hears the answers.
    private final class Hub implements Link.Listener {
        private final Map<EventId, AnonymousEnvelope> answers = new ConcurrentHashMap<>();
        private final InMemoryLink link = new InMemoryLink(
                broker, "gateway", List.of(TOPICS.everyRequest(), TOPICS.everyEvent()), new Presence.Unannounced());

        Hub() {
            link.open(this);
        }

        @Override
        public void connected() {}

        @Override
        public void lost(String why) {}

        @Override
        public void received(Link.Delivery delivery) {
            delivery.done();
            Message message = delivery.message();
            try {
                if (message.topic().endsWith("/event/anonymous")) {
                    AnonymousEnvelope event = (AnonymousEnvelope) Wire.readAny(message.payload());
                    answers.put(event.id(), event);
                } else if (message.topic().equals(TOPICS.request(KIOSK))
                        && Wire.readMessage(message.payload(), Request.class) instanceof Request.Hello hello) {
                    answer(message, hello);
                }
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }

        private void answer(Message question, Request.Hello hello) {
            List<Reply.Mark> marks = hello.tails().stream()
                    .map(tail -> new Reply.Mark(tail.store(), tail.lane(), 0, "0".repeat(64), ""))
                    .toList();
            link.publish(Message.passing(
                            question.answerTopic().orElseThrow(),
                            Wire.writeMessage(new Reply.Hello("0".repeat(32), marks)),
                            Duration.ofSeconds(5))
                    .answering(question.correlation()));
        }
    }
}
