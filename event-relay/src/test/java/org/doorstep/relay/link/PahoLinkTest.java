package org.doorstep.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same contract on a real broker, through a wire that can be cut.
@Tag("slow")
class PahoLinkTest extends LinkContract {
    @TempDir
    Path folder;

    private final Map<Link, CuttableProxy> wires = new HashMap<>();
    private Mosquitto mosquitto;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Mosquitto.isHere(), "Mosquitto is not installed: apt-get install mosquitto");
        mosquitto = Mosquitto.start(folder);
    }

    @AfterEach
    void stop() {
        wires.values().forEach(CuttableProxy::close);
        if (mosquitto != null) {
            mosquitto.close();
        }
    }

    @Override
    Link link(String clientName, List<String> filters, Presence presence) {
        try {
            CuttableProxy wire = new CuttableProxy(mosquitto.port());
            Link link = new PahoLink(
                    new BrokerAddress("127.0.0.1", wire.port()),
                    clientName,
                    new LinkSecurity.SharedSecret(clientName, "not a secret"),
                    filters,
                    presence,
                    new Random(1));
            wires.put(link, wire);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void carry() {
        // Mosquitto carries by itself.
    }

    @Override
    void breakAndMend(Link link) {
        wires.get(link).cutAll();
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
