package org.doorstep.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every link does, whatever carries it.
abstract class LinkContract {
    private static final String TOPIC = "doorstep/v1/millbrook/kiosk-1/event/attendance";
    private static final String FILTER = "doorstep/v1/millbrook/+/event/+";
    private static final String STATE = "doorstep/v1/millbrook/kiosk-1/state";

    private final List<Link> opened = new ArrayList<>();

    abstract Link link(String clientName, List<String> filters, Presence presence);

    /// Lets what is under way arrive.
    abstract void carry();

    /// Ends the link's connection as a broken network does, and lets it come back.
    abstract void breakAndMend(Link link);

    static final class Heard implements Link.Listener {
        final List<Link.Delivery> deliveries = Collections.synchronizedList(new ArrayList<>());
        final List<String> happened = Collections.synchronizedList(new ArrayList<>());
        private final boolean saysDone;

        Heard(boolean saysDone) {
            this.saysDone = saysDone;
        }

        @Override
        public void connected() {
            happened.add("connected");
        }

        @Override
        public void received(Link.Delivery delivery) {
            deliveries.add(delivery);
            if (saysDone) {
                delivery.done();
            }
        }

        @Override
        public void lost(String why) {
            happened.add("lost");
        }

        List<String> texts() {
            return List.copyOf(deliveries).stream()
                    .map(delivery -> new String(delivery.message().payload(), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Link::close);
    }

    @Test
    void whatIsPublishedIsHeardInOrderByWhoListens() throws Exception {
        Heard heard = new Heard(true);
        open("gateway", List.of(FILTER), heard);
        Link kiosk = open("kiosk-1", List.of(), new Heard(true));
        for (int i = 0; i < 50; i++) {
            kiosk.publish(Message.durable(TOPIC, bytes("event " + i))).get(10, TimeUnit.SECONDS);
        }
        eventually(() -> assertThat(heard.texts())
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "event " + i).toList()));
    }

    @Test
    void manyPublishedAtOnceAllArrive() {
        Heard heard = new Heard(true);
        open("gateway", List.of(FILTER), heard);
        Link kiosk = open("kiosk-1", List.of(), new Heard(true));
        IntStream.range(0, 1_000)
                .mapToObj(i -> kiosk.publish(Message.durable(TOPIC, bytes("event " + i))))
                .toList()
                .forEach(future -> future.orTimeout(20, TimeUnit.SECONDS).join());
        eventually(() -> assertThat(heard.texts()).hasSize(1_000));
    }

    @Test
    void aRetainedMessageIsHeardByWhoComesLater() throws Exception {
        Link hub = open("gateway", List.of(), new Heard(true));
        hub.publish(Message.retained("doorstep/v1/millbrook/schedule", bytes("today")))
                .get(10, TimeUnit.SECONDS);
        Heard heard = new Heard(true);
        open("kiosk-1", List.of("doorstep/v1/millbrook/schedule"), heard);
        eventually(() -> assertThat(heard.texts()).containsExactly("today"));
    }

    @Test
    void aQuestionCarriesItsReplyTopicAndCorrelationThere() throws Exception {
        Heard heard = new Heard(true);
        open("gateway", List.of("doorstep/v1/millbrook/+/request"), heard);
        Link kiosk = open("kiosk-1", List.of(), new Heard(true));
        kiosk.publish(Message.passing("doorstep/v1/millbrook/kiosk-1/request", bytes("hello"), Duration.ofSeconds(30))
                        .asking("doorstep/v1/millbrook/kiosk-1/reply", bytes("c1")))
                .get(10, TimeUnit.SECONDS);
        eventually(() -> assertThat(heard.deliveries).hasSize(1));
        Message question = heard.deliveries.getFirst().message();
        assertThat(question.answerTopic()).contains("doorstep/v1/millbrook/kiosk-1/reply");
        assertThat(question.correlation()).isEqualTo(bytes("c1"));
        assertThat(question.durable()).isFalse();
    }

    @Test
    void aDurableMessageThatWasNotDoneComesAgain() throws Exception {
        Heard heard = new Heard(false);
        Link hub = open("gateway", List.of(FILTER), heard);
        Link kiosk = open("kiosk-1", List.of(), new Heard(true));
        kiosk.publish(Message.durable(TOPIC, bytes("once"))).get(10, TimeUnit.SECONDS);
        eventually(() -> assertThat(heard.texts()).hasSize(1));
        breakAndMend(hub);
        eventually(() -> assertThat(heard.texts()).containsExactly("once", "once"));
        heard.deliveries.getLast().done();
    }

    @Test
    void aLostConnectionIsToldAndComesBackByItself() throws Exception {
        Heard heard = new Heard(true);
        Link hub = open("gateway", List.of(FILTER), heard);
        breakAndMend(hub);
        eventually(() -> assertThat(heard.happened).containsExactly("connected", "lost", "connected"));
        Link kiosk = open("kiosk-1", List.of(), new Heard(true));
        kiosk.publish(Message.durable(TOPIC, bytes("after"))).get(10, TimeUnit.SECONDS);
        eventually(() -> assertThat(heard.texts()).containsExactly("after"));
    }

    @Test
    void theFarewellIsSaidWhenALinkIsClosedAndWhenItDies() {
        Heard heard = new Heard(true);
        open("gateway", List.of("doorstep/v1/millbrook/+/state"), heard);
        Presence announced = new Presence.Announced(Message.retained(STATE, bytes("gone")));
        Link kiosk = link("kiosk-1", List.of(), announced);
        opened.add(kiosk);
        kiosk.open(new Heard(true));
        eventually(() -> assertThat(kiosk.connected()).isTrue());
        breakAndMend(kiosk);
        eventually(() -> assertThat(heard.texts()).hasSize(1));
        eventually(() -> assertThat(kiosk.connected()).isTrue());
        kiosk.close();
        eventually(() -> assertThat(heard.texts()).containsExactly("gone", "gone"));
    }

    @Test
    void publishingWhileNotConnectedFailsAtOnce() {
        Link link = link("kiosk-1", List.of(), new Presence.Unannounced());
        assertThatThrownBy(() ->
                        link.publish(Message.durable(TOPIC, bytes("early"))).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LinkException.class);
    }

    private Link open(String clientName, List<String> filters, Heard heard) {
        Link link = link(clientName, filters, new Presence.Unannounced());
        opened.add(link);
        link.open(heard);
        eventually(() -> assertThat(heard.happened).contains("connected"));
        return link;
    }

    private void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    carry();
                    assertion.run();
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
