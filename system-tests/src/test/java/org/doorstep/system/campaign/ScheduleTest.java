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

    @Test
    void theSameSeedAndRoundStrikeTheSameInTheSameOrder() {
        assertThat(first(200, 7, 3)).isEqualTo(first(200, 7, 3));
        assertThat(first(200, 7, 3)).isNotEqualTo(first(200, 8, 3)).isNotEqualTo(first(200, 7, 4));
    }

    @ParameterizedTest
    @EnumSource(Broker.class)
    void everyKindHasItsTurnSomewhere(Broker broker) {
        Set<Kind> struck = new HashSet<>();
        for (Place place : Place.values()) {
            Schedule schedule = new Schedule(1, 0, place, broker, ALL);
            Stream.generate(schedule::next)
                    .limit(2_000)
                    .forEach(next -> struck.add(next.fault().kind()));
        }
        assertThat(struck).isEqualTo(ALL);
    }

    @Test
    void onlyTheKindsThatWereAskedForStrike() {
        Schedule lines = new Schedule(1, 0, Place.LINE_1, Broker.EMBEDDED, Set.of(Kind.CUT, Kind.KILL));

        assertThat(Stream.generate(lines::next).limit(50)).allMatch(next -> next.fault() instanceof Fault.Cut);
        assertThat(new Schedule(1, 0, Place.AREA, Broker.EMBEDDED, Set.of(Kind.CUT)).isEmpty())
                .isTrue();
    }

    @Test
    void aHubWhoseBrokerIsItsOwnHouseKeepsNoBrokersStore() {
        assertThat(new Schedule(1, 0, Place.HUB, Broker.MOSQUITTO, Set.of(Kind.STORE_WIPED)).isEmpty())
                .isTrue();
    }

    private static List<Schedule.Next> first(int count, long seed, int round) {
        Schedule schedule = new Schedule(seed, round, Place.KIOSK_1, Broker.EMBEDDED, ALL);
        return Stream.generate(schedule::next).limit(count).toList();
    }
}
