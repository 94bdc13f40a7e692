package org.doorstep.hub.booking.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.booking.waiting.TrialHouse.ANN;
import static org.doorstep.hub.booking.waiting.TrialHouse.BEN;
import static org.doorstep.hub.booking.waiting.TrialHouse.CHOIR;
import static org.doorstep.hub.booking.waiting.TrialHouse.TODAY;
import static org.doorstep.hub.booking.waiting.TrialHouse.on;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.units.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoShowsTest {
    private static final Times TEN_TO_TWELVE = on(TODAY, 10, 12);

    @TempDir
    Path folder;

    private TrialHouse house;

    @BeforeEach
    void open() {
        house = new TrialHouse(folder, 20260303);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoDoesNotComeIsLetGoAfterTwentyMinutesAndTold() {
        Booking booking = house.booked(ANN, "craft", TEN_TO_TWELVE);
        house.today(10, 19);
        assertThat(look()).isZero();
        house.today(10, 20);
        assertThat(look()).isEqualTo(1);

        Booking shorter = house.booking(booking);
        assertThat(shorter.state()).isEqualTo(State.RELEASED);
        assertThat(shorter.times().starts()).as("it was theirs").isEqualTo(TEN_TO_TWELVE.starts());
        assertThat(shorter.bookedTimes()).as("nothing is forgotten").isEqualTo(TEN_TO_TWELVE);
        assertThat(untold()).singleElement().satisfies(one -> {
            assertThat(one.booking()).isEqualTo(booking.id());
            assertThat(one.times()).isEqualTo(TEN_TO_TWELVE);
        });
        house.booked(BEN, "craft", on(TODAY, 11, 12));
        house.database.<Boolean>write(handle -> {
            house.noShows.told(handle, booking.id(), house.now());
            return true;
        });
        assertThat(untold()).isEmpty();
    }

    @Test
    void whoCameIsInTheRoomAndStaysThere() {
        Booking booking = house.booked(ANN, "craft", TEN_TO_TWELVE);
        house.came.add(ANN);
        house.today(10, 30);
        assertThat(look()).isZero();
        assertThat(house.booking(booking).used()).isTrue();
    }

    @Test
    void nobodyIsSaidNotToHaveComeWhileAKioskIsAway() {
        Booking booking = house.booked(ANN, "craft", TEN_TO_TWELVE);
        house.heardOfAll = false;
        house.today(11, 0);
        assertThat(look()).isZero();
        assertThat(house.booking(booking).state()).isEqualTo(State.BOOKED);
    }

    @Test
    void ofAGroupOnlyAPersonSaysThatNobodyCame() {
        Booking booking = house.booked(CHOIR, "craft", TEN_TO_TWELVE);
        house.today(11, 0);
        assertThat(look()).isZero();
        assertThat(house.booking(booking).state()).isEqualTo(State.BOOKED);
        boolean let =
                house.database.write(handle -> house.noShows.nobodyCame(handle, booking.id(), "amina", house.now()));
        assertThat(let).isTrue();
        assertThat(house.booking(booking).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void whoseTapComesLateCameAfterAllAndNothingIsHeldAgainstThem() {
        for (int day = 0; day < NoShows.MANY; day++) {
            staysAway(day);
        }
        assertThat(asksFirst()).isTrue();
        house.came.add(ANN);
        look();
        assertThat(asksFirst()).isFalse();
        assertThat(untold()).isEmpty();
    }

    @Test
    void afterThreeAPersonLooksFirstUntilItIsForgotten() {
        Booking last = staysAway(0);
        staysAway(1);
        house.booked(ANN, "craft", on(TODAY.plusDays(9), 10, 12));
        last = staysAway(2);
        assertThat(house.ask(house.wanted(ANN, "craft", on(TODAY.plusDays(10), 10, 12))))
                .as("never a refusal: somebody looks at it, and it is kept meanwhile")
                .isInstanceOf(Claimed.Asked.class);

        Booking any = last;
        int forgiven = house.database.write(handle -> house.noShows.forgive(handle, any.id(), "amina", house.now()));

        assertThat(forgiven).isEqualTo(3);
        house.booked(ANN, "craft", on(TODAY.plusDays(11), 10, 12));
    }

    @Test
    void whatIsLongAgoSaysNothingOfToday() {
        for (int day = 0; day < NoShows.MANY; day++) {
            staysAway(day);
        }
        house.at(TODAY.plusDays(95), 10, 0);
        assertThat(asksFirst()).isFalse();
    }

    @Test
    void whileTheHubDoesNotKnowItsTimeNobodyLosesAnythingByIt() {
        Booking booking = house.booked(ANN, "craft", TEN_TO_TWELVE);
        house.today(11, 0);
        boolean[] known = {false};
        try (Rounds rounds = new Rounds(
                house.database,
                house::now,
                () -> known[0] ? Optional.of(house.now()) : Optional.<Instant>empty(),
                List.of(),
                List.of(house.noShows::look),
                () -> {})) {
            rounds.look();
            assertThat(house.booking(booking).state()).isEqualTo(State.BOOKED);
            known[0] = true;
            rounds.look();
            assertThat(house.booking(booking).state()).isEqualTo(State.RELEASED);
        }
    }

    private Booking staysAway(int day) {
        Booking booking = house.booked(ANN, "craft", on(TODAY.plusDays(day), 10, 12));
        house.at(TODAY.plusDays(day), 10, 30);
        assertThat(look()).isEqualTo(1);
        return booking;
    }

    private int look() {
        return house.database.write(handle -> house.noShows.look(handle, house.now()));
    }

    private List<NoShow> untold() {
        return house.database.read(handle -> house.noShows.untold(handle, Set.of(ANN)));
    }

    private boolean asksFirst() {
        return house.database.read(handle -> NoShows.asksFirst(handle, Set.of(ANN), house.now()));
    }
}
