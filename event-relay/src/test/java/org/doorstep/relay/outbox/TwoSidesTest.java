package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk and its hub with everything between them going wrong. One thread, so a seed is the same in every run: the
/// name of a failing test is its seed.
class TwoSidesTest {
    @TempDir
    Path folder;

    @TestFactory
    java.util.stream.Stream<DynamicTest> aWireThatLosesDoublesAndReorders() {
        return runs(1, 4, new Troubles(true, true, false, false, false));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> aHubThatIsRestoredFromItsLastCopy() {
        return runs(101, 104, new Troubles(true, true, true, false, false));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> aHubThatIsRestoredFromAnOlderCopyThanItSaid() {
        return runs(201, 203, new Troubles(true, true, true, true, false));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> anOldCardPutBackIntoTheKiosk() {
        return runs(301, 304, new Troubles(true, true, false, false, true));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> everythingAtOnce() {
        return runs(401, 403, new Troubles(true, true, true, true, true));
    }

    @Test
    @Tag("slow")
    void everythingAtOnceOftener() {
        for (long seed = 500; seed < 512; seed++) {
            run(seed, new Troubles(true, true, true, seed % 2 == 0, seed % 3 == 0));
        }
    }

    @Test
    @Tag("long")
    void everythingAtOnceManyTimes() {
        for (long seed = 1_000; seed < 1_300; seed++) {
            run(seed, new Troubles(true, true, seed % 2 == 0, seed % 4 == 0, seed % 3 == 0));
        }
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> twoCardsWithOneIdentityTakingTurns() {
        return LongStream.rangeClosed(601, 603)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> runTwins(seed)));
    }

    @Test
    @Tag("long")
    void twoCardsWithOneIdentityTakingTurnsManyTimes() {
        for (long seed = 2_000; seed < 2_200; seed++) {
            runTwins(seed);
        }
    }

    private void runTwins(long seed) {
        Troubles troubles = new Troubles(true, true, false, false, false);
        try (TwoSides world = new TwoSides(folder.resolve("seed-" + seed), seed, troubles)) {
            world.live(80);
            world.copyCard();
            for (int turn = 0; turn < 6; turn++) {
                world.live(50);
                world.otherOfTheTwo();
            }
            world.calm();
            world.otherOfTheTwo();
            world.calm();
            assertThat(world.verdict()).as("seed " + seed).isEmpty();
        }
    }

    private java.util.stream.Stream<DynamicTest> runs(long first, long last, Troubles troubles) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> run(seed, troubles)));
    }

    private void run(long seed, Troubles troubles) {
        try (TwoSides world = new TwoSides(folder.resolve("seed-" + seed), seed, troubles)) {
            world.live(250);
            world.calm();
            assertThat(world.verdict()).as("seed " + seed).isEmpty();
        }
    }
}
