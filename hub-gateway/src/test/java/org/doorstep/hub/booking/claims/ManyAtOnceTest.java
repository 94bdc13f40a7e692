package org.doorstep.hub.booking.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sixteen who ask at once: people at kiosks, on the web, managers who approve and move, and two
/// kiosks that were away, gave away what they had leased, saved the rest, and say it all again when
/// they are back. From outside nothing overlaps, and what was said to be booked is.
class ManyAtOnceTest {
    private static final int THREADS = 16;
    private static final int AWAY = 2;
    private static final List<String> BOOKABLES =
            List.of("hall", "hall-a", "hall-b", "creche", "craft", "table", "strimmer", "party-kit");

    @TempDir
    Path folder;

    @Test
    void sixteenWhoAskAtOnceGetNothingTwice() throws Exception {
        run(10_000, System.nanoTime());
    }

    @Test
    @Tag("long")
    void sixteenWhoAskAHundredThousandTimesGetNothingTwice() throws Exception {
        run(100_000, System.nanoTime());
    }

    @Test
    void theSweepSeesAnOverlapWhereThereIsOne() throws SQLException {
        try (House house = new House(folder, 1)) {
            Booking booking = house.booked(house.wanted("craft", House.today(10, 12)));
            house.set("DROP TRIGGER claim_is_alone_when_made");
            house.set(
                    "INSERT INTO claim (unit, starts, ends, booking) VALUES (4, ?, ?, ?)",
                    House.today(11, 12).startsMinute(),
                    House.today(11, 13).endsMinute(),
                    booking.id().value());
            assertThat(OutsideSweep.of(folder.resolve("hub.db"))).hasSize(2);
        }
    }

    private void run(int attempts, long seed) throws Exception {
        System.out.println("Sixteen at once, seed " + seed + ".");
        try (House house = new House(folder, seed)) {
            house.set("UPDATE bookable SET approval = 1 WHERE id = 'hall'");
            house.set("UPDATE bookable SET before_minutes = 30, after_minutes = 15 WHERE id = 'creche'");
            house.set("UPDATE bookable SET walk_up = 'kiosk-1', walk_up_share = 2 WHERE id = 'table'");
            house.set("UPDATE booking_rules SET hours_a_week = 20, most_open = 8");
            house.set("""
                    INSERT INTO apart (bookable, party_kind, other, other_kind, reason)
                    VALUES ('creche', 'children', 'hall', 'outside', 'They share the corridor')
                    """);
            Trial trial = new Trial(house, attempts);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random chance = new Random(seed + i);
                String kiosk = "kiosk-" + i;
                all.add(threads.submit(i < AWAY ? () -> trial.away(kiosk, chance) : () -> trial.there(chance)));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(8, TimeUnit.MINUTES)).isTrue();
            for (Future<?> future : all) {
                rethrow(future);
            }
            trial.check();
            noneReadsAllOfATable(house);
        }
        assertThat(OutsideSweep.of(folder.resolve("hub.db"))).as("seed " + seed).isEmpty();
    }

    /// Whatever grows with the years is found by an index.
    private static void noneReadsAllOfATable(House house) {
        Set<String> asked = house.claims.asked();
        assertThat(asked).hasSizeGreaterThan(15);
        for (String sql : asked) {
            List<String> plan = house.database.read(handle -> {
                try (var explained = Database.connection(handle).prepareStatement("EXPLAIN QUERY PLAN " + sql);
                        var row = explained.executeQuery()) {
                    List<String> lines = new ArrayList<>();
                    while (row.next()) {
                        lines.add(row.getString("detail"));
                    }
                    return lines;
                }
            });
            assertThat(plan).as(sql).noneMatch(line -> line.matches("SCAN (booking|claim|pass|resident_pass)\\b.*"));
        }
    }

    private static void rethrow(Future<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("One of the sixteen failed.", e.getCause());
        }
    }

    /// What all of them share: the house, and what each was told.
    private static final class Trial {
        private static final int DAYS = 14;
        private static final int ASKED_IN_A_MINUTE = 1_000;
        private static final List<Ending> ENDINGS = List.of(Ending.values());

        private final House house;
        private final AtomicInteger left;
        private final AtomicInteger asked = new AtomicInteger();
        private final Map<RequestId, BookingId> told = new ConcurrentHashMap<>();
        private final Set<BookingId> let = ConcurrentHashMap.newKeySet();
        private final Map<String, AtomicInteger> came = new ConcurrentHashMap<>();
        private final AtomicReference<Instant> now = new AtomicReference<>(House.NOW);

        Trial(House house, int attempts) {
            this.house = house;
            this.left = new AtomicInteger(attempts);
        }

        /// Asks, and now and then approves, moves, gives back and changes what stands.
        void there(Random chance) {
            while (left.getAndDecrement() > 0) {
                switch (chance.nextInt(10)) {
                    case 0, 1 -> end(chance);
                    case 2 -> move(chance);
                    case 3 -> settle(chance);
                    case 4 -> instead(chance);
                    default -> ask(wanted(chance));
                }
            }
        }

        private Wanted wanted(Random chance) {
            boolean staff = chance.nextInt(4) == 0;
            String what = BOOKABLES.get(chance.nextInt(BOOKABLES.size()));
            Holder holder =
                    staff ? new Holder.Party(1 + chance.nextInt(4)) : new Holder.Resident("pass-" + chance.nextInt(60));
            Wanted wanted = Wanted.of(
                    request(chance),
                    new BookableId(what),
                    what.equals("table") ? 1 + chance.nextInt(3) : 1,
                    times(chance, chance.nextInt(DAYS)),
                    holder,
                    staff ? Origin.STAFF : chance.nextBoolean() ? Origin.WEB : Origin.KIOSK);
            return chance.nextInt(12) == 0 ? wanted.heldUntil(now.get().plusSeconds(chance.nextInt(120))) : wanted;
        }

        private static RequestId request(Random chance) {
            return new RequestId(new UUID(chance.nextLong(), chance.nextLong()));
        }

        private static Times times(Random chance, int day) {
            long opens = House.on(House.TODAY.plusDays(day), 9, 10).startsMinute();
            long starts = opens + 30L * chance.nextInt(22);
            return Times.ofMinutes(starts, starts + 30L * (1 + chance.nextInt(5)));
        }

        private Claimed ask(Wanted wanted) {
            if (asked.incrementAndGet() % ASKED_IN_A_MINUTE == 0) {
                now.updateAndGet(then -> then.plusSeconds(60));
            }
            Claimed claimed = house.ask(wanted, now.get());
            count(claimed);
            switch (claimed) {
                case Claimed.Booked(Booking booking) -> told.put(booking.request(), booking.id());
                case Claimed.Asked(Booking booking) -> told.put(booking.request(), booking.id());
                case Claimed.Held(Booking booking) -> let.add(booking.id());
                case Claimed.Same _, Claimed.NotFree _, Claimed.Refused _ -> {}
            }
            return claimed;
        }

        private void count(Claimed claimed) {
            String name = claimed instanceof Claimed.Refused(Why why)
                    ? why.name()
                    : claimed.getClass().getSimpleName();
            came.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
        }

        private BookingId some(Random chance) {
            return new BookingId(1 + chance.nextLong(Math.max(1, told.size())));
        }

        private boolean exists(BookingId id) {
            return house.database.read(handle -> Bookings.find(handle, id).isPresent());
        }

        private void end(Random chance) {
            BookingId id = some(chance);
            if (exists(id)) {
                // Said first: whoever looks meanwhile must not think that it was lost.
                let.add(id);
                Ending ending = ENDINGS.get(chance.nextInt(ENDINGS.size()));
                house.database.write(handle -> house.claims.let(handle, id, ending, "", now.get()));
            }
        }

        private void move(Random chance) {
            BookingId id = some(chance);
            if (exists(id)) {
                Times to = times(chance, chance.nextInt(DAYS));
                count(house.database.write(handle -> house.claims.move(handle, id, to, now.get())));
            }
        }

        private void settle(Random chance) {
            BookingId id = some(chance);
            if (exists(id)) {
                house.database.write(handle -> chance.nextBoolean()
                        ? house.claims.approve(handle, id, now.get())
                        : house.claims.confirm(handle, id, now.get()));
            }
        }

        private void instead(Random chance) {
            BookingId id = some(chance);
            if (exists(id)) {
                house.database.write(handle -> house.claims.instead(
                        handle, id, new UnitId(11 + chance.nextInt(4)), new UnitId(11 + chance.nextInt(4)), now.get()));
            }
        }

        /// Leases what is free today, goes away, gives it away and saves the rest, comes back and
        /// says all of it, some of it twice and in no order.
        void away(String kiosk, Random chance) {
            String mine = kiosk.equals("kiosk-0") ? "craft" : "table";
            while (left.get() > 0) {
                Optional<Lease> lease = house.database.write(handle -> house.claims.lease(
                        handle,
                        kiosk,
                        new BookableId(mine),
                        House.TODAY,
                        now.get().plus(Duration.ofMinutes(15)),
                        Duration.ofMinutes(1),
                        now.get()));
                List<Wanted> kept = new ArrayList<>();
                Set<RequestId> promised = ConcurrentHashMap.newKeySet();
                lease.ifPresent(granted -> giveAway(kiosk, granted, chance, kept, promised));
                for (int i = 0; i < 10; i++) {
                    kept.add(wanted(chance).at(kiosk).askedAt(now.get()));
                }
                kept.addAll(kept.subList(0, kept.size() / 3));
                Collections.shuffle(kept, chance);
                left.addAndGet(-kept.size());
                for (Wanted wanted : kept) {
                    Claimed claimed = ask(wanted);
                    if (promised.contains(wanted.request()) && !stands(claimed)) {
                        throw new AssertionError("Given away under a lease, and then: " + claimed);
                    }
                }
                lease.ifPresent(granted -> house.database.write(handle -> {
                    house.claims.giveBack(handle, granted.epoch(), now.get());
                    return true;
                }));
            }
        }

        /// As a kiosk does it alone: within each cell one booking after the other.
        private void giveAway(String kiosk, Lease lease, Random chance, List<Wanted> kept, Set<RequestId> promised) {
            List<Busy> cells = house.database.write(handle -> house.claims.cells(handle, lease.epoch(), now.get()));
            for (Busy cell : cells) {
                long from = cell.times().startsMinute();
                while (chance.nextInt(4) != 0 && from + 60 <= cell.times().endsMinute()) {
                    Wanted wanted = Wanted.of(
                                    request(chance),
                                    lease.bookable(),
                                    1,
                                    Times.ofMinutes(from, from + 60),
                                    new Holder.Resident("pass-" + chance.nextInt(60)),
                                    Origin.LEASE)
                            .under(kiosk, lease.epoch())
                            .askedAt(now.get());
                    kept.add(wanted);
                    promised.add(wanted.request());
                    from += 60;
                }
            }
        }

        private static boolean stands(Claimed claimed) {
            return claimed instanceof Claimed.Booked || claimed instanceof Claimed.Same;
        }

        /// Whoever was told that it is theirs has it, unless somebody ended it.
        void check() {
            System.out.println("What came of it: " + came);
            house.database.read(handle -> {
                told.forEach((request, id) -> {
                    Booking booking = Bookings.byRequest(handle, request).orElseThrow();
                    assertThat(booking.id()).isEqualTo(id);
                    assertThat(booking.state().stands() || let.contains(id))
                            .as("booking " + id + ", " + booking.state())
                            .isTrue();
                });
                return true;
            });
            assertThat(came.keySet()).contains("Booked", "Asked", "Held", "NotFree", "Same", "TOO_MANY_OPEN");
        }
    }
}
