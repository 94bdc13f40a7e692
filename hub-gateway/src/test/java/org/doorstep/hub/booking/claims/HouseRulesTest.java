package org.doorstep.hub.booking.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.claims.House.NOW;
import static org.doorstep.hub.booking.claims.House.TODAY;
import static org.doorstep.hub.booking.claims.House.on;
import static org.doorstep.hub.booking.claims.House.today;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseRulesTest {
    private static final Holder KARATE = new Holder.Party(2);
    private static final Holder LITTLE_STEPS = new Holder.Party(3);
    private static final Holder CHOIR = new Holder.Party(4);

    @TempDir
    Path folder;

    private House house;

    @BeforeEach
    void open() {
        house = new House(folder, 2);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aRoomIsBookedOnlyWhileTheHubIsOpen() {
        refused(Why.CLOSED, house.wanted("craft", today(20, 22)));
        house.booked(house.wanted("craft", today(19, 21)));
    }

    @Test
    void aToolMayBeOutOverNightAndComesBackWhileTheHubIsOpen() {
        house.booked(house.wanted(
                "strimmer",
                new Times(today(17, 18).starts(), on(TODAY.plusDays(2), 9, 10).starts())));
        refused(
                Why.CLOSED,
                house.wanted(
                        "strimmer",
                        new Times(
                                on(TODAY.plusDays(3), 17, 18).starts(),
                                on(TODAY.plusDays(4), 7, 8).starts())));
    }

    @Test
    void whatIsClosedIsClosedForWhateverSharesItsUnits() {
        house.set(
                "INSERT INTO closure (bookable, starts, ends, reason) VALUES ('hall-a', ?, ?, 'Painting')",
                today(9, 10).startsMinute(),
                today(9, 12).endsMinute());
        refused(Why.CLOSED, house.wanted("hall", today(11, 13)));
        house.booked(house.wanted("hall-b", today(11, 13)));
        house.booked(house.wanted("hall", today(13, 14)));
    }

    @Test
    void itsOwnHoursStandInPlaceOfTheHubs() {
        house.set("INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('hall', 1, 1320, 1560)");
        LocalDate nextDay = TODAY.plusDays(1);
        house.booked(house.wanted(
                "hall", new Times(today(22, 23).starts(), on(nextDay, 2, 3).starts())));
        refused(Why.CLOSED, house.wanted("hall", today(10, 12)));
    }

    @Test
    void lengthAndHowFarAheadAreTheResidentsLimitsAndNotTheStaffs() {
        refused(Why.TOO_LONG, house.wanted("craft", today(9, 21)));
        house.set("UPDATE bookable SET shortest_minutes = 120 WHERE id = 'craft'");
        refused(Why.TOO_SHORT, house.wanted("craft", today(9, 10)));
        refused(Why.TOO_FAR_AHEAD, house.wanted("craft", on(TODAY.plusDays(61), 9, 12)));
        house.booked(staff("craft", on(TODAY.plusDays(61), 9, 21), CHOIR));
    }

    @Test
    void whatIsPastIsOverButAFreeRoomMayBeTakenFromTheStepThatHasBegun() {
        Instant tenPastTen = today(10, 11).starts().plusSeconds(600);
        assertThat(house.ask(house.wanted("craft", today(9, 10)), tenPastTen)).isEqualTo(new Claimed.Refused(Why.OVER));
        assertThat(house.ask(house.wanted("craft", today(10, 11)), tenPastTen)).isInstanceOf(Claimed.Booked.class);
    }

    @Test
    void aResidentHasSoManyOpenWhicheverOfTheirPassesTheyShow() {
        for (int i = 0; i < 3; i++) {
            house.booked(house.wanted("table", today(9 + i, 10 + i)));
        }
        oneResident("pass-1", "pass-2");
        for (int i = 3; i < 6; i++) {
            house.booked(house.wanted("table", 1, today(9 + i, 10 + i), new Holder.Resident("pass-2")));
        }
        refused(Why.TOO_MANY_OPEN, house.wanted("table", today(18, 19)));
        house.booked(house.wanted("table", 1, today(18, 19), new Holder.Resident("pass-3")));
        // Once the first is over there is room for one more.
        assertThat(house.ask(house.wanted("table", today(18, 19)), today(10, 11).starts()))
                .isInstanceOf(Claimed.Booked.class);
    }

    private void oneResident(String... passes) {
        house.database.write((Handle handle) -> {
            for (int i = 0; i < passes.length; i++) {
                handle.execute(
                        "INSERT INTO pass (id, kind, name, symbol) VALUES (?, 'code', ?, 'AAAAA')", i + 1, passes[i]);
                handle.execute("INSERT INTO resident_pass (pass, leader) VALUES (?, 1)", i + 1);
            }
            return true;
        });
    }

    @Test
    void aResidentHasSoManyHoursOfRoomsInAWeek() {
        house.booked(house.wanted("craft", today(9, 17)));
        refused(Why.TOO_MUCH_THIS_WEEK, house.wanted("hall", on(TODAY.plusDays(6), 10, 15)));
        house.booked(house.wanted("hall", on(TODAY.plusDays(6), 10, 14)));
        house.booked(house.wanted("hall", on(TODAY.plusDays(7), 10, 15)));
        house.booked(house.wanted(
                "strimmer",
                new Times(today(9, 10).starts(), on(TODAY.plusDays(2), 9, 10).starts())));
    }

    @Test
    void noGroupHasMoreThanItsShareOfTheGoodHoursOfAMonth() {
        house.set("UPDATE booking_rules SET fair_share = 10");
        // 22 evenings of five hours in March 2026: 110 good hours, of which 11 are a tenth.
        for (int i = 0; i < 2; i++) {
            house.booked(staff("hall-a", on(TODAY.plusDays(i), 17, 21), KARATE));
        }
        house.booked(staff("hall-a", on(TODAY.plusDays(2), 17, 20), KARATE));
        refused(Why.FAIR_SHARE, staff("hall-a", on(TODAY.plusDays(3), 20, 21), KARATE));
        house.booked(staff("hall-a", on(TODAY.plusDays(3), 9, 17), KARATE));
        house.booked(staff("hall-a", on(TODAY.plusDays(3), 20, 21), CHOIR));
        house.booked(staff("hall-a", on(LocalDate.of(2026, 4, 1), 17, 21), KARATE));
        house.booked(staff("hall-a", on(TODAY.plusDays(4), 20, 21), KARATE).rulesAside("Their competition"));
    }

    @Test
    void anOutsideHireAndTheCrecheAreKeptApartWhicheverCameFirst() {
        house.set("""
                INSERT INTO apart (bookable, party_kind, other, other_kind, reason)
                VALUES ('creche', 'children', 'hall', 'outside', 'They share the corridor')
                """);
        house.booked(staff("creche", today(10, 12), LITTLE_STEPS));
        refused(Why.CHILD_SAFETY, staff("hall-b", today(11, 13), KARATE));
        house.booked(staff("hall-b", today(12, 13), KARATE));
        house.booked(staff("hall-a", today(11, 13), CHOIR));
        refused(Why.CHILD_SAFETY, staff("creche", today(12, 14), LITTLE_STEPS));
        house.booked(staff("creche", today(12, 14), LITTLE_STEPS).rulesAside("Karate is for the same children"));
    }

    @Test
    void aMoveIsHeldToTheSameRules() {
        house.set("""
                INSERT INTO apart (bookable, party_kind, other, other_kind, reason)
                VALUES ('creche', 'children', 'hall', 'outside', 'They share the corridor')
                """);
        house.booked(staff("creche", today(10, 12), LITTLE_STEPS));
        Booking karate = house.booked(staff("hall-b", today(12, 13), KARATE));
        Claimed moved = house.database.write(handle -> house.claims.move(handle, karate.id(), today(11, 13), NOW));
        assertThat(moved).isEqualTo(new Claimed.Refused(Why.CHILD_SAFETY));
    }

    @Test
    void whatIsUnsafeIsGivenToNobodyWhateverIsSetAside() {
        house.set("UPDATE unit SET unsafe = 1 WHERE id IN (12, 20)");
        refused(Why.UNSAFE, house.wanted("strimmer", today(10, 11)));
        refused(Why.UNSAFE, staff("strimmer", today(10, 11), CHOIR).rulesAside("It is only for a minute"));
        refused(Why.UNSAFE, house.wanted("table", 4, today(10, 11), CHOIR));
        house.booked(house.wanted("table", 3, today(10, 11), CHOIR));
    }

    @Test
    void whatOneMustHaveBeenShownFirstAsksWhoKnows() throws Exception {
        house.close();
        Standing standing = new Standing() {
            @Override
            public boolean isInducted(Handle handle, String induction, Holder who, Times when) {
                return induction.equals("blades") && who.equals(CHOIR);
            }

            @Override
            public boolean asksFirst(Handle handle, Holder who, Instant now) {
                return who.equals(KARATE);
            }
        };
        house = new House(Files.createDirectory(folder.resolve("other")), 3, standing);
        house.set("UPDATE bookable SET induction = 'blades' WHERE id = 'strimmer'");
        refused(Why.NEEDS_INDUCTION, house.wanted("strimmer", today(10, 11)));
        house.booked(house.wanted("strimmer", 1, today(10, 11), CHOIR));
        assertThat(house.ask(house.wanted("craft", 1, today(10, 11), KARATE))).isInstanceOf(Claimed.Asked.class);
    }

    @Test
    void moreThanThereAreOrTooManyPeopleForTheRoomAreToldSo() {
        refused(Why.NOT_SO_MANY, house.wanted("table", 5, today(10, 11), CHOIR));
        refused(Why.NOT_SO_MANY, house.wanted("craft", 2, today(10, 11), CHOIR));
        refused(Why.NOT_OFFERED, house.wanted("sauna", today(10, 11)));
        house.set("UPDATE bookable SET capacity = 12 WHERE id = 'craft'");
        refused(Why.TOO_MANY_PEOPLE, house.wanted("craft", today(10, 11)).forPeople(13));
        house.booked(house.wanted("craft", today(10, 11)).forPeople(12));
    }

    @Test
    void whatWasSavedBeforeItBeganIsStillBooked() {
        Instant asked = today(9, 10).starts();
        Instant now = today(11, 12).starts();
        assertThat(house.ask(house.wanted("craft", today(10, 12)).askedAt(asked), now))
                .isInstanceOf(Claimed.Booked.class);
        assertThat(house.ask(house.wanted("hall", today(10, 11)).askedAt(asked), now))
                .isEqualTo(new Claimed.Refused(Why.OVER));
    }

    @Test
    void theHubsHoursAreLocalWhenTheClocksChange() {
        LocalDate springs = LocalDate.of(2026, 3, 30);
        house.booked(house.wanted("craft", on(springs, 9, 10)));
        Times first = on(springs, 9, 10);
        assertThat(first.starts()).isEqualTo(Instant.parse("2026-03-30T08:00:00Z"));
        refused(Why.CLOSED, house.wanted("craft", Times.ofMinutes(first.startsMinute() - 60, first.endsMinute() - 60)));
    }

    private Wanted staff(String what, Times times, Holder holder) {
        return Wanted.of(house.request(), new BookableId(what), 1, times, holder, Origin.STAFF);
    }

    private void refused(Why why, Wanted wanted) {
        assertThat(house.ask(wanted)).isEqualTo(new Claimed.Refused(why));
    }
}
