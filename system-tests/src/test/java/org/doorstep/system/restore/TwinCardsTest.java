package org.doorstep.system.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody copies a kiosk's card, and both run: one name, one secret, one store.
class TwinCardsTest {
    /// The one that stands back hands over what it has every two minutes.
    private static final Duration SOON = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());

    @Test
    @Tag("long")
    void bothAreCountedOnceOneStandsBackAndTheHubKnowsThatTheyAreTwo() throws Exception {
        TrialHouse.Plan plan = TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED);
        try (TrialHouse house = TrialHouse.make(folder.resolve("house"), programs, plan)) {
            house.start(Part.HUB);
            house.start(Part.KIOSK_1);
            List<String> shown = new ArrayList<>(guests(house.url(Part.KIOSK_1), 5));
            awaitAtHub(house, shown);
            house.stop(Part.KIOSK_1);
            Path copied = folder.resolve("copied-card");
            int port = freePort();
            copyCard(house.folder(Part.KIOSK_1), copied, house.port(Part.KIOSK_1), port);

            house.start(Part.KIOSK_1);
            String twinUrl = "http://127.0.0.1:" + port;
            try (Program twin = Program.start(
                    "copied-card",
                    programs.command(Programs.Kind.KIOSK, copied.resolve("settings.properties"), List.of()),
                    folder.resolve("copied-card.log"))) {
                twin.awaitReady(TrialHouse.STARTING);
                shown.addAll(guests(house.url(Part.KIOSK_1), 3));
                shown.addAll(guests(twinUrl, 4));
                await("one of the two has been told to stand back")
                        .atMost(SOON)
                        .until(() -> isTwin(house.url(Part.KIOSK_1)) != isTwin(twinUrl));
                try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
                    assertThat(hub.number("SELECT count(*) FROM inbox_instance WHERE returns > 0"))
                            .as("that it is two is known, and shown on the page of the kiosks")
                            .isEqualTo(2);
                }
                awaitAtHub(house, shown);
                String stoodBack = isTwin(twinUrl) ? twinUrl : house.url(Part.KIOSK_1);
                String keeper = isTwin(twinUrl) ? house.url(Part.KIOSK_1) : twinUrl;
                assertThat(guests(stoodBack, 2))
                        .as("nobody is turned away by a twin")
                        .hasSize(2);
                shown.addAll(guests(keeper, 2));
                await("the one that keeps the name works in peace")
                        .atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(atHub(house)).containsAll(shown).doesNotHaveDuplicates());
            }
        }
    }

    private static boolean isTwin(String url) throws Exception {
        try (KioskHand hand = new KioskHand(url)) {
            return hand.health().get("twin").booleanValue();
        }
    }

    private static List<String> guests(String url, int count) throws Exception {
        List<String> shown = new ArrayList<>();
        try (KioskHand hand = new KioskHand(url)) {
            for (int i = 0; i < count; i++) {
                shown.add(hand.guest().event().orElseThrow().toString());
            }
        }
        return shown;
    }

    private static List<String> atHub(TrialHouse house) throws Exception {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            return hub.guestIds();
        }
    }

    private static void awaitAtHub(TrialHouse house, List<String> shown) {
        await("the hub has counted every guest of both, once")
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(atHub(house)).containsExactlyInAnyOrderElementsOf(shown));
    }

    /// All of it but the address: two kiosks on one machine cannot serve at one port.
    private static void copyCard(Path from, Path to, int port, int newPort) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Path settings = to.resolve("settings.properties");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace(from.toString(), to.toString())
                        .replace(" = " + port + "\n", " = " + newPort + "\n"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
