package org.doorstep.system.shutout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real programs: one kiosk is shut out on the hub's page, the other by the command, and what they counted
/// afterwards is carried in, looked at, and counted once, though the hub is killed at the worst moment.
@Tag("long")
class ShutOutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// The first fence is that of the first that was shut out; the page has the latest first.
    private static final Pattern GROUP = Pattern.compile("name=\"group\" value=\"(1-[^\"]+)\">"
            + "\\s*<input type=\"hidden\" name=\"through\" value=\"(\\d+)\">"
            + "\\s*<input type=\"hidden\" name=\"many\" value=\"(\\d*)\">");

    @TempDir
    Path folder;

    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());
    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;
    private PageHand manager;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void byPressAndByCommandAndWhatComesAfterwardsCountsOnceWhenSomebodySaysSo() throws Exception {
        house = keep(TrialHouse.make(
                folder.resolve("house"), programs, TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED)));
        house.start(Part.HUB);
        manager = keep(new PageHand(house.firstSignIn(Part.HUB), "manager"));
        KioskHand pressed = kiosk(Part.KIOSK_1);
        KioskHand commanded = kiosk(Part.KIOSK_2);
        pressed.guest();
        commanded.guest();
        await().atMost(PATIENCE).until(() -> pressed.notAtHub() == 0 && commanded.notAtHub() == 0);

        long begun = System.nanoTime();
        assertThat(manager.press("/kiosks/kiosk-1/shut-out", Map.of("because", "stolen")))
                .contains("is shut out since");
        await().atMost(PATIENCE).until(() -> isGone(pressed));
        said("press to session closed, as the kiosk sees it", begun);
        begun = System.nanoTime();
        house.revoke("kiosk-2");
        await().atMost(PATIENCE).until(() -> isGone(commanded));
        said("command begun to session closed, as the kiosk sees it", begun);
        assertThat(manager.page("/kiosks")).contains("Shut out since");
        assertThatThrownBy(() -> house.renew("kiosk-1")).hasMessageContaining("shut out");

        pressed.guest();
        pressed.guest();
        commanded.guest();
        assertThat(manager.give("/carried", carryOut(Part.KIOSK_1))).contains("2 were set aside for you to look at");
        assertThat(manager.give("/carried", carryOut(Part.KIOSK_2))).contains("1 was set aside for you to look at");
        assertThat(guests()).isEqualTo(2);

        // All of the first kiosk's count; the program ends while it does as it was told.
        letCountTheFirst();
        house.kill(Part.HUB);
        house.start(Part.HUB);
        await().atMost(PATIENCE).until(() -> guests() == 4);
        manager.give("/carried", carryOut(Part.KIOSK_1));
        assertThat(guests()).isEqualTo(4);
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.number("SELECT count(*) FROM inbox_aside WHERE verdict = 'waiting'"))
                    .isEqualTo(1);
        }
    }

    private static boolean isGone(KioskHand kiosk) throws Exception {
        return !kiosk.health().get("hubHere").booleanValue();
    }

    /// A figure to write down, and no claim.
    private static void said(String what, long begun) {
        System.out.printf("%s: %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
    }

    private void letCountTheFirst() throws Exception {
        Matcher group = GROUP.matcher(manager.page("/kiosks/review"));
        assertThat(group.find()).isTrue();
        manager.press(
                "/kiosks/review",
                Map.of(
                        "group",
                        group.group(1),
                        "through",
                        group.group(2),
                        "many",
                        group.group(3),
                        "verdict",
                        "counts",
                        "reason",
                        "the caretaker brought the stick"));
    }

    private long guests() throws Exception {
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            return books.number("SELECT count(*) FROM guest");
        }
    }

    private KioskHand kiosk(Part part) throws Exception {
        house.start(part);
        KioskHand hand = keep(new KioskHand(house.url(part)));
        hand.look();
        return hand;
    }

    private Path carryOut(Part part) throws Exception {
        Path stick = Files.createTempDirectory(folder, "stick");
        Path settings = house.folder(part).resolve("settings.properties");
        List<String> command = new ArrayList<>(
                programs.command(Programs.Kind.KIOSK, settings, programs.sharingClasses(Programs.Kind.KIOSK)));
        command.subList(command.indexOf("--settings"), command.size()).clear();
        command.addAll(List.of("carry-out", "--to", stick.toString(), "--settings", settings.toString()));
        Path log = Files.createTempFile(folder, "said", "");
        try (Program program = Program.start("carry-out", command, log)) {
            int code = program.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(code).as(Files.readString(log)).isZero();
        }
        try (Stream<Path> files = Files.list(stick)) {
            return files.findFirst().orElseThrow();
        }
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
