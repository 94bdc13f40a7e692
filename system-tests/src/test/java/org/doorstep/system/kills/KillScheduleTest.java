package org.doorstep.system.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.doorstep.system.trial.Part;
import org.junit.jupiter.api.Test;

class KillScheduleTest {
    @Test
    void theSameSeedKillsTheSameAtTheSameMoments() {
        List<Part> victims = List.of(Part.values());

        assertThat(KillSchedule.of(3, 30, victims)).isEqualTo(KillSchedule.of(3, 30, victims));
        assertThat(KillSchedule.of(3, 30, victims).kills())
                .isNotEqualTo(KillSchedule.of(4, 30, victims).kills());
    }

    @Test
    void eachVictimHasItsTurn() {
        List<KillSchedule.Kill> kills =
                KillSchedule.of(1, 10, List.of(Part.values())).kills();

        assertThat(kills).hasSize(10);
        assertThat(kills.subList(0, 5)).extracting(KillSchedule.Kill::victim).containsExactlyInAnyOrder(Part.values());
        assertThat(kills.subList(5, 10)).extracting(KillSchedule.Kill::victim).containsExactlyInAnyOrder(Part.values());
    }
}
