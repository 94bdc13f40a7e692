package org.doorstep.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Samples HUNDRED =
            new Samples(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

    @Test
    void medianAndNinetyNinthPercentileAreThoseOfTheSortedValues() {
        assertThat(HUNDRED.median()).isEqualTo(50.5);
        assertThat(HUNDRED.p99()).isEqualTo(99);
        assertThat(new Samples(new double[] {3, 1, 2}).median()).isEqualTo(2);
        assertThat(new Samples(new double[] {3, 1, 2}).p99()).isEqualTo(3);
        assertThatThrownBy(() -> new Samples(new double[0])).hasMessage("Nothing was measured.");
    }

    @Test
    void aLimitIsMetOrMissed() {
        assertThat(new Finding("tap", "ms", HUNDRED, new Limit.Under(100)).missed())
                .isFalse();
        assertThat(new Finding("tap", "ms", HUNDRED, new Limit.Under(99)).missed())
                .isTrue();
        Samples peer = new Samples(new double[] {100});
        assertThat(new Finding("rate", "/s", HUNDRED, new Limit.ShareOf(0.5, "peer", peer)).missed())
                .isFalse();
        assertThat(new Finding("rate", "/s", HUNDRED, new Limit.ShareOf(0.51, "peer", peer)).missed())
                .isTrue();
        assertThat(Finding.exactly("count", "", 7, 7).missed()).isFalse();
        assertThat(Finding.exactly("count", "", 7, 8).missed()).isTrue();
        assertThat(Finding.noted("size", "MB", HUNDRED).missed()).isFalse();
    }

    @Test
    void theTableHasTheLimitBesideTheMeasure() {
        String table = Table.of(List.of(
                new Finding("card to welcome", "ms", HUNDRED, new Limit.Under(100)),
                Finding.exactly("events kept", "", 100_000, 99_999)));

        assertThat(table.lines().toList())
                .containsExactly(
                        "what             median   p99, or spread  limit or peer     ratio  ok?",
                        "card to welcome  50.5 ms  99              p99 under 100 ms  0.99   ok",
                        "events kept      99,999                   exactly 100,000   1.00   missed");
    }

    @Test
    void roundsTakeTurnsAndTheFirstIsNotCounted() throws Exception {
        List<String> order = new ArrayList<>();
        Map<String, Samples> samples = new Rounds()
                .with("a", round -> {
                    order.add("a" + round);
                    return round;
                })
                .with("b", round -> {
                    order.add("b" + round);
                    return 10 + round;
                })
                .run(3, line -> {});

        assertThat(order).containsExactly("b-1", "a-1", "a0", "b0", "b1", "a1", "a2", "b2");
        assertThat(samples.get("a").median()).isEqualTo(1);
        assertThat(samples.get("b").most()).isEqualTo(12);
    }
}
