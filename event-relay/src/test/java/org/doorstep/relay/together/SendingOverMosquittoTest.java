package org.doorstep.relay.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.Mosquitto;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything real: files, threads, Paho, and a broker that is killed and has kept nothing.
@Tag("slow")
class SendingOverMosquittoTest {
    private static final int BACKLOG = 5_000;

    @TempDir
    Path folder;

    @Test
    void aBacklogIsCountedOnceThoughTheBrokerIsKilledInTheMiddle() throws IOException {
        Assumptions.assumeTrue(Mosquitto.isHere(), "Mosquitto is not installed: apt-get install mosquitto");
        try (Mosquitto mosquitto = Mosquitto.start(folder);
                SmallHub hub = new SmallHub(folder.resolve("hub.db"), link(mosquitto, "gateway", SmallHub.filters()));
                SmallKiosk kiosk =
                        new SmallKiosk(folder.resolve("kiosk.db"), link(mosquitto, "kiosk-1", SmallKiosk.filters()))) {
            kiosk.guests(BACKLOG);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> hub.counted().size() > BACKLOG / 4);
            mosquitto.kill();
            mosquitto.run();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> kiosk.state().depth() == 0 && hub.counted().size() >= BACKLOG);
            assertThat(hub.counted()).hasSize(BACKLOG);
        }
    }

    private static PahoLink link(Mosquitto mosquitto, String name, List<String> filters) {
        return new PahoLink(
                new BrokerAddress("127.0.0.1", mosquitto.port()),
                name,
                new LinkSecurity.SharedSecret(name, "not a secret"),
                filters,
                new Presence.Unannounced(),
                new Random(name.hashCode()));
    }
}
