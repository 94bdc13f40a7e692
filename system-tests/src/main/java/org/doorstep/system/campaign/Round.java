package org.doorstep.system.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import tools.jackson.databind.JsonNode;

/// One house, made new, in which people come and go while faults strike every place at once; then everything is mended,
/// what is on the way arrives, and the books are held against the truth. Run once.
final class Round {
    /// A device that was cut off again and again tries every half minute, and asks every minute: four such waits.
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(4);

    private static final long BETWEEN_LOOKS_MILLIS = 250;

    /// A queue at both doors; the machine has to carry the faults too.
    private static final int LONGEST_GAP_MILLIS = 200;

    /// What a round is made of, all of it printed with its result.
    record Plan(long seed, int number, TrialHouse.Broker broker, Set<Kind> kinds, Duration lasts, String machine) {}

    private final Path folder;
    private final Programs programs;
    private final Plan plan;
    private final Permits permits;
    private final QuickStarts starts;
    private final InstantSource clock;
    private final Tally tally = new Tally();
    private final TruthBook truth = new TruthBook();
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);

    Round(Path folder, Programs programs, Plan plan, Permits permits, QuickStarts starts, InstantSource clock) {
        this.folder = folder;
        this.programs = programs;
        this.plan = plan;
        this.permits = permits;
        this.starts = starts;
        this.clock = clock;
    }

    RoundResult run() throws Exception {
        Instant began = clock.instant();
        TrialHouse house = TrialHouse.make(folder, programs, TrialHouse.Plan.simulated(plan.broker));
        try (Fittings fittings = Fittings.fit(house, folder, permits, starts, plan.kinds);
                house;
                Lines first = Lines.to(house.port(Part.BROKER), new Random(plan.seed + 1));
                Lines second = Lines.to(house.port(Part.BROKER), new Random(plan.seed + 2))) {
            Map<Place, Lines> lines = Map.of(Place.LINE_1, first, Place.LINE_2, second);
            lines.forEach((place, line) -> house.set(place.part(), "broker.port", Integer.toString(line.port())));
            house.set(Part.HUB, "upstream.release", "at-once");
            fittings.settle();
            house.startAll();
            Map<Part, Visitors> doors = doors(house);
            List<Thread> people = new ArrayList<>();
            doors.forEach((kiosk, visitors) ->
                    people.add(Thread.ofPlatform().name("at " + kiosk).start(visitors)));
            Strikes strikes = new Strikes(house, lines, fittings, ending);
            long seconds;
            try (Recoveries recoveries = new Recoveries(tally, doors, urls(house))) {
                seconds = strikeEverywhere(house, strikes, recoveries);
                doors.values().forEach(Visitors::close);
                join(people);
                lines.values().forEach(Lines::mend);
                awaitArrival(house);
                emptyDrawers(house, fittings);
            }
            return new RoundResult(
                    began,
                    plan.seed,
                    plan.number,
                    plan.broker,
                    plan.machine,
                    seconds,
                    byKey(tally.counts()),
                    strikes.endedThemselves(),
                    compare(house),
                    List.copyOf(trouble));
        }
    }

    private Map<Part, Visitors> doors(TrialHouse house) {
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), ZoneId.of(house.plan().zone()));
        TrialPasses passes = new TrialPasses(plan.seed, house.keys());
        AtomicInteger newcomers = new AtomicInteger();
        Map<Part, Visitors> doors = new EnumMap<>(Part.class);
        for (Part kiosk : Fittings.KIOSKS) {
            Random random = new Random(plan.seed * 31 + kiosk.ordinal());
            doors.put(
                    kiosk,
                    new Visitors(
                            kiosk,
                            house.url(kiosk),
                            passes,
                            newcomers,
                            today,
                            truth,
                            clock,
                            random,
                            LONGEST_GAP_MILLIS));
        }
        return doors;
    }

    private static Map<Part, String> urls(TrialHouse house) {
        Map<Part, String> urls = new EnumMap<>(Part.class);
        Fittings.KIOSKS.forEach(kiosk -> urls.put(kiosk, house.url(kiosk)));
        return urls;
    }

    /// For how many seconds there were faults.
    private long strikeEverywhere(TrialHouse house, Strikes strikes, Recoveries recoveries)
            throws InterruptedException {
        long from = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (Place place : Place.values()) {
            Schedule schedule = new Schedule(plan.seed, plan.number, place, plan.broker, plan.kinds);
            if (house.parts().contains(place.part()) && !schedule.isEmpty()) {
                threads.add(Thread.ofPlatform()
                        .name("strike " + place)
                        .start(() -> strikeAt(place, schedule, strikes, recoveries)));
            }
        }
        ending.await(plan.lasts.toMillis(), TimeUnit.MILLISECONDS);
        ending.countDown();
        join(threads);
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from);
    }

    private void strikeAt(Place place, Schedule schedule, Strikes strikes, Recoveries recoveries) {
        try {
            for (Schedule.Next next = schedule.next();
                    !ending.await(next.pause().toMillis(), TimeUnit.MILLISECONDS);
                    next = schedule.next()) {
                Fault fault = next.fault();
                strikes.attend(place);
                strikes.strike(place, fault).ifPresent(mended -> {
                    tally.struck(fault.kind());
                    recoveries.mended(fault.kind(), place, mended);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble.add("no further fault at " + place + ": " + e);
        } finally {
            attendLast(place, strikes);
        }
    }

    private void attendLast(Place place, Strikes strikes) {
        try {
            strikes.attend(place);
        } catch (RuntimeException e) {
            trouble.add(place + " did not come back: " + e);
        }
    }

    private void awaitArrival(TrialHouse house) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long until = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        for (Part kiosk : Fittings.KIOSKS) {
            try (KioskHand hand = new KioskHand(house.url(kiosk))) {
                while (!arrived(hand)) {
                    if (System.nanoTime() > until) {
                        trouble.add("not everything of " + kiosk + " arrived within " + ARRIVES_WITHIN.toMinutes()
                                + " minutes of quiet");
                        return;
                    }
                    never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    /// Whoever changed cards has some left whose rows nobody has sent: each is put in once more.
    private void emptyDrawers(TrialHouse house, Fittings fittings) throws InterruptedException {
        boolean any = false;
        for (Part kiosk : Fittings.KIOSKS) {
            if (fittings.drawer(kiosk).any()) {
                house.kill(kiosk);
                fittings.drawer(kiosk).change();
                house.start(kiosk);
                any = true;
            }
        }
        if (any) {
            awaitArrival(house);
        }
    }

    /// A kiosk that does not know its hub yet does not know either what it owes it.
    private static boolean arrived(KioskHand hand) throws InterruptedException {
        try {
            JsonNode health = hand.health();
            return health.get("hubHere").booleanValue()
                    && health.get("notAtHub").longValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Verdict compare(TrialHouse house) throws SQLException {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            return Comparison.of(truth, hub);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Map<String, Tally.Count> byKey(Map<Kind, Tally.Count> counts) {
        Map<String, Tally.Count> byKey = new TreeMap<>();
        counts.forEach((kind, count) -> byKey.put(kind.key(), count));
        return byKey;
    }
}
