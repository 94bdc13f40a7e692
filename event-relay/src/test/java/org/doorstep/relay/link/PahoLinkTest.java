package org.doorstep.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
