package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.doorstep.relay.contract.figures.ShownCount;
import org.doorstep.relay.contract.figures.ShownMean;
import org.doorstep.relay.contract.figures.ShownShare;
import org.junit.jupiter.api.Test;

class ShownRatiosTest {
    private static final ShownCount FEW = new ShownCount.Suppressed();
    private static final ShownCount NOBODY = new ShownCount.Rounded(0);

    @Test
    void aShareIsOfTwoShownCountsToTheNearestFive() {
        assertThat(ShownShare.of(shown(10), shown(30))).contains(new ShownShare(35));
        assertThat(ShownShare.of(shown(20), shown(20))).contains(new ShownShare(100));
        assertThat(ShownShare.of(NOBODY, shown(20))).contains(new ShownShare(0));
        assertThat(ShownShare.of(shown(25), shown(20)))
                .as("rounded each by itself")
                .contains(new ShownShare(100));
    }

    @Test
    void aMeanIsOfTwoShownCountsToATenth() {
        assertThat(ShownMean.of(shown(50), shown(30))).contains(new ShownMean(17));
        assertThat(ShownMean.of(NOBODY, shown(30))).contains(new ShownMean(0));
        assertThat(new ShownMean(17).value()).isEqualTo(1.7);
    }

    @Test
    void ofFewerThanEightThereIsNeitherAShareNorAMean() {
        for (ShownCount other : new ShownCount[] {FEW, NOBODY, shown(10), shown(40)}) {
            assertThat(ShownShare.of(other, FEW)).isEmpty();
            assertThat(ShownShare.of(FEW, other)).isEmpty();
            assertThat(ShownShare.of(other, NOBODY)).isEmpty();
            assertThat(ShownMean.of(other, FEW)).isEmpty();
            assertThat(ShownMean.of(FEW, other)).isEmpty();
            assertThat(ShownMean.of(other, NOBODY)).isEmpty();
        }
    }

    /// Whatever the counts: what is made of their shown forms is the same for all that are shown
    /// alike.
    @Test
    void aRatioTellsNothingThatTheTwoCountsDoNot() {
        assertThatThrownBy(() -> new ShownShare(33)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ShownShare.class.getRecordComponents()).hasSize(1);
        for (int part = 10; part <= 60; part += 5) {
            for (int whole = part; whole <= 60; whole += 5) {
                int percent =
                        ShownShare.of(shown(part), shown(whole)).orElseThrow().percent();
                assertThat(Math.abs(percent - 100.0 * part / whole)).isLessThanOrEqualTo(2.5);
            }
        }
    }

    private static ShownCount shown(int value) {
        return new ShownCount.Rounded(value);
    }
}
