package org.doorstep.system.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.doorstep.system.trial.TrialHouse.Broker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Furnishing HOUSE = new Furnishing(Broker.EMBEDDED, false);

    @Test
    void theSameSeedAndRoundStrikeTheSameInTheSameOrder() {
        assertThat(first(200, 7, 3)).isEqualTo(first(200, 7, 3));
        assertThat(first(200, 7, 3)).isNotEqualTo(first(200, 8, 3)).isNotEqualTo(first(200, 7, 4));
    }

    @ParameterizedTest
    @EnumSource(Broker.class)
    void anEvenRoundAndTheOneAfterItStrikeEveryKindAndEachSoon(Broker broker) {
        for (int round = 0; round < 8; round += 2) {
            Set<Kind> struck = new HashSet<>(firstTurns(round, broker));
            struck.addAll(firstTurns(round + 1, broker));
            assertThat(struck).isEqualTo(ALL);
        }
    }

    @Test
    void ofFourRoundsEachBrokerHasOneWithASecondCopyAndOneWithout() {
        Set<Furnishing> four = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            four.add(Furnishing.of(round, Broker.values()[round % 2]));
        }
        assertThat(four).hasSize(4);
    }

    @Test
    void onlyTheKindsThatWereAskedForStrike() {
        Schedule lines = new Schedule(1, 0, Place.LINE_1, HOUSE, Set.of(Kind.CUT, Kind.KILL));

        assertThat(Stream.generate(lines::next).limit(50)).allMatch(next -> next.fault() instanceof Fault.Cut);
        assertThat(new Schedule(1, 0, Place.AREA, HOUSE, Set.of(Kind.CUT)).isOver())
                .isTrue();
    }

    @Test
    void aHubWhoseBrokerIsItsOwnHouseKeepsNoBrokersStore() {
        assertThat(new Schedule(1, 0, Place.HUB, new Furnishing(Broker.MOSQUITTO, false), Set.of(Kind.STORE_WIPED))
                        .isOver())
                .isTrue();
    }

    /// As many at each place as there are kinds there: each has had its turn.
    private static Set<Kind> firstTurns(int round, Broker broker) {
        Furnishing house = Furnishing.of(round, broker);
        Set<Kind> struck = new HashSet<>();
        for (Place place : Place.values()) {
            Schedule schedule = new Schedule(1, round, place, house, ALL);
            long kinds = ALL.stream().filter(kind -> kind.strikes(place, house)).count();
            for (int i = 0; i < kinds; i++) {
                struck.add(schedule.next().fault().kind());
            }
        }
        return struck;
    }

    private static List<Schedule.Next> first(int count, long seed, int round) {
        Schedule schedule = new Schedule(seed, round, Place.KIOSK_1, HOUSE, ALL);
        return Stream.generate(schedule::next).limit(count).toList();
    }
}
