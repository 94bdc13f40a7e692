package org.doorstep.hub.booking.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.CHOIR;
import static org.doorstep.hub.booking.waiting.TrialHouse.CLEO;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;
import static org.doorstep.hub.booking.waiting.TrialHouse.ZONE;
import static org.doorstep.hub.booking.waiting.TrialHouse.on;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingListTest {
    private static final Times SATURDAY = on(TODAY.plusDays(5), 14, 16);
    private static final Times NEXT_WEEK = on(TODAY.plusDays(7), 14, 16);

    @TempDir
    Path folder;

    private TrialHouse house;

    @BeforeEach
    void open() {
        house = new TrialHouse(folder, 20260302);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoeverWaitsIsAskedInTheirTurnAndHasUntilTheEndOfTheNextOpenDay() {
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        Waiting cleo = house.waits(CLEO, "craft", NEXT_WEEK);
        assertThat(ben.place()).isEqualTo(1);
        assertThat(cleo.place()).isEqualTo(2);
        assertThat(house.offer()).isZero();

        house.cancel(annHas);

        Waiting asked = house.waiting(ben);
        assertThat(asked.state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(asked.offer().orElseThrow().until()).isEqualTo(local(1, 21));
        assertThat(house.waiting(cleo).state()).isEqualTo(Waiting.State.WAITING);
        Answered answered = house.answer(BEN, ben, true);
        assertThat(answered).isInstanceOfSatisfying(Answered.Booked.class, booked -> {
            assertThat(booked.booking().holder()).isEqualTo(BEN);
            assertThat(booked.booking().state()).isEqualTo(State.BOOKED);
            assertThat(booked.booking().code())
                    .as("the code they had all along")
                    .isEqualTo(ben.code());
        });
        assertThat(house.waiting(cleo).state()).isEqualTo(Waiting.State.WAITING);
    }

    @Test
    void aDayOnWhichItIsClosedIsNotTheNextOpenDay() {
        house.at(TODAY.plusDays(5), 12, 0);
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK.starts().isAfter(house.now()) ? NEXT_WEEK : SATURDAY);
        Times later = on(TODAY.plusDays(9), 14, 16);
        Booking annHasLater = house.booked(ANN, "craft", later);
        Waiting ben = house.waits(BEN, "craft", later);
        house.cancel(annHasLater);
        assertThat(house.waiting(ben).offer().orElseThrow().until())
                .as("not on Sunday, but on Monday at nine in the evening")
                .isEqualTo(local(7, 21));
        assertThat(house.booking(annHas).state()).isEqualTo(State.BOOKED);
    }

    @Test
    void anOfferIsOverWhenItsTimeBegins() {
        Times tomorrow = on(TODAY.plusDays(1), 9, 11);
        Booking annHas = house.booked(ANN, "craft", tomorrow);
        Waiting ben = house.waits(BEN, "craft", tomorrow);
        house.cancel(annHas);
        assertThat(house.waiting(ben).offer().orElseThrow().until()).isEqualTo(tomorrow.starts());
    }

    @Test
    void whoSaysNoMakesRoomForTheNext() {
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        Waiting cleo = house.waits(CLEO, "craft", NEXT_WEEK);
        house.cancel(annHas);

        assertThat(house.answer(BEN, ben, false)).isEqualTo(new Answered.Declined());

        assertThat(house.waiting(cleo).state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(house.answer(BEN, ben, false)).as("said twice").isEqualTo(new Answered.Declined());
    }

    @Test
    void whoeverAsksWhileItIsKeptForSomebodyDoesNotGetItNorInTheMomentAfter() {
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        Waiting cleo = house.waits(CLEO, "craft", NEXT_WEEK);
        house.cancel(annHas);
        assertThat(house.ask(house.wanted(CHOIR, "craft", NEXT_WEEK))).isEqualTo(new Claimed.NotFree());

        house.at(TODAY.plusDays(1), 21, 1);
        assertThat(house.ask(house.wanted(CHOIR, "craft", NEXT_WEEK)))
                .as("the offer is over, and the next has not been asked yet")
                .isEqualTo(new Claimed.NotFree());
        assertThat(house.answer(BEN, ben, true)).isEqualTo(new Answered.TooLate());
        assertThat(house.waiting(ben).state()).isEqualTo(Waiting.State.LAPSED);
        assertThat(house.waiting(cleo).state()).isEqualTo(Waiting.State.OFFERED);
    }

    @Test
    void aYesSaidTwiceIsOneBooking() {
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        house.cancel(annHas);
        Answered first = house.answer(BEN, ben, true);
        assertThat(house.answer(BEN, ben, true)).isEqualTo(first);
    }

    @Test
    void nobodyAnswersForAnother() {
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        house.cancel(annHas);
        assertThat(house.answer(CLEO, ben, true)).isEqualTo(new Answered.NotKnown());
        assertThat(house.waiting(ben).state()).isEqualTo(Waiting.State.OFFERED);
    }

    @Test
    void whoWaitsForHalfTheHallStandsBehindWhoWaitsForAllOfIt() {
        Booking annHas = house.booked(ANN, "hall-a", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "hall", NEXT_WEEK);
        Waiting cleo = house.waits(CLEO, "hall-a", NEXT_WEEK);
        assertThat(cleo.place()).isEqualTo(2);
        assertThat(house.waits(CLEO, "craft", NEXT_WEEK).place())
                .as("another room")
                .isEqualTo(1);
        house.cancel(annHas);
        assertThat(house.waiting(ben).state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(house.waiting(cleo).state()).isEqualTo(Waiting.State.WAITING);
    }

    @Test
    void toolsAreWaitedForInTheSameList() {
        house.booked(ANN, "strimmer", SATURDAY);
        Booking second = house.booked(BEN, "strimmer", SATURDAY);
        Waiting cleo = house.waits(CLEO, "strimmer", SATURDAY);
        house.cancel(second);
        assertThat(house.waiting(cleo).state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(inOrder()).extracting(Waiting::holder).containsExactly(CLEO);
    }

    @Test
    void whoLostAClashComesBeforeAllWhoWaitedAndIsToldOnce() {
        Booking annHas = house.booked(ANN, "craft", NEXT_WEEK);
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        Wanted saved = house.wanted(CLEO, "craft", NEXT_WEEK).withCode("4821");
        Clash clash = house.database.write(handle -> house.clashes.lost(handle, saved, Clash.Why.FIRST, house.now()));
        Clash again = house.database.write(handle -> house.clashes.lost(handle, saved, Clash.Why.FIRST, house.now()));
        assertThat(again).isEqualTo(clash);
        assertThat(inOrder()).extracting(Waiting::holder).containsExactly(CLEO, BEN);
        assertThat(clashesOf()).containsExactly(clash);

        house.cancel(annHas);

        Waiting cleo = inOrder().getFirst();
        assertThat(cleo.code()).isEqualTo("4821");
        assertThat(cleo.state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(house.waiting(ben).place()).isEqualTo(2);
    }

    @Test
    void aClashStaysOpenUntilItsHolderWasToldAndSomebodyHasSeenToIt() {
        house.booked(ANN, "craft", NEXT_WEEK);
        Wanted saved = house.wanted(CLEO, "craft", NEXT_WEEK);
        Clash clash = house.database.write(handle -> house.clashes.lost(handle, saved, Clash.Why.FIRST, house.now()));
        house.database.<Boolean>write(handle -> {
            house.clashes.told(handle, saved.request(), house.now());
            return true;
        });
        assertThat(clashesOf()).as("told, and nobody has seen to it").hasSize(1);
        house.database.<Boolean>write(
                handle -> house.clashes.seenTo(handle, clash.id(), "amina", "They took Friday", house.now()));
        assertThat(clashesOf()).isEmpty();
        assertThat(house.database.<List<Clash>>read(house.clashes::open)).isEmpty();
    }

    @Test
    void whatNobodyGaveUpIsOverWhenItsTimeComes() {
        Times soon = on(TODAY, 10, 12);
        house.booked(ANN, "craft", soon);
        Waiting ben = house.waits(BEN, "craft", soon);
        house.today(10, 0);
        house.offer();
        assertThat(house.waiting(ben).state()).isEqualTo(Waiting.State.OVER);
        assertThat(house.answer(BEN, ben, true)).isEqualTo(new Answered.TooLate());
    }

    @Test
    void nobodyWaitsForMoreThanFiveThings() {
        house.booked(ANN, "craft", NEXT_WEEK);
        for (int i = 0; i < WaitingList.MOST_EACH; i++) {
            house.waits(BEN, "craft", NEXT_WEEK);
        }
        Joined more = house.database.write(
                handle -> house.waiting.join(handle, house.wanted(BEN, "craft", NEXT_WEEK), house.now()));
        assertThat(more).isEqualTo(new Joined.Enough());
    }

    @Test
    void aDeviceThatPromisesWhatIsTakenWithoutEndFillsTheClashListAndNotTheQueue() {
        house.booked(ANN, "craft", NEXT_WEEK);
        house.set("""
                INSERT INTO waiting (request, code, bookable, count, people, starts, ends, first, since, state)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                SELECT 'wish-' || i, '1234', 'craft', 1, 0, 30000000, 30000060, 1, 0, 'waiting'
                FROM n
                """);
        Clash clash = house.database.write(handle ->
                house.clashes.lost(handle, house.wanted(CLEO, "craft", NEXT_WEEK), Clash.Why.FIRST, house.now()));
        assertThat(clash.waiting()).isEmpty();
        assertThat(clashesOf()).containsExactly(clash);
    }

    @Test
    void whatStillNeedsAYesIsAskedForWhenItsOfferIsTaken() {
        house.set("UPDATE bookable SET approval = 1 WHERE id = 'craft'");
        Booking annHas =
                switch (house.ask(house.wanted(ANN, "craft", NEXT_WEEK))) {
                    case Claimed.Asked(Booking booking) -> booking;
                    case Claimed other -> throw new AssertionError(other.toString());
                };
        Waiting ben = house.waits(BEN, "craft", NEXT_WEEK);
        Approvals approvals = new Approvals(house.claims, house.waiting);

        boolean refused = house.database.write(
                handle -> approvals.refuse(handle, annHas.id(), "The floor is being mended", house.now()));

        assertThat(refused).isTrue();
        assertThat(house.booking(annHas).reason()).isEqualTo("The floor is being mended");
        assertThat(house.answer(BEN, ben, true)).isInstanceOf(Answered.Asked.class);
    }

    private List<Waiting> inOrder() {
        return house.database.read(house.waiting::open);
    }

    private List<Clash> clashesOf() {
        return house.database.read(handle -> house.clashes.of(handle, Set.of(CLEO), house.now()));
    }

    private static Instant local(int daysAhead, int hour) {
        return TODAY.plusDays(daysAhead).atTime(hour, 0).atZone(ZONE).toInstant();
    }
}
