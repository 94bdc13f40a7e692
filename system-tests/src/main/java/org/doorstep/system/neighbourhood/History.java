package org.doorstep.system.neighbourhood;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.doorstep.relay.contract.HubEvent.Outcome;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.system.neighbourhood.WeeklyActivity.Occurrence;

/// Tells what the residents did, day by day: whom the weather kept away, who brought children, who forgot to tap on
/// the way out. A pure function of seed, first day and day.
final class History {
    static final int DAYS = 91;
    static final int FRONT_DOOR = 0;
    static final int GARDEN_GATE = 1;

    /// How sooner than this a second tap is taken for the same arrival: the hub's own rule is 20 minutes.
    private static final Duration STAYS_AT_LEAST = Duration.ofMinutes(25);

    private static final int GUESTS_AT_MOST = 5;

    private final long seed;
    private final ZoneId zone;
    private final List<Resident> residents;

    History(long seed, ZoneId zone, List<Resident> residents) {
        this.seed = seed;
        this.zone = zone;
        this.residents = residents;
    }

    /// Everything of that day, in the order it happened.
    List<Deed> on(LocalDate date) {
        SplittableRandom random = new SplittableRandom(seed ^ (date.toEpochDay() * 0x9E3779B97F4A7C15L));
        List<Deed> deeds = new ArrayList<>();
        Set<Integer> came = new HashSet<>();
        for (Occurrence occurrence : Programme.on(date)) {
            double factor = Season.factor(occurrence.activity(), date, seed);
            for (Resident resident : residents) {
                double habit =
                        resident.habit().getOrDefault(occurrence.activity().id(), 0.0);
                if (resident.comesOn(date) && random.nextDouble() < habit * factor && came.add(resident.number())) {
                    attend(resident, occurrence, random, deeds);
                }
            }
            guests(occurrence, factor, random, deeds);
        }
        for (Resident resident : residents) {
            boolean looksIn = resident.comesOn(date) && random.nextDouble() < resident.dropsIn();
            if ((looksIn || date.equals(resident.looksRound())) && came.add(resident.number())) {
                dropIn(resident, date, random, deeds);
            }
        }
        deeds.sort(Comparator.comparing(Deed::at).thenComparing(Deed::kiosk));
        return deeds;
    }

    /// Most come in the quarter of an hour around the start; a few are early, a few late.
    private void attend(Resident resident, Occurrence occurrence, SplittableRandom random, List<Deed> deeds) {
        Instant start = Programme.start(occurrence, zone);
        Instant end = Programme.end(occurrence, zone);
        long length = Duration.between(start, end).toSeconds();
        Instant at = start.plusMillis((long) (Math.clamp(-240 + 500 * normal(random), -1500, length * 0.5) * 1000));
        WeeklyActivity activity = occurrence.activity();
        int children = random.nextDouble() < activity.bringsChildren() ? 1 + random.nextInt(2) : 0;
        int adults = random.nextDouble() < activity.bringsAdults() ? 1 : 0;
        int kiosk = kiosk(resident, activity, random);
        deeds.add(tap(at, kiosk, resident, Outcome.ARRIVAL, occurrence.id(), adults, children));
        Instant leaving = end.minusSeconds(random.nextLong(60, Math.max(61, length / 4)));
        if (random.nextDouble() < resident.leaves() && leaving.isAfter(at.plus(STAYS_AT_LEAST))) {
            deeds.add(tap(leaving, kiosk, resident, Outcome.LEAVING, occurrence.id(), 0, 0));
        }
        if (random.nextDouble() < 0.03) {
            // "Did it take?": the same card again, at once.
            deeds.add(tap(
                    at.plusSeconds(random.nextLong(2, 40)), kiosk, resident, Outcome.REPEAT, occurrence.id(), 0, 0));
        }
    }

    private void guests(Occurrence occurrence, double factor, SplittableRandom random, List<Deed> deeds) {
        int guests = (int) Math.round(random.nextInt(GUESTS_AT_MOST + 1) * factor);
        for (int i = 0; i < guests; i++) {
            Instant at = Programme.start(occurrence, zone).plusSeconds(random.nextLong(-600, 1200));
            int children = random.nextDouble() < occurrence.activity().bringsChildren() / 2 ? 1 : 0;
            int kiosk = random.nextDouble() < 0.8 ? FRONT_DOOR : GARDEN_GATE;
            deeds.add(new Deed(at, kiosk, guest(at, occurrence, children)));
        }
    }

    private Deed.CameAsGuest guest(Instant at, Occurrence occurrence, int children) {
        SessionId hint = Programme.hintAt(at, zone);
        boolean asked = Programme.takingCheckInsAt(at, zone).size() > 1;
        return new Deed.CameAsGuest(hint, asked ? occurrence.id() : hint, 0, children);
    }

    /// Between ten and five, for a chat, the printer or a warm room. Whatever is on just then is asked about too.
    private void dropIn(Resident resident, LocalDate date, SplittableRandom random, List<Deed> deeds) {
        Instant at = date.atTime(LocalTime.of(10, 0))
                .plusSeconds(random.nextInt(7 * 3600))
                .atZone(zone)
                .toInstant();
        SessionId hint = Programme.hintAt(at, zone);
        int kiosk = random.nextDouble() < resident.frontDoor() ? FRONT_DOOR : GARDEN_GATE;
        deeds.add(new Deed(at, kiosk, new Deed.Tapped(resident, Outcome.ARRIVAL, hint, hint, 0, 0)));
    }

    private Deed tap(
            Instant at, int kiosk, Resident resident, Outcome shown, SessionId session, int adults, int children) {
        SessionId hint = Programme.hintAt(at, zone);
        boolean asked = Programme.takingCheckInsAt(at, zone).size() > 1;
        return new Deed(at, kiosk, new Deed.Tapped(resident, shown, hint, asked ? session : hint, adults, children));
    }

    private static int kiosk(Resident resident, WeeklyActivity activity, SplittableRandom random) {
        double frontDoor = activity.outdoors() ? 0.2 : resident.frontDoor();
        return random.nextDouble() < frontDoor ? FRONT_DOOR : GARDEN_GATE;
    }

    /// Roughly normal, by the sum of uniform numbers: SplittableRandom's own is not fixed between releases of Java.
    private static double normal(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
