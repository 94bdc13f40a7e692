package org.doorstep.relay.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.outbox.Damage;
import org.doorstep.relay.outbox.OutboxFile;
import org.doorstep.relay.outbox.Room;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.relay.time.SetClock;
import org.jdbi.v3.core.Handle;
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
        long looked = open(file, "a look at every page and row");
        assertThat(looked).isZero();
        ruin(file);
        assertThat(open(file, "a salvage of all of it")).isEqualTo(written.size());

        long begun = System.nanoTime();
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
            System.out.println("Ninety days: drained in " + (System.nanoTime() - begun) / 1_000_000 + " ms.");
            Set<EventId> counted = new HashSet<>();
            hub.counted().stream()
                    .filter(kept -> kept.event().data() instanceof HubEvent.TapRecorded)
                    .forEach(kept -> assertThat(counted.add(kept.event().id())).isTrue());
            assertThat(counted).isEqualTo(written);
        }
    }

    /// How many were saved of a broken file; 0 if it was sound.
    private static long open(Path file, String what) {
        long begun = System.nanoTime();
        OutboxFile.Opened opened = new OutboxFile(
                        file,
                        new Source(SmallHub.HUB, SmallKiosk.KIOSK),
                        new KernelClock(new SetClock()),
                        new Random(8))
                .open(NoMemory::new);
        System.out.println(
                "Ninety days: opened, with " + what + ", in " + (System.nanoTime() - begun) / 1_000_000 + " ms.");
        try (Database _ = opened.database()) {
            return opened.outbox().damages().stream().mapToLong(Damage::saved).sum();
        }
    }

    private static void ruin(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(100), 0);
        }
    }

    private record NoMemory() implements OutboxFile.Memory {
        @Override
        public void take(List<Object> found) {
            // Nothing is kept beside the outbox here.
        }

        @Override
        public void keep(Handle transaction) {
            // Nothing was.
        }
    }

    private static SmallKiosk kiosk(InMemoryBroker broker, Path file) {
        return new SmallKiosk(
                file, new InMemoryLink(broker, "kiosk-1", SmallKiosk.filters(), new Presence.Unannounced()));
    }
}
