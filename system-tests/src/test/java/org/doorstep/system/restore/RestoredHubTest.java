package org.doorstep.system.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.doorstep.provisioning.Provisioning;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.AreaBooks;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub's machine dies with everything on it. What is left is a stick, a sheet of paper, and the kiosks.
class RestoredHubTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());

    @Test
    @Tag("long")
    void aHubThatLostItsMachineIsMadeAgainFromTheStickAndItsKiosksFillInTheRest() throws Exception {
        TrialHouse.Plan plan = TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED);
        Path stick = Files.createDirectories(folder.resolve("stick"));
        try (TrialHouse house = TrialHouse.make(folder.resolve("house"), programs, plan)) {
            String sheet = makeReady(stick, house.folder(Part.HUB));
            house.set(Part.HUB, "copy.dir", stick.toString());
            house.set(Part.HUB, "upstream.release", "at-once");
            house.startAll();
            List<String> shown = new ArrayList<>(guests(house, Part.KIOSK_1, 10));
            awaitAtHub(house, shown);
            await("everything is on the stick").atMost(SOON).until(() -> allSafe(house));

            Path pocket = folder.resolve("pocket");
            Files.move(stick, pocket);
            shown.addAll(guests(house, Part.KIOSK_1, 4));
            shown.addAll(guests(house, Part.KIOSK_2, 8));
            awaitAtHub(house, shown);

            house.kill(Part.HUB);
            deleteAll(house.folder(Part.HUB));
            Files.move(pocket, stick);
            assertThat(restore(stick, house.folder(Part.HUB), sheet))
                    .contains("10 events")
                    .contains("Now start the hub.");
            house.start(Part.HUB);
            awaitAtHub(house, shown);
            try (AreaBooks area = new AreaBooks(house.folder(Part.AREA))) {
                await("the area has the figure that it had before, once")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(area.figures(FigureCell.GUESTS, "day").values().stream()
                                        .map(value -> value.orElse(0)))
                                .contains(20));
            }
        }
    }

    private static List<String> guests(TrialHouse house, Part kiosk, int count) throws Exception {
        List<String> shown = new ArrayList<>();
        try (KioskHand hand = new KioskHand(house.url(kiosk))) {
            for (int i = 0; i < count; i++) {
                shown.add(hand.guest().event().orElseThrow().toString());
            }
        }
        return shown;
    }

    private static void awaitAtHub(TrialHouse house, List<String> shown) {
        await("the hub has counted every guest that was welcomed, once")
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
                        assertThat(hub.guestIds()).containsExactlyInAnyOrderElementsOf(shown);
                    }
                });
    }

    private static boolean allSafe(TrialHouse house) throws Exception {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            return hub.number("SELECT count(*) FROM inbox_stream WHERE safe < through") == 0;
        }
    }

    private static String makeReady(Path stick, Path hub) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = new Provisioning(out, out, new SecureRandom())
                .run("copy", "new", stick.toString(), "--hub", hub.toString());
        assertThat(code).as(said.toString()).isZero();
        return said.toString()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}"))
                .findFirst()
                .orElseThrow();
    }

    private String restore(Path stick, Path into, String sheet) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(programs.command(Programs.Kind.HUB, into.resolve("none"), List.of()));
        command.subList(command.indexOf("--settings"), command.size()).clear();
        command.removeIf(flag -> flag.startsWith("-Dorg.sqlite.tmpdir"));
        command.addAll(List.of("restore", "--from", stick.toString(), "--into", into.toString()));
        Path said = folder.resolve("restore.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.outputWriter(StandardCharsets.UTF_8).append(sheet).append("\n").close();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static void deleteAll(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
