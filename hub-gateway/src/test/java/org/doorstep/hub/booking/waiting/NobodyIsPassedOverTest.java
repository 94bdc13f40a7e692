package org.doorstep.hub.booking.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.CHOIR;
import static org.doorstep.hub.booking.waiting.TrialHouse.CLEO;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Some weeks of a busy house by chance, with an independent look at it after each step.
class NobodyIsPassedOverTest {
    private static final long SEED = 20260307;
    private static final int HOUSES = 4;
    private static final int STEPS = 120;
    private static final List<Holder> HOLDERS = List.of(ANN, BEN, CLEO, CHOIR);
    private static final List<String> THINGS = List.of("hall", "hall-a", "craft", "strimmer", "ladder");

    /// Thrown to undo what was only tried.
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undone() {
            super("tried, and undone");
        }
    }

    @Test
    void nobodyWaitsForWhatIsFreeAndNoTwoHaveTheSame(@TempDir Path folder) {
        int offered = 0;
        int waited = 0;
        for (int number = 0; number < HOUSES; number++) {
            Random random = new Random(SEED + number);
            try (TrialHouse house = new TrialHouse(folder.resolve("house-" + number), SEED + number)) {
                List<Booking> bookings = new ArrayList<>();
                List<Waiting> waiting = new ArrayList<>();
                int hour = 8;
                for (int step = 0; step < STEPS; step++) {
                    String what = "house " + number + " step " + step;
                    switch (random.nextInt(8)) {
                        case 0, 1, 2, 3 -> ask(house, random, bookings, waiting);
                        case 4, 5 -> {
                            if (!bookings.isEmpty()) {
                                house.cancel(bookings.remove(random.nextInt(bookings.size())));
                            }
                        }
                        case 6 -> offered += answer(house, random, waiting);
                        default -> {
                            hour += random.nextInt(30);
                            house.at(TODAY.plusDays(hour / 24), hour % 24, 0);
                            house.offer();
                        }
                    }
                    nobodyWaitsForWhatIsFree(house, what);
                    noTwoHaveTheSame(house, what);
                }
                waited += waiting.size();
            }
        }
        assertThat(waited).as("people waited").isGreaterThan(10);
        assertThat(offered).as("offers were answered").isPositive();
    }

    private static void ask(TrialHouse house, Random random, List<Booking> bookings, List<Waiting> waiting) {
        Wanted wanted = house.wanted(
                HOLDERS.get(random.nextInt(HOLDERS.size())),
                THINGS.get(random.nextInt(THINGS.size())),
                times(house, random));
        switch (house.ask(wanted)) {
            case Claimed.Booked(Booking booking) -> bookings.add(booking);
            case Claimed.NotFree _ -> {
                Joined joined = random.nextInt(5) == 0
                        ? lost(house, wanted)
                        : house.database.write(handle -> house.waiting.join(handle, wanted, house.now()));
                if (joined instanceof Joined.Waits(Waiting one)) {
                    waiting.add(one);
                }
                house.offer();
            }
            case Claimed.Refused _, Claimed.Asked _, Claimed.Held _, Claimed.Same _ -> {
                // The rules have their own tests.
            }
        }
    }

    private static Joined lost(TrialHouse house, Wanted wanted) {
        house.database.<Clash>write(handle -> house.clashes.lost(handle, wanted, Clash.Why.FIRST, house.now()));
        Optional<Waiting> place = house.database.read(handle -> house.waiting.byRequest(handle, wanted.request()));
        return place.<Joined>map(Joined.Waits::new).orElseGet(Joined.TooLate::new);
    }

    private static Times times(TrialHouse house, Random random) {
        LocalDate day = LocalDate.ofInstant(house.now(), TrialHouse.ZONE).plusDays(1 + random.nextInt(3));
        int from = 9 + random.nextInt(8);
        return TrialHouse.on(day, from, from + 1 + random.nextInt(4));
    }

    private static int answer(TrialHouse house, Random random, List<Waiting> waiting) {
        List<Waiting> offered = waiting.stream()
                .map(house::waiting)
                .filter(one -> one.state() == Waiting.State.OFFERED)
                .toList();
        if (offered.isEmpty()) {
            return 0;
        }
        Waiting one = offered.get(random.nextInt(offered.size()));
        Answered answered = house.answer(one.holder(), one, random.nextBoolean());
        assertThat(answered).as("what was offered is known").isNotInstanceOf(Answered.NotKnown.class);
        return 1;
    }

    /// Each who waits is tried once more, and it is undone: whatever they could have, they were not
    /// asked for.
    private static void nobodyWaitsForWhatIsFree(TrialHouse house, String what) {
        for (Waiting one : house.database.<List<Waiting>>read(house.waiting::open)) {
            if (one.state() == Waiting.State.WAITING && one.times().starts().isAfter(house.now())) {
                List<Claimed> tried = new ArrayList<>();
                try {
                    house.database.write(handle -> {
                        tried.add(house.claims.book(
                                handle,
                                house.wanted(one.holder(), one.bookable().value(), one.times())
                                        .heldUntil(one.times().starts()),
                                house.now()));
                        throw new Undone();
                    });
                } catch (Undone e) {
                    assertThat(tried.getLast())
                            .as(what + ", who waits for " + one.bookable())
                            .isInstanceOfAny(Claimed.NotFree.class, Claimed.Refused.class);
                }
            }
        }
    }

    private static void noTwoHaveTheSame(TrialHouse house, String what) {
        long overlaps = house.database.read(
                handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM claim one
                        JOIN claim other ON other.unit = one.unit AND other.starts > one.starts AND other.starts < one.ends
                        """).mapTo(Long.class).one());
        assertThat(overlaps).as(what).isZero();
    }
}
