package org.doorstep.relay.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.outbox.Room;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class NinetyDaysTest {
    private static final int DAYS = 90;
    private static final int TAPS_A_DAY = 500;

    /// What the file was seen to take, and a fifth.
    private static final long MOST_FILE_BYTES = 45L * 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void ninetyDaysOfABusyKioskFitAndAreEachCountedOnceWhenItsHubIsBack() throws IOException {
        InMemoryBroker broker = new InMemoryBroker(new Random(6));
        Path file = folder.resolve("kiosk.db");
        Set<EventId> written = new HashSet<>();
        try (SmallKiosk kiosk = kiosk(broker, file)) {
            for (int day = 0; day < DAYS; day++) {
                written.addAll(kiosk.taps(TAPS_A_DAY));
            }
            assertThat(kiosk.room().percent()).isLessThan(Room.TIGHT_PERCENT);
        }
        assertThat(Files.size(file)).isLessThan(MOST_FILE_BYTES);
        System.out.println("Ninety days: " + written.size() + " taps in " + Files.size(file) + " bytes.");

        try (SmallKiosk kiosk = kiosk(broker, file);
                SmallHub hub = new SmallHub(
                        folder.resolve("hub.db"),
                        new InMemoryLink(broker, "gateway", SmallHub.filters(), new Presence.Unannounced()))) {
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> {
                        broker.deliver(1_000);
                        return kiosk.state().answered() && kiosk.state().depth() == 0;
                    });
            Set<EventId> counted = new HashSet<>();
            hub.counted()
                    .forEach(kept -> assertThat(counted.add(kept.event().id())).isTrue());
            assertThat(counted).isEqualTo(written);
        }
    }

    private static SmallKiosk kiosk(InMemoryBroker broker, Path file) {
        return new SmallKiosk(
                file, new InMemoryLink(broker, "kiosk-1", SmallKiosk.filters(), new Presence.Unannounced()));
    }
}
