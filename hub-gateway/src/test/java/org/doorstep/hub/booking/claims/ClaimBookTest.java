package org.doorstep.hub.booking.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorstep.hub.booking.claims.House.NOW;
import static org.doorstep.hub.booking.claims.House.TODAY;
import static org.doorstep.hub.booking.claims.House.on;
import static org.doorstep.hub.booking.claims.House.today;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimBookTest {
    @TempDir
    Path folder;

    private House house;

    @BeforeEach
    void open() {
        house = new House(folder, 1);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theTableItselfRefusesTwoClaimsThatOverlap() {
        house.booked(house.wanted("craft", today(10, 12)));
        Booking later = house.booked(house.wanted("craft", today(14, 15)));
        long eleven = today(11, 12).startsMinute();
        assertThatThrownBy(() -> house.set(
                        "INSERT INTO claim (unit, starts, ends, booking) VALUES (4, ?, ?, ?)",
                        eleven,
                        eleven + 30,
                        later.id().value()))
                .hasStackTraceContaining("claimed for that time already");
        assertThatThrownBy(() -> house.set(
                        "UPDATE claim SET starts = ? WHERE booking = ?",
                        eleven,
                        later.id().value()))
                .hasStackTraceContaining("claimed for that time already");
        assertThatThrownBy(() -> house.set(
                        "INSERT OR REPLACE INTO claim (unit, starts, ends, booking) VALUES (4, ?, ?, ?)",
                        today(10, 12).startsMinute(),
                        eleven,
                        later.id().value()))
                .hasStackTraceContaining("claimed for that time already");
    }

    @Test
    void halfAHallAndTheWholeOfItAreNotGivenTogether() {
        house.booked(house.wanted("hall-a", today(10, 12)));
        assertThat(house.ask(house.wanted("hall", today(11, 13)))).isEqualTo(new Claimed.NotFree());
        house.booked(house.wanted("hall-b", today(11, 13)));
        house.booked(house.wanted("hall", today(13, 15)));
        assertThat(house.ask(house.wanted("hall-b", today(14, 16)))).isEqualTo(new Claimed.NotFree());
    }

    @Test
    void theSameRequestIsBookedOnce() {
        Wanted wanted = house.wanted("craft", today(10, 12));
        Booking booking = house.booked(wanted);
        assertThat(house.ask(wanted)).isEqualTo(new Claimed.Same(booking));
    }

    @Test
    void aKitIsAllOrNothingAndItsTablesAreThePools() {
        house.booked(house.wanted("table", 3, today(10, 12), new Holder.Resident("pass-1")));
        assertThat(house.ask(house.wanted("party-kit", today(10, 12)))).isEqualTo(new Claimed.NotFree());
        Booking kit = house.booked(house.wanted("party-kit", today(12, 14)));
        assertThat(units(kit)).hasSize(3).contains(new UnitId(21));
        assertThat(house.ask(house.wanted("table", 3, today(13, 15), new Holder.Resident("pass-1"))))
                .isEqualTo(new Claimed.NotFree());
    }

    @Test
    void whatIsFreeAllTheTimeIsFoundThoughEachTableHasSomething() {
        house.set("UPDATE unit SET unsafe = 1 WHERE id IN (13, 14)");
        Holder holder = new Holder.Resident("pass-1");
        put(house.booked(house.wanted("table", 1, today(10, 11), holder)), 11);
        put(house.booked(house.wanted("table", 1, today(11, 13), holder)), 12);
        // Either table has something from 10 to 13, and yet one of the two is always free.
        house.booked(house.wanted("table", 1, today(10, 13), holder));
        assertThat(house.ask(house.wanted("table", 1, today(12, 13), holder))).isEqualTo(new Claimed.NotFree());
    }

    private List<UnitId> units(Booking booking) {
        return house.database.read(handle -> Bookings.unitsOf(handle, booking.id()));
    }

    private void put(Booking booking, long unit) {
        List<UnitId> has = units(booking);
        if (!has.equals(List.of(new UnitId(unit)))) {
            assertThat(house.database.<Boolean>write(handle ->
                            house.claims.instead(handle, booking.id(), has.getFirst(), new UnitId(unit), NOW)))
                    .isTrue();
        }
    }

    @Test
    void buffersAreKeptFreeAroundEachBooking() {
        house.set("UPDATE bookable SET before_minutes = 30, after_minutes = 30 WHERE id = 'craft'");
        Booking booking = house.booked(house.wanted("craft", today(10, 12)));
        assertThat(booking.times()).isEqualTo(today(10, 12));
        assertThat(house.ask(house.wanted("craft", today(12, 13)))).isEqualTo(new Claimed.NotFree());
        house.booked(house.wanted("craft", today(13, 14)));
    }

    @Test
    void aHoldIsOverWhenItIsRead() {
        Wanted held = house.wanted("craft", today(10, 12)).heldUntil(NOW.plusSeconds(60));
        assertThat(house.ask(held)).isInstanceOf(Claimed.Held.class);
        assertThat(house.ask(house.wanted("craft", today(10, 12)))).isEqualTo(new Claimed.NotFree());
        assertThat(free("craft", NOW)).doesNotContain(today(10, 12));
        assertThat(free("craft", NOW.plusSeconds(60))).contains(today(10, 12));
        assertThat(house.ask(house.wanted("craft", today(10, 12)), NOW.plusSeconds(60)))
                .isInstanceOf(Claimed.Booked.class);
    }

    private List<Times> free(String what, Instant now) {
        return house.database.read(
                handle -> house.availability.free(handle, new BookableId(what), 1, today(10, 12), now));
    }

    @Test
    void whatIsCancelledIsFreeAtOnce() {
        Booking booking = house.booked(house.wanted("hall", today(10, 12)));
        assertThat(house.let(booking, Ending.CANCELLED, NOW).state()).isEqualTo(State.CANCELLED);
        house.booked(house.wanted("hall-a", today(10, 12)));
    }

    @Test
    void whatIsGivenBackEarlyIsAsLongAsItWasUsed() {
        Booking booking = house.booked(house.wanted("hall", today(10, 14)));
        Booking released = house.let(booking, Ending.RELEASED, today(12, 13).starts());
        assertThat(released.times().minutes()).isEqualTo(121);
        assertThat(released.bookedTimes()).isEqualTo(today(10, 14));
    }

    @Test
    void aBookingMovesWhereItIsFreeAndElseStays() {
        Booking booking = house.booked(house.wanted("craft", today(10, 12)));
        house.booked(house.wanted("craft", today(13, 14)));
        assertThat(move(booking, today(11, 13))).isInstanceOf(Claimed.Booked.class);
        assertThat(move(booking, today(12, 14))).isEqualTo(new Claimed.NotFree());
        Booking now = house.database.read(
                handle -> Bookings.find(handle, booking.id()).orElseThrow());
        assertThat(now.times()).isEqualTo(today(11, 13));
        house.booked(house.wanted("craft", today(10, 11)));
    }

    private Claimed move(Booking booking, Times to) {
        return house.database.write(handle -> house.claims.move(handle, booking.id(), to, NOW));
    }

    @Test
    void whatMustBeLookedAtIsKeptFreeMeanwhile() {
        house.set("UPDATE bookable SET approval = 1 WHERE id = 'hall'");
        Claimed asked = house.ask(house.wanted("hall", on(TODAY.plusDays(1), 10, 12)));
        assertThat(asked).isInstanceOf(Claimed.Asked.class);
        assertThat(house.ask(house.wanted("hall-a", on(TODAY.plusDays(1), 10, 12))))
                .isEqualTo(new Claimed.NotFree());
        BookingId id = ((Claimed.Asked) asked).booking().id();
        house.set("UPDATE unit SET unsafe = 1 WHERE id = 2");
        assertThat(house.database.<Claimed>write(handle -> house.claims.approve(handle, id, NOW)))
                .isEqualTo(new Claimed.Refused(Why.UNSAFE));
        house.set("UPDATE unit SET unsafe = 0 WHERE id = 2");
        assertThat(house.database.<Claimed>write(handle -> house.claims.approve(handle, id, NOW)))
                .isInstanceOf(Claimed.Booked.class);
    }

    @Test
    void aLeaseIsTheDevicesToGiveAwayAndNobodyElses() {
        house.booked(house.wanted("craft", today(12, 13)));
        Lease lease = house.lease("kiosk-1", "craft");
        assertThat(house.ask(house.wanted("craft", today(10, 11)))).isEqualTo(new Claimed.NotFree());
        assertThat(house.ask(house.wanted("craft", today(10, 11)).under("kiosk-2", lease.epoch())))
                .isEqualTo(new Claimed.NotFree());
        assertThat(house.ask(house.wanted("craft", today(10, 11)).under("kiosk-1", lease.epoch())))
                .isInstanceOf(Claimed.Booked.class);
        assertThat(house.ask(house.wanted("craft", today(15, 16)).at("kiosk-1")))
                .isInstanceOf(Claimed.Booked.class);
        List<Busy> left = house.database.write(handle -> house.claims.cells(handle, lease.epoch(), NOW));
        assertThat(left)
                .extracting(Busy::times)
                .containsExactly(today(9, 10), today(11, 12), today(13, 15), today(16, 21));
        house.database.write(handle -> {
            house.claims.giveBack(handle, lease.epoch(), NOW.plus(Duration.ofMinutes(1)));
            return true;
        });
        house.booked(house.wanted("craft", today(11, 12)));
    }

    @Test
    void whoeverLeavesTakesTheirNameAlongAndWhatWasStillToCome() {
        house.set("INSERT INTO pass (kind, name, symbol) VALUES ('code', 'pass-1', 'AAAAA')");
        Booking past = house.booked(house.wanted("craft", today(9, 10)));
        Booking coming = house.booked(house.wanted("craft", today(11, 12)));
        Booking another = house.booked(house.wanted("craft", 1, today(12, 13), new Holder.Resident("pass-2")));
        Booking byStaff = house.booked(byStaff("table", today(14, 15)));
        Booking inHand = house.booked(byStaff("strimmer", today(9, 20)));
        BookingsLetGo letGo = new BookingsLetGo(() -> today(10, 11).starts());
        house.database.write(handle -> {
            handle.execute("UPDATE pass SET name = 'by-chance' WHERE name = 'pass-1'");
            letGo.forget(Database.connection(handle), List.of(1L));
            return true;
        });
        assertThat(state(past)).isEqualTo(State.BOOKED);
        assertThat(state(coming)).isEqualTo(State.CANCELLED);
        assertThat(state(another)).isEqualTo(State.BOOKED);
        assertThat(state(byStaff)).isEqualTo(State.CANCELLED);
        assertThat(state(inHand)).as("a tool that is out is nobody else's yet").isEqualTo(State.BOOKED);
        List<Booking> left =
                house.database.read(handle -> Bookings.ofPasses(handle, List.of("pass-1", "by-chance"), Instant.EPOCH));
        assertThat(left).isEmpty();
        house.booked(house.wanted("craft", today(11, 12)));
    }

    private Wanted byStaff(String what, Times times) {
        return Wanted.of(house.request(), new BookableId(what), 1, times, new Holder.Resident("pass-1"), Origin.STAFF);
    }

    private State state(Booking booking) {
        return house.database
                .read(handle -> Bookings.find(handle, booking.id()))
                .orElseThrow()
                .state();
    }

    @Test
    void aLeaseIsNotTouchedByWhatWasOnlySaved() {
        house.lease("kiosk-1", "craft");
        assertThat(house.ask(house.wanted("craft", today(10, 11)).at("kiosk-1").askedAt(NOW)))
                .isEqualTo(new Claimed.NotFree());
    }

    @Test
    void ofAPoolTheKioskHasItsShareAndTheOthersTheRest() {
        house.set("UPDATE bookable SET walk_up_share = 2 WHERE id = 'table'");
        Lease lease = house.lease("kiosk-1", "table");
        Holder holder = new Holder.Resident("pass-1");
        assertThat(house.ask(house.wanted("table", 3, today(10, 11), holder))).isEqualTo(new Claimed.NotFree());
        house.booked(house.wanted("table", 2, today(10, 11), holder));
        assertThat(house.ask(house.wanted("table", 2, today(10, 11), holder).under("kiosk-1", lease.epoch())))
                .isInstanceOf(Claimed.Booked.class);
        assertThat(house.ask(house.wanted("table", 1, today(10, 11), holder).at("kiosk-1")))
                .isEqualTo(new Claimed.NotFree());
    }

    @Test
    void whatAKioskGaveAwayOfItsShareHasRoomWhereverTheHubPutWhatCameBefore() {
        house.set("UPDATE unit SET unsafe = 1 WHERE id IN (13, 14)");
        house.set("UPDATE booking_rules SET most_open = 2");
        put(house.booked(house.wanted("table", 1, today(9, 10), new Holder.Resident("pass-2"))), 12);
        house.set("UPDATE bookable SET walk_up_share = 2 WHERE id = 'table'");
        Lease lease = house.lease("kiosk-1", "table");
        Holder holder = new Holder.Resident("pass-1");
        // One table for an hour and an hour, the other for two: the hub puts the first two on a table each.
        for (Times times : List.of(today(10, 11), today(11, 12), today(10, 12))) {
            assertThat(house.ask(house.wanted("table", 1, times, holder).under("kiosk-1", lease.epoch())))
                    .isInstanceOf(Claimed.Booked.class);
        }
        assertThat(house.ask(house.wanted("table", 1, today(11, 12), holder).under("kiosk-1", lease.epoch())))
                .as("both are taken, and the promise was one too many")
                .isEqualTo(new Claimed.Refused(Why.TOO_MANY_OPEN));
        List<Busy> left = house.database.write(handle -> house.claims.cells(handle, lease.epoch(), NOW));
        assertThat(left).noneMatch(cell -> cell.times().overlaps(today(10, 12)));
        assertThat(left.stream().filter(cell -> cell.times().has(today(12, 21))))
                .hasSize(2);
    }

    @Test
    void aCodeIsOneBookingsAtATimeAndPassesOnOnceThatIsOver() {
        Booking first = house.booked(house.wanted("craft", today(9, 10)).withCode("4821"));
        assertThat(first.code()).isEqualTo("4821");
        Booking second = house.booked(house.wanted("craft", today(10, 11)).withCode("4821"));
        assertThat(second.code()).hasSize(4).isNotEqualTo("4821");
        Claimed third = house.ask(
                house.wanted("craft", today(12, 13)).withCode("4821"),
                today(10, 11).starts());
        assertThat(((Claimed.Booked) third).booking().code()).isEqualTo("4821");
    }

    @Test
    void whatIsGivenBackBeforeItBeginsWasForItsWholeTime() {
        Booking booking = house.booked(house.wanted("hall", today(10, 14)));
        Booking released = house.let(booking, Ending.RELEASED, NOW);
        assertThat(released.times()).isEqualTo(today(10, 14));
        house.booked(house.wanted("hall", today(10, 14)));
    }

    @Test
    void whatChangesPlacesDoesNotComeToLieUponALease() {
        house.set("UPDATE unit SET unsafe = 1 WHERE id = 14");
        Holder holder = new Holder.Resident("pass-1");
        put(house.booked(house.wanted("table", 1, today(10, 11), holder)), 11);
        put(house.booked(house.wanted("table", 1, today(11, 13), holder)), 12);
        house.set("UPDATE bookable SET walk_up_share = 1 WHERE id = 'table'");
        Lease lease = house.lease("kiosk-1", "table");
        // One table is leased, and the other two have something each: after a change of places one is free.
        house.booked(house.wanted("table", 1, today(10, 13), holder));
        assertThat(house.ask(house.wanted("table", 2, today(10, 13), holder).at("kiosk-1")))
                .isEqualTo(new Claimed.NotFree());
        assertThat(house.ask(house.wanted("table", 1, today(10, 13), holder).under("kiosk-1", lease.epoch())))
                .isInstanceOf(Claimed.Booked.class);
    }
}
