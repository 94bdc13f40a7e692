package org.doorstep.kiosk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.relay.contract.bookings.BookableId;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.Lease;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.talk.Reply;
import org.junit.jupiter.api.Test;

class HeldLeasesTest {
    private static final BookableId HALL = new BookableId("hall-a");
    private static final BookableId TABLE = new BookableId("table");
    private static final Span DAY = Span.parse("2026-11-22T09:00Z/2026-11-22T22:00Z");
    private static final Span TEA = Span.parse("2026-11-22T15:00Z/2026-11-22T16:00Z");
    private static final Span LATE = Span.parse("2026-11-22T19:00Z/2026-11-22T20:00Z");
    private static final int TWO_HOURS = 7200;

    private final TrialClock clock = new TrialClock("2026-11-22T10:05:00Z");
    private final Random random = new Random(5);
    private final HeldLeases leases = new HeldLeases(clock);

    private BookingRequestId request() {
        return BookingRequestId.by(random);
    }

    private static Reply.Leased told(long through, Lease... leases) {
        return new Reply.Leased(List.of(leases), through);
    }

    private static Lease lease(BookableId what, Span... cells) {
        return new Lease(7, what, 1, List.of(cells), TWO_HOURS);
    }

    @Test
    void aLeaseEndsBeforeItsTimeByWhatClocksMayDriftAndCountsFromWhenItWasAskedFor() {
        HeldLeases.Question asked = leases.asking();
        clock.pass(Duration.ofMinutes(10));
        leases.heard(asked, told(0, lease(HALL, DAY)));
        BookingRequestId request = request();
        assertThat(leases.keep(request, HALL, 1, TEA)).contains(7L);

        clock.setWall("2027-01-01T00:00:00Z");
        clock.pass(Duration.ofMinutes(109));
        assertThat(leases.mayGive(request))
                .as("a wall clock that is set changes nothing")
                .isTrue();
        clock.pass(Duration.ofSeconds(53));
        assertThat(leases.mayGive(request)).as("seven seconds before two hours").isFalse();
        assertThat(leases.keep(request(), HALL, 1, LATE)).isEmpty();
    }

    @Test
    void whatWasGivenAwayStaysGoneUntilTheHubHasTheRowThatSaysSo() {
        leases.heard(leases.asking(), told(0, lease(HALL, DAY)));
        BookingRequestId mine = request();
        leases.keep(mine, HALL, 1, TEA);
        leases.given(mine, 12);

        leases.heard(leases.asking(), told(11, lease(HALL, DAY)));
        assertThat(leases.keep(request(), HALL, 1, TEA)).isEmpty();
        assertThat(leases.keep(request(), HALL, 1, LATE)).isPresent();

        leases.heard(leases.asking(), told(12, lease(HALL, DAY)));
        assertThat(leases.keep(request(), HALL, 1, TEA))
                .as("given back, since the hub knows of it")
                .isPresent();
    }

    @Test
    void whatTheHubItselfGaveAwayIsGoneAlsoFromAnAnswerThatWasAskedForBefore() {
        leases.heard(leases.asking(), told(0, lease(HALL, DAY)));
        BookingRequestId mine = request();
        leases.keep(mine, HALL, 1, TEA);
        HeldLeases.Question before = leases.asking();
        leases.answered(mine, true);
        leases.heard(before, told(0, lease(HALL, DAY)));
        assertThat(leases.keep(request(), HALL, 1, TEA)).isEmpty();
    }

    @Test
    void anAnswerThatComesAfterALaterOneSaysNothing() {
        HeldLeases.Question first = leases.asking();
        HeldLeases.Question second = leases.asking();
        leases.heard(second, told(0));
        leases.heard(first, told(0, lease(HALL, DAY)));
        assertThat(leases.keep(request(), HALL, 1, TEA)).isEmpty();
    }

    @Test
    void whatIsBeingAskedAboutIsGivenToNobodyElseAndIsFreeAgainWhenTheHubSaysNo() {
        leases.heard(leases.asking(), told(0, lease(HALL, DAY)));
        BookingRequestId mine = request();
        leases.keep(mine, HALL, 1, TEA);
        assertThat(leases.keep(request(), HALL, 1, TEA)).isEmpty();
        leases.answered(mine, false);
        assertThat(leases.keep(request(), HALL, 1, TEA)).isPresent();
    }

    @Test
    void ofAPoolAsManyAreGivenAwayAsThereAreAtThatTime() {
        leases.heard(leases.asking(), told(0, lease(TABLE, DAY), lease(TABLE, DAY), lease(TABLE, LATE)));
        assertThat(leases.keep(request(), TABLE, 3, TEA)).isEmpty();
        assertThat(leases.keep(request(), TABLE, 2, TEA)).isPresent();
        assertThat(leases.keep(request(), TABLE, 1, TEA)).isEmpty();
        assertThat(leases.keep(request(), TABLE, 3, LATE)).isPresent();
    }

    @Test
    void whoGivesItsLeasesBackGivesNothingAwayFromThenOn() {
        HeldLeases.Question asked = leases.asking();
        leases.heard(asked, told(0, lease(HALL, DAY)));
        HeldLeases.Question onItsWay = leases.asking();
        assertThat(leases.giveBack()).containsExactly(7L);
        leases.heard(onItsWay, told(0, lease(HALL, DAY)));
        assertThat(leases.keep(request(), HALL, 1, TEA)).isEmpty();
    }
}
