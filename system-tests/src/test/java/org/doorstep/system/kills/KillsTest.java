package org.doorstep.system.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.system.LongestFirst;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.AreaBooks;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every program is killed again and again while people come and go. At the end, what was shown is what was counted.
///
/// A run is repeated by its seed: `DOORSTEP_SEED=123` in the environment, or `-Ddoorstep.seed=123`. The moments of the
/// kills are the same then; how far each program has come at them is the machine's.
@Order(LongestFirst.FROM_THE_BACK)
class KillsTest {
    private static final int PEOPLE = 60;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

    /// The hub asks an area that was away again after a second, then two, four: a minute is the sixth time.
    private static final Duration AT_THE_CENTRE_WITHIN = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void whatWasShownIsCountedOnceAfterFifteenKillsOnEachBroker(TrialHouse.Broker broker) throws Exception {
        survives(broker, 15);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(TrialHouse.Broker.class)
    void whatWasShownIsCountedOnceAfterTwoHundredKills(TrialHouse.Broker broker) throws Exception {
        survives(broker, 200);
    }

    private void survives(TrialHouse.Broker broker, int kills) throws Exception {
        assumeTrue(
                broker == TrialHouse.Broker.EMBEDDED || TrialHouse.hasMosquitto(), "Mosquitto is not installed here.");
        long seed = seed();
        System.out.println("KillsTest: " + kills + " kills on " + broker + " by DOORSTEP_SEED=" + seed);
        TrialHouse.Plan plan = TrialHouse.Plan.simulated(broker);
        try (TrialHouse house = TrialHouse.make(folder, Programs.here(home()), plan)) {
            house.set(Part.HUB, "upstream.release", "at-once");
            house.startAll();
            ZoneId zone = ZoneId.of(plan.zone());
            LocalDate today = LocalDate.now(zone);
            TrialPasses passes = new TrialPasses(seed, house.keys());
            List<Desk> desks = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
                Desk desk = new Desk(house.url(kiosk), passes, PEOPLE, today, new Random(seed + kiosk.ordinal()));
                desks.add(desk);
                threads.add(Thread.ofPlatform().name("desk " + kiosk).start(desk));
            }
            carryOut(KillSchedule.of(seed, kills, house.parts()), house);
            desks.forEach(Desk::close);
            for (Thread thread : threads) {
                thread.join();
            }
            awaitDrained(house);
            check(house, desks, seed);
        }
    }

    private static void carryOut(KillSchedule schedule, TrialHouse house) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (KillSchedule.Kill kill : schedule.kills()) {
            never.await(kill.pause().toMillis(), TimeUnit.MILLISECONDS);
            house.kill(kill.victim());
            never.await(kill.away().toMillis(), TimeUnit.MILLISECONDS);
            house.start(kill.victim());
        }
    }

    private static void awaitDrained(TrialHouse house) {
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            try (KioskHand hand = new KioskHand(house.url(kiosk))) {
                await("the outbox of " + kiosk + " is empty")
                        .atMost(DRAINED_WITHIN)
                        .ignoreExceptions()
                        .until(() -> hand.notAtHub() == 0);
            }
        }
    }

    private static void check(TrialHouse house, List<Desk> desks, long seed) throws Exception {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB));
                AreaBooks area = new AreaBooks(house.folder(Part.AREA))) {
            List<String> taps = hub.tapIds();
            List<String> guests = hub.guestIds();
            int presses = desks.stream().mapToInt(Desk::presses).sum();
            List<String> faces =
                    desks.stream().flatMap(desk -> desk.faces().stream()).toList();
            System.out.println("KillsTest: " + presses + " presses, " + faces.size() + " answered, " + taps.size()
                    + " taps, " + guests.size() + " guests, " + hub.visits() + " visits");

            assertThat(faces).as("seed %s", seed).isNotEmpty().isSubsetOf("welcome", "again", "guest", "goodbye");
            assertThat(hub.unprojected()).as("not counted, seed %s", seed).isZero();
            assertThat(hub.quarantined()).as("set aside, seed %s", seed).isZero();

            for (Desk desk : desks) {
                for (Map.Entry<EventId, String> welcome : desk.welcomes().entrySet()) {
                    assertThat(taps)
                            .as("the welcome for %s, seed %s", welcome.getValue(), seed)
                            .containsOnlyOnce(welcome.getKey().toString());
                }
                for (EventId guest : desk.guests()) {
                    assertThat(guests).as("a guest, seed %s", seed).containsOnlyOnce(guest.toString());
                }
            }
            assertThat(taps.size() + guests.size())
                    .as("more was counted than was pressed, seed %s", seed)
                    .isLessThanOrEqualTo(presses);
            assertThat(hub.events()).as("events kept, seed %s", seed).isEqualTo(taps.size() + guests.size());

            Set<String> welcomed = new HashSet<>();
            desks.forEach(desk -> welcomed.addAll(desk.welcomes().values()));
            assertThat(hub.visits())
                    .as("visits are the different (pass, session), seed %s", seed)
                    .isEqualTo(hub.number("SELECT count(*) FROM (SELECT DISTINCT pass, session FROM tap)"))
                    .isGreaterThanOrEqualTo(welcomed.size());
            assertThat(hub.number("SELECT sum(guests) FROM session_figures"))
                    .as("guests are a figure of their own, seed %s", seed)
                    .isEqualTo(guests.size());

            Map<String, Optional<Integer>> expected = gated(hub);
            await("the area has the hub's figures through the gate, seed " + seed)
                    .atMost(AT_THE_CENTRE_WITHIN)
                    .untilAsserted(() -> assertThat(visitsAndGuests(area)).containsAllEntriesOf(expected));
        }
    }

    /// The rule of the gate, written a second time: 0 is 0, 1 to 7 is not told, the rest to the nearest five.
    private static Map<String, Optional<Integer>> gated(HubBooks hub) throws Exception {
        Map<String, Optional<Integer>> figures = new TreeMap<>();
        for (String day : hub.texts("SELECT DISTINCT day FROM session_figures")) {
            long visits = hub.number("SELECT count(*) FROM visit WHERE day = '" + day + "'");
            long guests = hub.number(
                    "SELECT count(*) FROM guest JOIN session ON session.id = guest.session WHERE day = '" + day + "'");
            figures.put("visits " + FigureCell.WHOLE_HUB + " " + day, gate(visits));
            figures.put("guests " + FigureCell.WHOLE_HUB + " " + day, gate(guests));
        }
        return figures;
    }

    private static Optional<Integer> gate(long count) {
        return count > 0 && count < 8 ? Optional.empty() : Optional.of((int) (Math.round(count / 5.0) * 5));
    }

    private static Map<String, Optional<Integer>> visitsAndGuests(AreaBooks area) throws Exception {
        Map<String, Optional<Integer>> figures = new TreeMap<>();
        area.figures(FigureCell.VISITS, "day").forEach((cell, value) -> figures.put("visits " + cell, value));
        area.figures(FigureCell.GUESTS, "day").forEach((cell, value) -> figures.put("guests " + cell, value));
        return figures;
    }

    private static long seed() {
        String given = System.getProperty("doorstep.seed", System.getenv().getOrDefault("DOORSTEP_SEED", ""));
        return given.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(given);
    }

    private static Path home() {
        return Path.of("").toAbsolutePath().getParent();
    }
}
