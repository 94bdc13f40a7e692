package org.doorstep.hub.booking.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.claims.House.NOW;
import static org.doorstep.hub.booking.claims.House.TODAY;
import static org.doorstep.hub.booking.claims.House.on;
import static org.doorstep.hub.booking.claims.House.today;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityTest {
    private static final List<String> BOOKABLES =
            List.of("hall", "hall-a", "hall-b", "creche", "craft", "table", "strimmer", "party-kit");

    @TempDir
    Path folder;

    private House house;

    @BeforeEach
    void open() {
        house = new House(folder, 5);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatItSaysIsFreeCanBeBookedAndWhatItDoesNotCannot() {
        long seed = System.nanoTime();
        System.out.println("What is free, seed " + seed + ".");
        Random chance = new Random(seed);
        house.set("UPDATE bookable SET before_minutes = 30, after_minutes = 15 WHERE id = 'creche'");
        house.set("UPDATE booking_rules SET most_open = 0, hours_a_week = 0");
        int booked = 0;
        for (int i = 0; i < 400; i++) {
            String what = BOOKABLES.get(chance.nextInt(BOOKABLES.size()));
            int count = what.equals("table") ? 1 + chance.nextInt(3) : 1;
            long opens = on(TODAY.plusDays(chance.nextInt(3)), 9, 10).startsMinute();
            long starts = opens + 30L * chance.nextInt(20);
            Times times = Times.ofMinutes(starts, starts + 30L * (1 + chance.nextInt(4)));
            boolean free = isFree(what, count, times);
            Claimed claimed = house.ask(house.wanted(what, count, times, new Holder.Resident("pass-1")));
            assertThat(claimed instanceof Claimed.Booked)
                    .as("seed " + seed + ": " + count + " of " + what + " at " + times + ": " + claimed)
                    .isEqualTo(free);
            booked += free ? 1 : 0;
        }
        assertThat(booked).isBetween(50, 350);
    }

    private boolean isFree(String what, int count, Times times) {
        List<Times> free =
                house.database.read(handle -> house.availability.free(handle, new BookableId(what), count, times, NOW));
        return free.stream().anyMatch(stretch -> stretch.has(times));
    }

    @Test
    void whichAreFreeForATimeIsWhatCouldEachBeBooked() {
        house.booked(house.wanted("hall-a", today(10, 12)));
        house.booked(house.wanted("table", 3, today(9, 12), new Holder.Resident("pass-2")));
        assertThat(freeFor(Bookable.Kind.PLACE, today(11, 13))).containsExactly("craft", "creche", "hall-b");
        assertThat(freeFor(Bookable.Kind.TOOL, today(11, 13))).containsExactly("strimmer", "table");
        assertThat(freeFor(Bookable.Kind.TOOL, today(12, 13))).containsExactly("party-kit", "strimmer", "table");
    }

    private List<String> freeFor(Bookable.Kind kind, Times times) {
        List<BookableId> free = house.database.read(handle -> house.availability.freeFor(handle, kind, times, NOW));
        return free.stream().map(BookableId::value).toList();
    }

    @Test
    void whatIsBusyIsToldOnlyOfThatTimeAndWithTheLeasesAmongIt() {
        house.booked(house.wanted("craft", today(9, 11)));
        Booking second = house.booked(house.wanted("craft", today(11, 13)));
        Lease lease = house.lease("kiosk-1", "craft");
        List<Busy> busy = house.database.read(
                handle -> house.availability.busy(handle, List.of(new UnitId(4)), today(11, 14), NOW));
        assertThat(busy)
                .containsExactly(
                        new Busy(new UnitId(4), today(11, 13), second.id().value(), 0),
                        new Busy(new UnitId(4), today(13, 21), 0, lease.epoch()));
    }

    @Test
    void theNearestIsTheSameAtAnotherTimeAndAnotherAtTheSame() {
        house.booked(house.wanted("craft", today(10, 13)));
        house.set("UPDATE bookable SET capacity = 5 WHERE id = 'creche'");
        List<Free> nearest = house.database.read(
                handle -> house.availability.nearest(handle, new BookableId("craft"), 1, 12, today(11, 12), NOW));
        assertThat(nearest)
                .containsExactly(
                        new Free(new BookableId("craft"), today(9, 10)),
                        new Free(new BookableId("craft"), today(13, 14)),
                        new Free(new BookableId("hall"), today(11, 12)),
                        new Free(new BookableId("hall-a"), today(11, 12)));
    }
}
