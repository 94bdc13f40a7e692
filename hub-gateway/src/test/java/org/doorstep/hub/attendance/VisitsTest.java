package org.doorstep.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.hub.attendance.Visits.Companions;
import org.doorstep.hub.attendance.Visits.Leaving;
import org.doorstep.hub.attendance.Visits.Tap;
import org.doorstep.hub.attendance.Visits.Visit;
import org.doorstep.relay.contract.Ages;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private static final int LEAVE_AFTER_SECONDS = 20 * 60;
    private static final long END = minutes(120);

    @Test
    void oneTapIsAVisitThatIsAssumedToLastUntilTheSessionsEnd() {
        assertThat(of(tap(5))).isEqualTo(visit(5, 120, Leaving.ASSUMED));
    }

    @Test
    void aSecondTapSoonAfterIsTheSameArrival() {
        assertThat(of(tap(5), tap(6))).isEqualTo(visit(5, 120, Leaving.ASSUMED));
        assertThat(of(tap(5), at(minutes(25) - 1))).isEqualTo(visit(5, 120, Leaving.ASSUMED));
    }

    @Test
    void aTapTwentyMinutesLaterIsALeaving() {
        assertThat(of(tap(5), tap(25))).isEqualTo(visit(5, 25, Leaving.TAPPED));
    }

    @Test
    void aTapAfterTheEndIsALeavingHoweverLateTheyCame() {
        assertThat(of(tap(110), tap(123))).isEqualTo(visit(110, 123, Leaving.TAPPED));
    }

    @Test
    void aRepeatDoesNotPutTheLeavingOff() {
        assertThat(of(tap(5), tap(20), tap(30))).isEqualTo(visit(5, 30, Leaving.TAPPED));
    }

    @Test
    void aTapAfterALeavingOpensTheVisitAgain() {
        assertThat(of(tap(5), tap(40), tap(50))).isEqualTo(visit(5, 120, Leaving.ASSUMED));
        assertThat(of(tap(5), tap(40), tap(50), tap(75))).isEqualTo(visit(5, 75, Leaving.TAPPED));
    }

    @Test
    void theSameShowingAtTheDoorDoesNotUndoTheLeaving() {
        assertThat(of(tap(5), tap(40), at(minutes(40) + 3_000))).isEqualTo(visit(5, 40, Leaving.TAPPED));
    }

    @Test
    void theCompanionsCountedLastStand() {
        Tap first = new Tap("a", 0, false, Optional.of(companions(1, 0)));
        Tap silent = new Tap("b", 1_000, false, Optional.empty());
        Tap corrected = new Tap("c", 2_000, false, Optional.of(companions(0, 2)));

        assertThat(of(first, silent).companions()).isEqualTo(companions(1, 0));
        assertThat(of(first, silent, corrected).companions()).isEqualTo(companions(0, 2));
    }

    @Test
    void oneTapFromAClockThatKnewNothingMakesTheVisitUnsure() {
        assertThat(of(tap(5), new Tap("z", minutes(6), true, Optional.empty())).unsure())
                .isTrue();
        assertThat(of(tap(5), tap(6)).unsure()).isFalse();
    }

    @Test
    void theOrderInWhichTapsComeNeverMatters() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            List<Tap> taps = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(8); i++) {
                taps.add(new Tap(
                        "e" + i,
                        // Coarse, so that some fall on the same millisecond.
                        minutes(random.nextInt(12) * 10),
                        random.nextInt(5) == 0,
                        random.nextBoolean()
                                ? Optional.of(companions(random.nextInt(3), random.nextInt(3)))
                                : Optional.empty()));
            }
            Visit expected = Visits.of(taps, END, LEAVE_AFTER_SECONDS);
            for (int i = 0; i < 10; i++) {
                Collections.shuffle(taps, random);
                assertThat(Visits.of(taps, END, LEAVE_AFTER_SECONDS))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
        }
    }

    private static Visit of(Tap... taps) {
        return Visits.of(List.of(taps), END, LEAVE_AFTER_SECONDS);
    }

    private static Visit visit(int arrived, int left, Leaving leaving) {
        return new Visit(minutes(arrived), minutes(left), leaving, false, Companions.NONE);
    }

    private static Tap tap(int minute) {
        return at(minutes(minute));
    }

    private static Tap at(long milliseconds) {
        return new Tap("e" + milliseconds, milliseconds, false, Optional.empty());
    }

    private static long minutes(int minutes) {
        return minutes * 60_000L;
    }

    private static Companions companions(int adults, int children) {
        return new Companions(adults, children, new Ages(0, children, 0));
    }
}
