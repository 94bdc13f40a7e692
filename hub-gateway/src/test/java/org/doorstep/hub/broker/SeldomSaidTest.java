package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeldomSaidTest {
    private final SeldomSaid log = new SeldomSaid();

    @Test
    void oneSentenceIsSaidAFewTimesAMinuteHoweverOftenItWouldBe() {
        assertThat(said("Security problem", 1)).isEqualTo(SeldomSaid.TIMES_A_MINUTE);
        assertThat(said("another", 1)).isEqualTo(SeldomSaid.TIMES_A_MINUTE);
        assertThat(said("Security problem", 2)).isEqualTo(SeldomSaid.TIMES_A_MINUTE);
    }

    private long said(String kind, long minute) {
        return IntStream.range(0, 10_000)
                .filter(_ -> log.mayBeSaid(kind, minute))
                .count();
    }
}
