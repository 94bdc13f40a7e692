package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk's file is damaged in the middle of work, and the kiosk goes on.
class WreckedOutboxTest {
    /// As many rows as can lie on the pages that one damage touches: the page itself, and the root of its tree.
    private static final int MOST_ROWS_HURT = 20;

    private static final int PAGE = 4096;

    /// Of a hundred rows and a hundred, this one is among the second.
    private static final String LATE = "\"lane\":\"attendance\",\"sequence\":\"0000000000000000120\"";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> whateverBreaksNothingReadableIsLostAndNothingIsCountedTwice() {
        return LongStream.range(0, Wrecking.values().length)
                .mapToObj(seed -> DynamicTest.dynamicTest(kind(seed) + ", seed " + seed, () -> run(seed)));
    }

    @Test
    @Tag("long")
    void whateverBreaksManyTimes() {
        for (long seed = 1_000; seed < 1_140; seed++) {
            run(seed);
        }
    }

    @Test
    void aSalvageSaysHowMuchWasSavedAndTheHubSaysWhatIsMissing() {
        try (TwoSides world = world("said")) {
            append(world, 100);
            world.calm();
            append(world, 100);
            world.restartKiosk();
            world.wreckKiosk(WreckedOutboxTest::zeroAPageOfEvents);
            assertThat(world.damages()).singleElement().satisfies(damage -> {
                assertThat(damage.unsent()).isEqualTo(100);
                assertThat(damage.saved()).isBetween(80L, 99L);
            });
            append(world, 10);
            world.calm();
            Damage damage = world.damages().getFirst();
            assertThat(world.reportedLost()).isEqualTo(damage.unsent() - damage.saved());
            assertThat(world.appendedAndNotCounted()).hasSize((int) world.reportedLost());
            assertThat(world.gaps()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatBreaksTwiceIsReportedTwiceAndCountedOnce() {
        try (TwoSides world = world("twice")) {
            append(world, 60);
            world.restartKiosk();
            world.wreckKiosk(file -> overwrite(file, 0, 100));
            append(world, 20);
            world.restartKiosk();
            world.wreckKiosk(file -> overwrite(file, 0, 100));
            append(world, 5);
            world.calm();
            assertThat(world.damages()).hasSize(1);
            assertThat(world.appendedAndNotCounted()).isEmpty();
            assertThat(world.verdict()).isEmpty();
            assertThat(world.gaps()).isEmpty();
        }
    }

    @Test
    void aSetAsideThatWasNotSavedYetIsSavedAtTheNextOpening() throws IOException {
        try (TwoSides world = world("cut off")) {
            append(world, 60);
            world.wreckKiosk(file -> {
                move(file, Path.of(file + ".set-aside-20260503T101500Z"));
                write(Path.of(file + ".set-aside-20260503T101500Z.why"), "its check says no");
            });
            world.calm();
            assertThat(world.appendedAndNotCounted()).isEmpty();
            world.restartKiosk();
            assertThat(world.damages()).hasSize(1);
        }
    }

    @Test
    void aLogThatIsDeletedTakesTheStoreBackInTimeAndItsChainFindsIt() {
        try (TwoSides world = world("back in time")) {
            append(world, 30);
            world.calm();
            world.restartKiosk();
            append(world, 20);
            world.calm();
            world.wreckKiosk(Wrecking.LOG_DELETED.by(new Random(1)));
            append(world, 8);
            world.calm();
            append(world, 3);
            world.calm();
            assertThat(world.appendedAndNotCounted()).isEmpty();
            assertThat(world.verdict()).isEmpty();
            assertThat(world.state().hasParted()).isTrue();
        }
    }

    private void run(long seed) {
        Random random = new Random(seed);
        Wrecking kind = kind(seed);
        try (TwoSides world =
                new TwoSides(folder.resolve("seed-" + seed), seed, new Troubles(true, true, false, false, false))) {
            world.live(100);
            append(world, random.nextInt(150));
            if (random.nextBoolean()) {
                world.restartKiosk();
                append(world, random.nextInt(50));
            }
            world.wreckKiosk(kind.by(random));
            world.live(60);
            world.calm();
            if (kind.cutsOff()) {
                world.expectOlderCopy();
            } else {
                long lacking = world.appendedAndNotCounted().size();
                assertThat(lacking)
                        .as("seed " + seed + " " + kind + " " + world.damages())
                        .isLessThanOrEqualTo(world.reportedLost() + kind.lostWithoutATrace())
                        .isLessThanOrEqualTo(MOST_ROWS_HURT);
                world.expectOlderCopy();
            }
            assertThat(world.verdict()).as("seed " + seed + " " + kind).isEmpty();
        }
    }

    private static Wrecking kind(long seed) {
        return Wrecking.values()[(int) (seed % Wrecking.values().length)];
    }

    private TwoSides world(String name) {
        return new TwoSides(folder.resolve(name), 7, new Troubles(false, false, false, false, false));
    }

    private static void append(TwoSides world, int rows) {
        for (int i = 0; i < rows; i++) {
            world.append();
        }
    }

    private static void zeroAPageOfEvents(Path file) {
        edit(file, bytes -> {
            for (int page = bytes.length - PAGE; page > 0; page -= PAGE) {
                if (new String(bytes, page, PAGE, StandardCharsets.ISO_8859_1).contains(LATE)) {
                    Arrays.fill(bytes, page, page + PAGE, (byte) 0);
                    return bytes;
                }
            }
            throw new AssertionError("no page has events");
        });
    }

    private static void overwrite(Path file, int from, int to) {
        edit(file, bytes -> {
            Arrays.fill(bytes, from, to, (byte) 0x33);
            return bytes;
        });
    }

    private static void edit(Path file, UnaryOperator<byte[]> change) {
        try {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
