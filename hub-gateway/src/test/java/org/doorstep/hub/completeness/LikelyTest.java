package org.doorstep.hub.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikelyTest {
    @Test
    void itLiesBetweenTheLeastAndTheMostThatTheSameSilenceWouldHaveHidden() {
        assertThat(Likely.of(41, 0, List.of(7, 5, 9, 11, 6, 8))).isEqualTo(new Likely(46, 52, 6));
    }

    @Test
    void whatHasComeLateIsNotExpectedAgain() {
        assertThat(Likely.of(45, 4, List.of(7, 5, 9, 11, 6, 8))).isEqualTo(new Likely(46, 52, 6));
        assertThat(Likely.of(55, 14, List.of(7, 5, 9, 11, 6, 8))).isEqualTo(new Likely(55, 55, 6));
    }

    @Test
    void withFewerThanSixEarlierSessionsNothingIsSaid() {
        assertThat(Likely.of(41, 0, List.of(7, 5, 9, 11, 6)).said()).isFalse();
    }

    @Test
    void aSumSaysNothingWhereOneOfItsPartsSaysNothing() {
        Likely.Part part = new Likely.Part(41, new Likely(46, 52, 8));
        assertThat(Likely.sum(60, List.of(part, part))).isEqualTo(new Likely(70, 82, 8));
        assertThat(Likely.sum(60, List.of(part, new Likely.Part(3, Likely.NOT_SAID)))
                        .said())
                .isFalse();
        assertThat(Likely.sum(60, List.of()).said()).isFalse();
    }

    /// The sentence of the doc comment, tried: the next of one kind is in the range at least 11 times in 13.
    @Test
    void itHoldsAsOftenAsItSays() {
        Random random = new Random(20261122);
        int within = 0;
        int trials = 20_000;
        for (int trial = 0; trial < trials; trial++) {
            double usual = 2 + random.nextInt(20);
            List<Integer> counts = IntStream.rangeClosed(0, Likely.MOST_SESSIONS)
                    .map(i -> Math.max(0, (int) Math.round(usual + 3 * random.nextGaussian())))
                    .boxed()
                    .toList();
            Likely likely = Likely.of(0, 0, counts.subList(1, counts.size()));
            within += counts.getFirst() >= likely.from() && counts.getFirst() <= likely.to() ? 1 : 0;
        }
        assertThat(within / (double) trials).isGreaterThan(11.0 / 13 - 0.01);
    }
}
