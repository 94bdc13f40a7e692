package org.doorstep.system.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.Wish;
import org.doorstep.relay.contract.bookings.BookingOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two kiosks that come and go, people at home, and one claim table: every "Booked" stands, every
/// "Saved" ends confirmed, moved or apologised for, and nothing ever overlaps.
class PromisesStandTest {
    private static final List<String> BOOKABLES =
            List.of("hall-a", "hall-b", "whole-hall", "kitchen", "craft-room", "table");

    @TempDir
    private Path folder;

    private final List<Promise> promises = new ArrayList<>();
    private int saved;
    private int booked;
    private int byLease;

    private record Promise(FarKiosk kiosk, Wish wish, Answer answer, boolean reachable) {}

    @Test
    void whateverIsLostLateTwiceOrStartedAgainEveryPromiseIsKept() throws IOException {
        for (long seed = 1; seed <= 4; seed++) {
            day(seed, 120);
        }
        assertThat(byLease).as("given away by a lease").isPositive();
        assertThat(saved).as("saved").isPositive();
    }

    @Test
    @Tag("long")
    void theSameOnManyDays() throws IOException {
        for (long seed = 100; seed < 200; seed++) {
            day(seed, 200);
        }
        System.out.println(booked + " booked, " + byLease + " of them by a lease, " + saved + " saved");
    }

    private void day(long seed, int steps) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        promises.clear();
        Path rooms = Files.createDirectories(folder.resolve("day-" + seed));
        House.Clock clock = new House.Clock();
        try (House house = new House(hub(rooms), clock, random, true);
                FarKiosk hall = new FarKiosk(
                        Files.createDirectories(rooms.resolve("kiosk-1")), House.HALL_KIOSK, house, random);
                FarKiosk yard = new FarKiosk(
                        Files.createDirectories(rooms.resolve("kiosk-2")), House.YARD_KIOSK, house, random)) {
            for (int step = 0; step < steps; step++) {
                FarKiosk kiosk = random.nextBoolean() ? hall : yard;
                switch (random.nextInt(12)) {
                    case 0 -> kiosk.reachable = !kiosk.reachable;
                    case 1 -> kiosk.askForLeases();
                    case 2 -> kiosk.settle();
                    case 3 -> kiosk.send(false);
                    case 4 -> web(house, random);
                    case 5 -> cancelOne(random);
                    case 6 -> {
                        if (random.nextInt(6) == 0) {
                            kiosk.startAgain();
                        }
                    }
                    case 7 -> clock.pass(Duration.ofMinutes(random.nextInt(20)));
                    default -> wish(kiosk, clock, random);
                }
            }
            for (FarKiosk kiosk : List.of(hall, yard)) {
                kiosk.reachable = true;
                kiosk.send(true);
                kiosk.settle();
                kiosk.send(true);
            }
            judge(house);
        }
    }

    private static Path hub(Path rooms) throws IOException {
        return Files.createDirectories(rooms.resolve("hub"));
    }

    private static Times times(House.Clock clock, Random random) {
        Instant from = House.TODAY
                .atTime(9 + random.nextInt(12), random.nextBoolean() ? 0 : 30)
                .atZone(House.LONDON)
                .toInstant();
        return Times.from(from, Duration.ofMinutes(30L * (1 + random.nextInt(2))));
    }

    private static void web(House house, Random random) {
        Times times = times(house.clock, random);
        String what = BOOKABLES.get(random.nextInt(BOOKABLES.size()));
        house.web(what, what.equals("table") ? 1 + random.nextInt(3) : 1, times);
    }

    private void wish(FarKiosk kiosk, House.Clock clock, Random random) {
        Times times = times(clock, random);
        String what = BOOKABLES.get(random.nextInt(BOOKABLES.size()));
        Wish wish = new Wish(
                new UUID(random.nextLong(), random.nextLong()),
                FarKiosk.pass(random.nextInt(40)),
                what,
                what.equals("table") ? 1 + random.nextInt(3) : 1,
                times.starts(),
                times.ends(),
                random.nextInt(4) == 0);
        promises.add(new Promise(kiosk, wish, kiosk.book(wish), kiosk.reachable));
    }

    private final Set<UUID> cancelled = new HashSet<>();

    private void cancelOne(Random random) {
        if (promises.isEmpty()) {
            return;
        }
        Promise one = promises.get(random.nextInt(promises.size()));
        String code =
                switch (one.answer) {
                    case Answer.Booked(Answer.What what, String digits) -> digits;
                    case Answer.Saved(Answer.What what, String digits, List<Answer.Free> others) -> digits;
                    default -> "";
                };
        if (!code.isEmpty() && one.kiosk.cancel(one.wish.who(), code) instanceof Answer.Cancelled) {
            // Two of one person may have the same code here: whichever it was, neither is asked about any more.
            promises.stream()
                    .filter(other -> other.wish.who().equals(one.wish.who()))
                    .forEach(other -> cancelled.add(other.wish.request()));
        }
    }

    private void judge(House house) {
        assertThat(house.overlaps()).isZero();
        for (Promise promise : promises) {
            if (cancelled.contains(promise.wish.request())) {
                continue;
            }
            switch (promise.answer) {
                case Answer.Booked _ -> {
                    booked++;
                    byLease += promise.reachable ? 0 : 1;
                    Booking stands = house.booking(promise.wish.request()).orElseThrow();
                    assertThat(stands.state())
                            .as(promise.wish.what().toString())
                            .isEqualTo(State.BOOKED);
                    assertThat(stands.times()).isEqualTo(new Times(promise.wish.starts(), promise.wish.ends()));
                    assertThat(stands.count()).isEqualTo(promise.wish.count());
                }
                case Answer.Saved _ -> {
                    saved++;
                    assertThat(promise.kiosk
                                    .became(promise.wish.request())
                                    .answers()
                                    .getFirst()
                                    .outcome())
                            .as(promise.wish.what().toString())
                            .isNotInstanceOf(BookingOutcome.NotKnown.class);
                }
                default -> {
                    // Nothing was promised.
                }
            }
        }
    }

    @Test
    void aHubThatWasRestoredGivesAwayNothingThatAKioskMayHaveGivenAwayUntilItKnows() throws IOException {
        Random random = new Random(7);
        House.Clock clock = new House.Clock();
        Path rooms = Files.createDirectories(folder.resolve("restored"));
        Times afternoon =
                Times.from(House.TODAY.atTime(15, 0).atZone(House.LONDON).toInstant(), Duration.ofHours(1));
        Path old = hub(rooms);
        try (House before = new House(old, clock, random, true)) {
            before.speech.board().close();
        }
        Path copy = Files.createDirectories(rooms.resolve("copy"));
        Files.copy(old.resolve("hub.db"), copy.resolve("hub.db"));
        FarKiosk kiosk;
        try (House lost = new House(old, clock, random, false)) {
            kiosk = new FarKiosk(
                    Files.createDirectories(rooms.resolve("kiosk-1")), House.HALL_KIOSK, lost, new Random(3));
            for (int i = 0; i < 20; i++) {
                kiosk.askForLeases();
            }
        }
        clock.pass(Duration.ofMinutes(5));
        try (House restored = new House(copy, clock, random, false)) {
            restored.inbox.beginAnew(restored.database);
            restored.speech.leases().begin();
            kiosk.reachable = false;
            Wish wish = new Wish(
                    UUID.fromString("5b1f0c1e-9d55-4a3e-8f0a-2f6d5c1b7a90"),
                    FarKiosk.pass(1),
                    "hall-a",
                    1,
                    afternoon.starts(),
                    afternoon.ends(),
                    false);
            assertThat(kiosk.book(wish)).isInstanceOf(Answer.Booked.class);
            assertThat(restored.web("hall-a", 1, afternoon)).isInstanceOf(Claimed.NotFree.class);
            assertThat(restored.web("whole-hall", 1, afternoon)).isInstanceOf(Claimed.NotFree.class);
            assertThat(restored.web("craft-room", 1, afternoon)).isInstanceOf(Claimed.Booked.class);

            clock.pass(Duration.ofHours(3));
            assertThat(restored.web("hall-a", 1, afternoon)).isInstanceOf(Claimed.NotFree.class);
            kiosk.sendTo(restored);
            assertThat(restored.booking(wish.request()).orElseThrow().state()).isEqualTo(State.BOOKED);
        } finally {
            kiosk.close();
        }
    }
}
