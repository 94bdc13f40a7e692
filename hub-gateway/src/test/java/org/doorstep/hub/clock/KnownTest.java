package org.doorstep.hub.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("time")
class KnownTest {
    private static final long HOUR = 3_600_000;

    @Test
    void theBoundGrowsWithTheWayFromWhatIsKnown() {
        Known known = new Known(HOUR, 1_000_000_000, 50);

        assertThat(known.at(HOUR)).isEqualTo(Dated.within(1_000_000_000, 50));
        assertThat(known.at(2 * HOUR)).isEqualTo(Dated.within(1_000_000_000 + HOUR, 50 + 1_800 + 1));
        assertThat(known.at(0)).isEqualTo(Dated.within(1_000_000_000 - HOUR, 50 + 1_800 + 1));
    }

    @Test
    void whatIsNearOrPreciseDatesBestInWhateverOrderItWasLearnt() {
        Known near = new Known(HOUR, 1_000_000_000, 200);
        Known precise = new Known(2 * HOUR, 1_000_000_000 + HOUR + 90, 5);
        Known far = new Known(100 * HOUR, 1_000_000_000 + 99 * HOUR, 1);
        List<Known> all = new ArrayList<>(List.of(near, precise, far));
        for (long seed = 0; seed < 20; seed++) {
            Collections.shuffle(all, new Random(seed));
            assertThat(Known.best(all, HOUR)).contains(Dated.within(1_000_000_000, 200));
            assertThat(Known.best(all, 2 * HOUR)).contains(Dated.within(1_000_000_000 + HOUR + 90, 5));
        }
        assertThat(Known.best(List.of(), HOUR)).isEmpty();
    }

    @Test
    void betweenTwoEndsATimeIsAsNearAsTheyAllowToWhatWasSaid() {
        assertThat(Dated.between(100, 200, 150)).isEqualTo(new Dated(150, 100, 200));
        assertThat(Dated.between(100, 200, 5)).isEqualTo(new Dated(100, 100, 200));
        assertThat(Dated.between(100, Dated.FOREVER, 5)).isEqualTo(new Dated(100, 100, Dated.FOREVER));
        assertThat(Dated.between(200, 100, 150))
                .as("ends that contradict each other say nothing")
                .isEqualTo(new Dated(150, Dated.NEVER, Dated.FOREVER));
    }
}
