package org.doorstep.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The same contract on a real broker, through a wire that can be cut.
@Tag("slow")
class PahoLinkTest extends OverMosquitto {

    @Override
    Mosquitto startBroker() throws IOException {
        return Mosquitto.start(folder);
    }

    @Override
    LinkSecurity security(String clientName) {
        return new LinkSecurity.SharedSecret(clientName, "not a secret");
    }

    @Test
    void aConnectionThatTakesNothingIsGivenUpAndMadeAnew() {
        Heard heard = new Heard(true);
        Link link = link("kiosk-1", List.of(), new Presence.Unannounced());
        link.open(heard);
        await().atMost(Duration.ofSeconds(20)).until(link::connected);
        wires.get(link).hold(true);
        CompletableFuture<Void> stuck =
                link.publish(Message.durable("doorstep/v1/x", "stuck".getBytes(StandardCharsets.UTF_8)));
        await().atMost(Duration.ofSeconds(25)).until(() -> heard.happened.contains("lost"));
        assertThat(stuck).isCompletedExceptionally();
        wires.get(link).hold(false);
        await().atMost(Duration.ofSeconds(30)).until(link::connected);
        link.close();
    }

    @Test
    void whoIsDoneWithAMessageOfAnEarlierConnectionDisturbsNobody() throws Exception {
        String topic = "doorstep/v1/millbrook/kiosk-1/event/attendance";
        Heard heard = new Heard(false);
        Link hub = link("gateway", List.of(topic), new Presence.Unannounced());
        hub.open(heard);
        Link kiosk = link("kiosk-1", List.of(), new Presence.Unannounced());
        kiosk.open(new Heard(true));
        await().atMost(Duration.ofSeconds(30)).until(() -> hub.connected() && kiosk.connected());
        for (int round = 1; round <= 5; round++) {
            kiosk.publish(Message.durable(topic, "again".getBytes(StandardCharsets.UTF_8)))
                    .get(30, TimeUnit.SECONDS);
            int before = heard.deliveries.size();
            await().atMost(Duration.ofSeconds(30)).until(() -> !heard.deliveries.isEmpty());
            wires.get(hub).cutAll();
            await().atMost(Duration.ofSeconds(30)).until(() -> heard.deliveries.size() > before && hub.connected());
            List.copyOf(heard.deliveries).forEach(Link.Delivery::done);
        }
        kiosk.publish(Message.durable(topic, "last".getBytes(StandardCharsets.UTF_8)))
                .get(30, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.texts().contains("last"));
        hub.close();
        kiosk.close();
    }

    @Test
    void aBrokerThatDiesAndComesBackIsFoundAgain() throws IOException {
        Heard heard = new Heard(true);
        Link link = link("kiosk-1", List.of(), new Presence.Unannounced());
        link.open(heard);
        await().atMost(Duration.ofSeconds(20)).until(link::connected);
        mosquitto.kill();
        await().atMost(Duration.ofSeconds(20)).until(() -> !link.connected());
        mosquitto.run();
        await().atMost(Duration.ofSeconds(30)).until(link::connected);
        link.close();
    }
}
