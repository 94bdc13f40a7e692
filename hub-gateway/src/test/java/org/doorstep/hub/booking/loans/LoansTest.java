package org.doorstep.hub.booking.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.CHOIR;
import static org.doorstep.hub.booking.waiting.TrialHouse.CLEO;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;
import static org.doorstep.hub.booking.waiting.TrialHouse.ZONE;
import static org.doorstep.hub.booking.waiting.TrialHouse.on;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.UnitId;
import org.doorstep.hub.booking.waiting.Clash;
import org.doorstep.hub.booking.waiting.TrialHouse;
import org.doorstep.hub.booking.waiting.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoansTest {
    private static final String FIRST_STRIMMER = "STR1MMR1";
    private static final String SECOND_STRIMMER = "STR1MMR2";
    private static final String LADDER = "1ADDER00";

    @TempDir
    Path folder;

    private TrialHouse house;
    private LoanRounds rounds;
    private int events;

    @BeforeEach
    void open() {
        house = new TrialHouse(folder, 20260304);
        rounds = new LoanRounds(house.claims, house.waiting, house.clashes, TrialHouse.ZONE);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatIsTakenWithoutABookingHasOneFromThenOnAndIsDueWhenTheHubClosesNext() {
        house.today(10, 0);
        taken(ANN, LADDER);
        look();

        Loan loan = out().getFirst();
        assertThat(loan.holder()).isEqualTo(ANN);
        assertThat(loan.due())
                .contains(TODAY.plusDays(1).atTime(21, 0).atZone(ZONE).toInstant());
        assertThat(loan.booking()).isPresent();
        assertThat(house.ask(house.wanted(BEN, "ladder", on(TODAY, 12, 14)))).isEqualTo(new Claimed.NotFree());
        int again = look();
        assertThat(again).as("decided once").isZero();
    }

    @Test
    void whatIsBackEarlyIsFreeForOthers() {
        house.today(10, 0);
        taken(ANN, LADDER);
        look();
        house.today(11, 0);
        brought(LADDER, "fine");
        look();
        assertThat(out()).isEmpty();
        house.booked(BEN, "ladder", on(TODAY, 12, 14));
    }

    @Test
    void whatWasBookedIsTakenUnderItsBooking() {
        Booking booking = house.booked(ANN, "ladder", on(TODAY, 10, 14));
        house.today(10, 5);
        taken(ANN, LADDER);
        look();
        assertThat(out()).singleElement().satisfies(loan -> {
            assertThat(loan.booking()).contains(booking.id());
            assertThat(loan.due()).contains(booking.times().ends());
        });
        assertThat(house.booking(booking).used()).isTrue();
    }

    @Test
    void whoTakesAnotherOfThePoolHasThatOneAndTheOtherGoesToWhoeverWasToHaveIt() {
        Booking anns = house.booked(ANN, "strimmer", on(TODAY, 10, 14));
        Booking bens = house.booked(BEN, "strimmer", on(TODAY, 12, 14));
        UnitId toTake = units(bens).getFirst();
        house.today(10, 5);
        taken(ANN, toTake.value() == 11 ? FIRST_STRIMMER : SECOND_STRIMMER);
        look();
        assertThat(units(anns)).containsExactly(toTake);
        assertThat(units(bens)).doesNotContain(toTake).hasSize(1);
        assertThat(house.booking(bens).state()).isEqualTo(State.BOOKED);
        assertThat(warnings(BEN)).isEmpty();
    }

    @Test
    void takingIsNeverRefusedAndWhoHadBookedItIsToldEarlyAndHasTheFirstPlaceInTheEnd() {
        Booking bens = house.booked(BEN, "ladder", on(TODAY, 10, 12));
        Waiting cleo = house.waits(CLEO, "ladder", on(TODAY, 10, 12));
        house.today(9, 55);
        taken(ANN, LADDER);
        look();

        assertThat(out()).singleElement().satisfies(loan -> {
            assertThat(loan.holder()).isEqualTo(ANN);
            assertThat(loan.booking()).as("it was somebody else's").isEmpty();
        });
        assertThat(warnings(BEN)).singleElement().satisfies(warning -> {
            assertThat(warning.why()).isEqualTo(Warning.Why.LATE);
            assertThat(warning.booking().id()).isEqualTo(bens.id());
            assertThat(warning.told()).isFalse();
        });
        assertThat(house.booking(bens).state()).as("it may come back in time").isEqualTo(State.BOOKED);

        house.today(11, 0);
        look();
        assertThat(house.booking(bens).state()).isEqualTo(State.LOST);
        assertThat(clashes(BEN)).singleElement().satisfies(clash -> {
            assertThat(clash.why()).isEqualTo(Clash.Why.LATE);
            assertThat(clash.code()).isEqualTo(bens.code());
        });
        assertThat(house.waiting(cleo).state()).as("its time has begun").isEqualTo(Waiting.State.OVER);
    }

    @Test
    void theNextAfterALateOneGetsAnotherOfThePool() {
        Booking anns = house.booked(ANN, "strimmer", on(TODAY, 9, 11));
        UnitId one = units(anns).getFirst();
        String label = one.value() == 11 ? FIRST_STRIMMER : SECOND_STRIMMER;
        house.today(9, 0);
        taken(ANN, label);
        look();
        Booking bens = house.booked(BEN, "strimmer", on(TODAY, 12, 14));
        if (!units(bens).contains(one)) {
            UnitId has = units(bens).getFirst();
            house.database.<Boolean>write(handle -> house.claims.instead(handle, bens.id(), has, one, house.now()));
        }
        house.today(11, 5);
        look();
        assertThat(out().getFirst().isLate(house.now())).isTrue();
        assertThat(units(bens))
                .as("the one that is on the shelf")
                .doesNotContain(one)
                .hasSize(1);
        assertThat(warnings(BEN)).isEmpty();
    }

    @Test
    void whoIsWarnedOfALateOneHearsThatItIsBack() {
        house.booked(ANN, "ladder", on(TODAY, 9, 11));
        house.booked(BEN, "ladder", on(TODAY, 12, 14));
        house.today(9, 0);
        taken(ANN, LADDER);
        look();
        house.today(11, 5);
        look();
        assertThat(warnings(BEN)).hasSize(1);
        brought(LADDER, "fine");
        look();
        assertThat(warnings(BEN)).isEmpty();
    }

    @Test
    void whatIsBrokenIsGivenToNobodyUntilItIsMended() {
        house.today(9, 0);
        taken(ANN, LADDER);
        look();
        house.today(9, 30);
        brought(LADDER, "broken");
        look();
        assertThat(house.ask(house.wanted(BEN, "ladder", on(TODAY, 12, 14))))
                .isEqualTo(new Claimed.Refused(Why.UNSAFE));
        said(LADDER, Said.What.MENDED);
        look();
        house.booked(BEN, "ladder", on(TODAY, 12, 14));
    }

    @Test
    void whoHasABrokenOneNextGetsAnotherOrIsWarnedOrHasTheFirstPlace() {
        Booking soon = house.booked(BEN, "ladder", on(TODAY.plusDays(1), 12, 14));
        Booking later = house.booked(CLEO, "ladder", on(TODAY.plusDays(4), 12, 14));
        said(LADDER, Said.What.BLOCKED);
        look();
        assertThat(house.booking(soon).state())
                .as("nobody mends it by tomorrow")
                .isEqualTo(State.LOST);
        assertThat(clashes(BEN)).singleElement().satisfies(clash -> assertThat(clash.why())
                .isEqualTo(Clash.Why.UNSAFE));
        assertThat(house.booking(later).state()).as("it may be mended by then").isEqualTo(State.BOOKED);
        assertThat(warnings(CLEO)).hasSize(1);

        said(LADDER, Said.What.MENDED);
        look();
        assertThat(warnings(CLEO)).isEmpty();
        assertThat(house.database.<List<Waiting>>read(house.waiting::open))
                .as("whoever lost it is asked before anybody else")
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.holder()).isEqualTo(BEN);
                    assertThat(one.state()).isEqualTo(Waiting.State.OFFERED);
                });
    }

    @Test
    void oneOfTwoThatIsBrokenGivesItsBookingToTheOther() {
        Booking bens = house.booked(BEN, "strimmer", on(TODAY.plusDays(1), 12, 14));
        UnitId one = units(bens).getFirst();
        said(one.value() == 11 ? FIRST_STRIMMER : SECOND_STRIMMER, Said.What.BLOCKED);
        look();
        assertThat(units(bens)).doesNotContain(one).hasSize(1);
        assertThat(house.booking(bens).state()).isEqualTo(State.BOOKED);
    }

    @Test
    void whatAPersonSaysOfAToolElsewhereStandsUntilItIsHeardOfAgain() {
        house.today(9, 0);
        taken(ANN, LADDER);
        brought(LADDER, "fine");
        look();
        house.set("UPDATE unit SET unsafe = 1 WHERE label = ?", LADDER);
        look();
        assertThat(house.ask(house.wanted(BEN, "ladder", on(TODAY, 12, 14))))
                .isEqualTo(new Claimed.Refused(Why.UNSAFE));
    }

    @Test
    void whatNeedsCareIsLentMeanwhileAndStandsOnTheListOfWhatNeedsHands() {
        house.today(9, 0);
        taken(ANN, LADDER);
        brought(LADDER, "care");
        look();
        house.booked(BEN, "ladder", on(TODAY, 12, 14));
        assertThat(tool(LADDER).state()).isEqualTo("care");
        said(LADDER, Said.What.MENDED);
        assertThat(tool(LADDER).state()).isEmpty();
    }

    @Test
    void aToolIsLookedOverAfterSoManyLoansOrSoManyMonths() {
        Care.Plan afterTwo = new Care.Plan(2, 0);
        Care.Plan afterThreeMonths = new Care.Plan(0, 3);
        house.today(9, 0);
        taken(ANN, LADDER);
        brought(LADDER, "fine");
        assertThat(afterTwo.isDue(tool(LADDER), house.now(), ZONE)).isFalse();
        house.today(10, 0);
        taken(BEN, LADDER);
        brought(LADDER, "fine");
        assertThat(afterTwo.isDue(tool(LADDER), house.now(), ZONE)).isTrue();
        assertThat(afterThreeMonths.isDue(tool(LADDER), house.now(), ZONE)).isFalse();
        house.at(TODAY.plusMonths(3), 10, 0);
        assertThat(afterThreeMonths.isDue(tool(LADDER), house.now(), ZONE)).isTrue();
        said(LADDER, Said.What.LOOKED_OVER);
        assertThat(afterTwo.isDue(tool(LADDER), house.now(), ZONE)).isFalse();
        assertThat(afterThreeMonths.isDue(tool(LADDER), house.now(), ZONE)).isFalse();
    }

    @Test
    void whatSomebodyHereHandsToAGroupIsALoanLikeAnyOther() {
        house.today(9, 0);
        house.database.<Boolean>write(
                handle -> Said.of(handle, LADDER, Said.What.TAKEN, CHOIR, "amina", "", house.now()));
        look();
        assertThat(out()).singleElement().satisfies(loan -> assertThat(loan.holder())
                .isEqualTo(CHOIR));
        assertThat(house.ask(house.wanted(BEN, "ladder", on(TODAY, 12, 14)))).isEqualTo(new Claimed.NotFree());
    }

    private void taken(Holder who, String label) {
        house.set(
                "INSERT INTO tool_move (event, label, what, state, pass, request, at, device)"
                        + " SELECT ?, ?, 'taken', '', id, '', ?, 'kiosk-1' FROM pass WHERE name = ?",
                "event-%04d".formatted(++events),
                label,
                house.now().toEpochMilli(),
                ((Holder.Resident) who).pass());
    }

    private void brought(String label, String state) {
        house.set(
                "INSERT INTO tool_move (event, label, what, state, pass, request, at, device)"
                        + " VALUES (?, ?, 'brought', ?, NULL, '', ?, 'kiosk-1')",
                "event-%04d".formatted(++events),
                label,
                state,
                house.now().toEpochMilli());
    }

    private void said(String label, Said.What what) {
        house.database.<Boolean>write(
                handle -> Said.of(handle, label, what, new Holder.Nobody(), "amina", "", house.now()));
    }

    private int look() {
        return house.database.write(handle -> rounds.follow(handle, house.now()) + rounds.look(handle, house.now()));
    }

    private List<Loan> out() {
        return house.database.read(handle -> Loans.out(handle, house.now()));
    }

    private List<Warning> warnings(Holder who) {
        return house.database.read(handle -> Loans.warnings(handle, Set.of(who), house.now()));
    }

    private List<Clash> clashes(Holder who) {
        return house.database.read(handle -> house.clashes.of(handle, Set.of(who), house.now()));
    }

    private List<UnitId> units(Booking booking) {
        return house.database.read(handle -> Bookings.unitsOf(handle, booking.id()));
    }

    private Care.Tool tool(String label) {
        return house.database.read(Care::tools).stream()
                .filter(tool -> tool.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
