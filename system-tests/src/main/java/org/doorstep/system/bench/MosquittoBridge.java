package org.doorstep.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.system.program.Program;

/// What many would put in our outbox's place: a Mosquitto at the door that keeps what it cannot yet hand to the
/// Mosquitto of the hub. In its plain setting, and in the one in which it writes its store at every change.
final class MosquittoBridge {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final String TOPIC = "bench/message";
    private static final int TEXT_BYTES = 600;

    private final Path folder;
    private final int port;
    private final int hubPort;

    /// How it keeps its store.
    enum Keeping {
        /// `persistence true`, written every half hour and at the end.
        PLAIN(""),
        /// At every change: the whole store each time.
        SAFE("autosave_on_changes true\nautosave_interval 1\n");

        private final String lines;

        Keeping(String lines) {
            this.lines = lines;
        }
    }

    MosquittoBridge(Path folder, int port, int hubPort) {
        this.folder = folder;
        this.port = port;
        this.hubPort = hubPort;
    }

    /// Messages that it took, how many a second, and how many of them reached the hub's after it was killed.
    record Kept(long taken, double aSecond, long arrived) {}

    /// Publishes, with the hub's broker away, for so long or so many; kills the door's; starts both and counts.
    Kept measure(Keeping keeping, int most, Duration within, Random random) throws Exception {
        Path door = folder.resolve(keeping.name()).resolve("door");
        Path hub = folder.resolve(keeping.name()).resolve("hub");
        String bridge = """
                connection hub
                address 127.0.0.1:%d
                topic # out 1
                cleansession false
                remote_clientid door
                try_private false
                notifications false
                restart_timeout 1
                """.formatted(hubPort);
        Path doorSettings = settings(door, port, "persistence true\n" + keeping.lines + bridge);
        long taken;
        double seconds;
        try (Program program = start("bridge", doorSettings);
                PahoLink link = link("publisher", port, List.of(), random)) {
            CompletableFuture<Void> connected = new CompletableFuture<>();
            link.open(new Hearing(connected, new AtomicLong()));
            connected.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long begun = System.nanoTime();
            taken = publish(link, most, begun + within.toNanos());
            seconds = (System.nanoTime() - begun) / 1e9;
            program.kill();
        }
        return new Kept(taken, taken / seconds, arrived(hub, doorSettings, random));
    }

    private long arrived(Path hub, Path doorSettings, Random random) throws Exception {
        AtomicLong received = new AtomicLong();
        try (Program _ = start("hub's broker", settings(hub, hubPort, "persistence false\n"));
                PahoLink link = link("subscriber", hubPort, List.of(TOPIC), random)) {
            CompletableFuture<Void> connected = new CompletableFuture<>();
            link.open(new Hearing(connected, received));
            connected.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            try (Program _ = start("bridge", doorSettings)) {
                awaitSilence(received);
            }
        }
        return received.get();
    }

    /// Until nothing has come for a while: the bridge tries again each second.
    private static void awaitSilence(AtomicLong received) throws InterruptedException {
        long before;
        do {
            before = received.get();
            TimeUnit.MILLISECONDS.sleep(SILENCE.toMillis());
        } while (received.get() > before);
    }

    private static long publish(Link link, int most, long until) throws InterruptedException {
        Semaphore window = new Semaphore(AcceptAlone.WINDOW);
        AtomicLong taken = new AtomicLong();
        byte[] text = "x".repeat(TEXT_BYTES).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < most && System.nanoTime() < until; i++) {
            window.acquire();
            link.publish(Message.durable(TOPIC, text)).whenComplete((done, why) -> {
                if (why == null) {
                    taken.incrementAndGet();
                }
                window.release();
            });
        }
        window.tryAcquire(AcceptAlone.WINDOW, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return taken.get();
    }

    private static PahoLink link(String name, int port, List<String> topics, Random random) {
        return new PahoLink(
                new BrokerAddress("127.0.0.1", port),
                name,
                new LinkSecurity.SharedSecret(name, "nobody asks"),
                topics,
                new Presence.Unannounced(),
                random);
    }

    private static Program start(String name, Path settings) throws Exception {
        Program program = Program.start(
                name, List.of("/usr/sbin/mosquitto", "-c", settings.toString()), settings.resolveSibling("log"));
        return program;
    }

    private static Path settings(Path folder, int port, String more) {
        try {
            Files.createDirectories(folder);
            String user = System.getProperty("user.name");
            return Files.writeString(folder.resolve("mosquitto.conf"), """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    user %s
                    max_queued_messages 0
                    persistence_location %s/
                    """.formatted(port, user, folder) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Hearing(CompletableFuture<Void> open, AtomicLong count) implements Link.Listener {
        @Override
        public void connected() {
            open.complete(null);
        }

        @Override
        public void received(Link.Delivery delivery) {
            count.incrementAndGet();
            delivery.done();
        }

        @Override
        public void lost(String why) {}
    }
}
