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
import org.doorstep.system.trial.AreaBooks;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import tools.jackson.databind.JsonNode;

/// One house, made new, in which people come and go while faults strike every place at once; then everything is mended,
/// what is on the way arrives, and the books are held against the truth. Run once.
final class Round implements Strikes.Aftermath {
    /// A device that was cut off again and again tries every half minute, and asks every minute; a twin hands over what
    /// it has every two minutes.
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(6);

    /// A hub that was restored a moment ago is not known yet to its kiosks, and an area that was away is asked again
    /// after up to five minutes.
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(6);

    private static final long BETWEEN_LOOKS_MILLIS = 250;

    /// A queue at both doors; the machine has to carry the faults too.
    private static final int LONGEST_GAP_MILLIS = 200;

    /// At a card that somebody copied. It hands over what it has for a moment every two minutes, and no fault keeps
    /// people from it.
    private static final int LONGEST_GAP_AT_A_TWIN_MILLIS = 4_000;

    /// What a round is made of, all of it printed with its result.
    record Plan(long seed, int number, TrialHouse.Broker broker, Set<Kind> kinds, Duration lasts, String machine) {
        Furnishing furnishing() {
            return Furnishing.of(number, broker);
        }
    }

    private final Path folder;
    private final Programs programs;
    private final Plan plan;
    private final Permits permits;
    private final QuickStarts starts;
    private final InstantSource clock;
    private final TrialHouse house;
    private final Tally tally = new Tally();
    private final TruthBook truth = new TruthBook();
    private final OfficeBook officeBook = new OfficeBook();
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final List<Visitors> visitors = new CopyOnWriteArrayList<>();
    private final List<Thread> people = new CopyOnWriteArrayList<>();
    private final List<TwinCard> twins = new CopyOnWriteArrayList<>();
    private final AtomicInteger newcomers = new AtomicInteger();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final LocalDate today;
    private volatile boolean hubClockBent;
    private volatile List<String> twinFlags = List.of();

    Round(Path folder, Programs programs, Plan plan, Permits permits, QuickStarts starts, InstantSource clock) {
        this.folder = folder;
        this.programs = programs;
        this.plan = plan;
        this.permits = permits;
        this.starts = starts;
        this.clock = clock;
        this.house = TrialHouse.make(folder, programs, TrialHouse.Plan.readable(plan.broker));
        this.today = LocalDate.ofInstant(clock.instant(), zone());
    }

    RoundResult run() throws Exception {
        Instant began = clock.instant();
        house.set(Part.HUB, "upstream.release", "at-once");
        Fittings.Order order =
                new Fittings.Order(plan.furnishing(), permits, starts, plan.kinds, new Random(plan.seed + plan.number));
        try (Fittings fittings = Fittings.fit(house, folder, programs, order, clock);
                house;
                Lines first = Lines.to(house.port(Part.BROKER), new Random(plan.seed + 1));
                Lines second = Lines.to(house.port(Part.BROKER), new Random(plan.seed + 2))) {
            Map<Place, Lines> lines = Map.of(Place.LINE_1, first, Place.LINE_2, second);
            lines.forEach((place, line) -> house.set(place.part(), "broker.port", Integer.toString(line.port())));
            twinFlags = fittings.flags().get(Part.KIOSK_2);
            fittings.settle();
            house.startAll();
            fittings.keepFirst();
            Map<Part, Visitors> doors = new EnumMap<>(Part.class);
            doors.put(Part.KIOSK_1, open(Door.FRONT, house.url(Part.KIOSK_1)));
            doors.put(Part.KIOSK_2, open(Door.GARDEN, house.url(Part.KIOSK_2)));
            Office office = new Office(house, officeBook, today, clock);
            people.add(Thread.ofPlatform().name("in the office").start(office));
            Strikes strikes = new Strikes(house, lines, fittings, this, ending);
            long seconds;
            try (Recoveries recoveries = new Recoveries(tally, doors, urls())) {
                seconds = strikeEverywhere(strikes, recoveries);
                office.close();
                visitors.forEach(Visitors::close);
                join(people);
                lines.values().forEach(Lines::mend);
                awaitArrival();
                twins.forEach(TwinCard::close);
                emptyDrawers(fittings);
            } finally {
                office.close();
                visitors.forEach(Visitors::close);
                twins.forEach(TwinCard::close);
                FaketimesLeavings.sweep();
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
                    settled(new BentTimes(fittings.bootsMade(), hubClockBent, zone())),
                    List.copyOf(trouble));
        }
    }

    @Override
    public void hubRestored(Instant copiedTo) {
        officeBook.restored(copiedTo, clock.instant());
    }

    @Override
    public void hubClockBent() {
        hubClockBent = true;
    }

    @Override
    public void cardCopied(TwinCard twin) {
        twins.add(twin);
        twin.start(programs, twinFlags);
        open(Door.GARDEN_TWIN, twin.url());
    }

    /// People come here from now on.
    private Visitors open(Door door, String url) {
        Visitors here = new Visitors(
                door,
                url,
                new TrialPasses(plan.seed, house.keys()),
                newcomers,
                today,
                truth,
                clock,
                new Random(plan.seed * 31 + door.ordinal()),
                door == Door.GARDEN_TWIN ? LONGEST_GAP_AT_A_TWIN_MILLIS : LONGEST_GAP_MILLIS);
        visitors.add(here);
        people.add(Thread.ofPlatform().name("at " + door).start(here));
        return here;
    }

    private ZoneId zone() {
        return ZoneId.of(house.plan().zone());
    }

    private Map<Part, String> urls() {
        Map<Part, String> urls = new EnumMap<>(Part.class);
        Fittings.KIOSKS.forEach(kiosk -> urls.put(kiosk, house.url(kiosk)));
        return urls;
    }

    /// For how many seconds there were faults.
    private long strikeEverywhere(Strikes strikes, Recoveries recoveries) throws InterruptedException {
        long from = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (Place place : Place.values()) {
            Schedule schedule = new Schedule(plan.seed, plan.number, place, plan.furnishing(), plan.kinds);
            if (house.parts().contains(place.part()) && !schedule.isOver()) {
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
            while (!schedule.isOver()) {
                Schedule.Next next = schedule.next();
                if (ending.await(next.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
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

    private void awaitArrival() throws InterruptedException {
        long until = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        List<String> all = new ArrayList<>(urls().values());
        twins.stream().filter(TwinCard::running).map(TwinCard::url).forEach(all::add);
        for (String url : all) {
            try (KioskHand hand = new KioskHand(url)) {
                while (!arrived(hand)) {
                    if (System.nanoTime() > until) {
                        trouble.add("not everything of the kiosk at " + url + " arrived within "
                                + ARRIVES_WITHIN.toMinutes() + " minutes of quiet");
                        return;
                    }
                    waitABit();
                }
            }
        }
    }

    /// Whoever changed cards has some left whose rows nobody has sent: each is put in once more.
    private void emptyDrawers(Fittings fittings) throws InterruptedException {
        for (Map.Entry<Part, Copies> each : fittings.drawers().entrySet()) {
            house.kill(each.getKey());
            each.getValue().change();
            house.start(each.getKey());
        }
        if (!fittings.drawers().isEmpty()) {
            awaitArrival();
        }
    }

    /// A kiosk that does not know its hub yet does not know either what it owes it. A twin that stands back is seldom
    /// connected, and knows it all the same.
    private static boolean arrived(KioskHand hand) throws InterruptedException {
        try {
            JsonNode health = hand.health();
            return (health.get("hubHere").booleanValue() || health.get("twin").booleanValue())
                    && health.get("notAtHub").longValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// What is wrong is looked at again for a while, since a restored hub is filled up and an area is asked again; what
    /// is wrong then is wrong.
    private Verdict settled(BentTimes bent) throws SQLException, InterruptedException {
        long until = System.nanoTime() + SETTLES_WITHIN.toNanos();
        Verdict verdict = compare(bent);
        while (!verdict.good() && System.nanoTime() < until) {
            waitABit();
            verdict = compare(bent);
        }
        return verdict;
    }

    private Verdict compare(BentTimes bent) throws SQLException {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB));
                AreaBooks area = new AreaBooks(house.folder(Part.AREA))) {
            return AreaComparison.added(Comparison.of(truth, officeBook, bent, hub), truth, zone(), hub, area);
        }
    }

    private static void waitABit() throws InterruptedException {
        new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
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
