package org.doorstep.system.carry;

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

/// The whole way on foot, by the real programs' own commands and pages: no kiosk ever reaches a broker, and the hub
/// never reaches the area. A stick goes from kiosk to hub and back, and from hub to area and back.
@Tag("slow")
class CarriedThroughTest {
    /// Each is a program that starts, on a machine that does several other things at once.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern VISITS = Pattern.compile("id=\"visits\"[^>]*>\\s*(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("<td class=\"num\"[^>]*>\\s*(\\d+)");

    @TempDir
    Path folder;

    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());
    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;
    private KioskHand hand;
    private PageHand manager;
    private int people;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void whatIsCarriedTwiceLateAndOutOfOrderIsCountedOnceAtTheHubAndAtTheArea() throws Exception {
        begin();
        welcome(9);
        Path first = carryOut("first");
        welcome(6);
        Path second = carryOut("second");
        Path sticks = Files.createDirectory(folder.resolve("answers"));

        // The later file first, then the earlier one late, then the later one once more.
        assertThat(manager.give("/carried", second)).contains("15 new events");
        assertThat(visits()).isEqualTo(15);
        manager.save("/carried/" + Part.KIOSK_1.folder() + "/acknowledgement", sticks);
        Path early = figures("early", 15);
        assertThat(manager.give("/carried", first)).contains("Nothing new; 9 were here already.");
        assertThat(manager.give("/carried", second)).contains("Nothing new; 15 were here already.");
        assertThat(visits()).isEqualTo(15);

        // Three more come before the answer to the second file is back.
        welcome(3);
        assertThat(kiosk("carry-in", "--from", sticks.toString()))
                .contains("The kiosk has taken it. 3 events are not known to be at the hub.");
        Path third = carryOut("third");
        assertThat(manager.give("/carried", third)).contains("3 new events");
        assertThat(visits()).isEqualTo(18);
        // Now the old answer and the new one are on one stick.
        manager.save("/carried/" + Part.KIOSK_1.folder() + "/acknowledgement", sticks);
        assertThat(kiosk("carry-in", "--from", sticks.toString())).contains("0 events are not known to be at the hub.");
        assertThat(hand.notAtHub()).isZero();
        assertThat(hand.health().get("hubHere").booleanValue())
                .as("no network all the while")
                .isFalse();

        theCentreCountsEachOnceToo(early);
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.taps()).isEqualTo(people).isEqualTo(18);
            assertThat(books.unprojected()).isZero();
            assertThat(books.quarantined()).isZero();
        }
    }

    /// `early` has the figures of 15 visits; now there are 18.
    private void theCentreCountsEachOnceToo(Path early) throws Exception {
        Path late = figures("late", 20);
        Path stick = Files.createDirectory(folder.resolve("to-the-area"));
        Path lateThere = Files.copy(late, stick.resolve("late.carried"));
        Path earlyThere = Files.copy(early, stick.resolve("early.carried"));

        String said = area("carry-in", lateThere.toString(), earlyThere.toString(), lateThere.toString());

        List<String> outcomes =
                said.lines().filter(line -> line.contains(".carried: ")).toList();
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0)).as("new to it").containsPattern("late\\.carried: taken, [1-9]\\d* figures");
        assertThat(outcomes.get(1)).as("it has more already").contains("early.carried: taken, 0 figures");
        assertThat(outcomes.get(2)).as("known to it").contains("late.carried: taken, 0 figures");
        try (Stream<Path> files = Files.list(stick)) {
            Path answer = files.filter(file -> file.toString().endsWith(".figures-taken"))
                    .findFirst()
                    .orElseThrow();
            String page = manager.give("/carried", answer);
            assertThat(page).contains("The hub knows now how far the central team has its figures.");
            assertThat(page).contains("The central team has all of them.");
            assertThat(manager.give("/carried", answer)).contains("The central team has all of them.");
        }
        house.start(Part.AREA);
        try (PageHand centre = new PageHand(house.firstSignIn(Part.AREA), "colleague")) {
            assertThat(numbers(centre.page("/"))).contains(20).doesNotContain(15);
            assertThat(centre.page("/hubs")).contains("Last heard");
        }
    }

    private void begin() throws Exception {
        house = keep(TrialHouse.make(
                folder.resolve("house"), programs, TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED)));
        // The port of nobody: what a pulled cable is to a program.
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            house.set(Part.KIOSK_1, "broker.port", Integer.toString(nobody.getLocalPort()));
            house.set(Part.HUB, "area.url", "https://127.0.0.1:" + nobody.getLocalPort());
        }
        house.set(Part.HUB, "upstream.release", "at-once");
        house.begin(Part.KIOSK_1);
        house.start(Part.HUB);
        house.program(Part.KIOSK_1).awaitReady(TrialHouse.STARTING);
        hand = keep(new KioskHand(house.url(Part.KIOSK_1)));
        hand.look();
        manager = keep(new PageHand(house.firstSignIn(Part.HUB), "manager"));
    }

    private void welcome(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            hand.card("%010d".formatted(40_000_000 + people++));
            assertThat(hand.shown(PATIENCE))
                    .hasValueSatisfying(shown -> assertThat(shown.view()).isEqualTo("welcome"));
        }
    }

    /// A stick of its own for each walk.
    private Path carryOut(String name) throws Exception {
        Path stick = Files.createDirectory(folder.resolve(name));
        assertThat(kiosk("carry-out", "--to", stick.toString())).contains("Wrote ");
        try (Stream<Path> files = Files.list(stick)) {
            return files.findFirst().orElseThrow();
        }
    }

    /// The figures as of now, once the hub has released this count of visits, to the nearest five.
    private Path figures(String name, int visits) throws Exception {
        Path stick = Files.createDirectory(folder.resolve(name));
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            await("the hub has released what it counted")
                    .atMost(PATIENCE)
                    .until(() -> books.number("SELECT count(*) FROM release_ledger WHERE value = " + visits) > 0);
        }
        return manager.save("/carried/figures", stick);
    }

    private long visits() throws IOException, InterruptedException {
        Matcher visits = VISITS.matcher(manager.page("/"));
        assertThat(visits.find()).isTrue();
        return Long.parseLong(visits.group(1));
    }

    private static List<Integer> numbers(String page) {
        return NUMBER.matcher(page)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private String kiosk(String... arguments) throws Exception {
        return command(Programs.Kind.KIOSK, Part.KIOSK_1, arguments);
    }

    private String area(String... arguments) throws Exception {
        return command(Programs.Kind.AREA, Part.AREA, arguments);
    }

    /// Runs the program with these arguments to its end, which must be good; gives what it said.
    private String command(Programs.Kind kind, Part part, String... arguments) throws Exception {
        Path settings = house.folder(part).resolve("settings.properties");
        List<String> command = new ArrayList<>(programs.command(kind, settings, programs.sharingClasses(kind)));
        command.subList(command.indexOf("--settings"), command.size()).clear();
        command.addAll(List.of(arguments));
        command.addAll(List.of("--settings", settings.toString()));
        Path log = Files.createTempFile(folder, "said", "");
        try (Program program = Program.start(arguments[0], command, log)) {
            int code = program.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String said = Files.readString(log);
            assertThat(code).as(said).isZero();
            return said;
        }
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
