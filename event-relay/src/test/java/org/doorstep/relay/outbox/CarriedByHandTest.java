package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk and a hub between which only a stick goes, by seed: files are fetched, brought once, twice, late, out of
/// order or never, and so are the hub's answers, while either side is restored and the link comes and goes.
class CarriedByHandTest {
    private static final Troubles NONE = new Troubles(false, false, false, false, false);

    @TempDir
    Path folder;

    @Test
    void whateverIsCarriedHoweverOftenAndInWhateverOrderEachEventIsCountedOnce() {
        live(1, NONE, false);
    }

    @Test
    void theSameHoldsWhereTheLinkComesAndGoesHubsAreRestoredAndOldCardsPutBack() {
        live(101, new Troubles(true, true, true, false, true), true);
    }

    @Tag("long")
    @Test
    void theSameForManySeeds() {
        for (long seed = 1_001; seed <= 1_030; seed++) {
            live(seed, NONE, false);
            live(seed, new Troubles(true, true, true, false, true), true);
        }
    }

    @Test
    void exportingChangesNothingInTheKiosk() {
        try (TwoSides world = new TwoSides(folder, 3, NONE)) {
            append(world, 20);
            List<OutboxRows.Stream> before = world.streams();
            assertThat(world.fetchFile()).isNotEmptyFile();
            assertThat(world.streams()).usingRecursiveComparison().isEqualTo(before);
            world.carryUntilCalm();
            assertThat(world.verdict()).isEmpty();
        }
    }

    @Test
    void aCarriedAnswerReleasesRowsOnlyByTheChainAndIsAskedForNothingMore() {
        try (TwoSides world = new TwoSides(folder, 4, NONE)) {
            append(world, 30);
            byte[] answer = world.bringFile(world.fetchFile());
            append(world, 5);
            assertThat(world.bringBack(answer)).isEqualTo(CarriedWord.Outcome.TAKEN);
            assertThat(world.state().depth()).isEqualTo(5);
            assertThat(world.bringBack(answer)).isEqualTo(CarriedWord.Outcome.TAKEN);
            assertThat(world.state().depth()).isEqualTo(5);
            world.carryUntilCalm();
            assertThat(world.verdict()).isEmpty();
        }
    }

    @Test
    void whatASecondAnswerReleasesIsWrittenDownAsTheFirstWas() {
        try (TwoSides world = new TwoSides(folder, 8, NONE)) {
            for (int visit = 0; visit < 3; visit++) {
                append(world, 10);
                world.bringBack(world.bringFile(world.fetchFile()));
                assertThat(world.streams())
                        .allSatisfy(stream -> assertThat(stream.through()).isEqualTo(stream.last()));
            }
        }
    }

    @Test
    void anOlderAnswerThatComesLateTakesNothingBack() {
        try (TwoSides world = new TwoSides(folder, 5, NONE)) {
            append(world, 10);
            byte[] first = world.bringFile(world.fetchFile());
            append(world, 10);
            byte[] second = world.bringFile(world.fetchFile());
            world.bringBack(second);
            world.bringBack(first);
            assertThat(world.state().depth()).isZero();
        }
    }

    @Test
    void whatIsSafeOffTheHubIsForgottenAlsoWithoutALink() {
        try (TwoSides world = new TwoSides(folder, 6, NONE)) {
            append(world, 40);
            world.bringFile(world.fetchFile());
            world.copyHub();
            world.bringBack(world.bringFile(world.fetchFile()));
            world.wait(Duration.ofMinutes(5));
            assertThat(world.streams())
                    .allSatisfy(stream -> assertThat(stream.floor()).isEqualTo(stream.last()));
            append(world, 5);
            world.carryUntilCalm();
            assertThat(world.verdict()).isEmpty();
        }
    }

    @Test
    void anOldCardThatNeverMeetsItsHubPartsByWhatIsCarriedAndLosesNothing() {
        try (TwoSides world = new TwoSides(folder, 7, NONE)) {
            append(world, 10);
            world.keepCard();
            append(world, 10);
            world.carryUntilCalm();
            world.putOldCardBack();
            append(world, 7);
            world.carryUntilCalm();
            append(world, 5);
            world.carryUntilCalm();
            assertThat(world.counted()).hasSize(32);
            assertThat(world.verdict()).isEmpty();
        }
    }

    private void live(long seed, Troubles troubles, boolean linked) {
        Random random = new Random(seed);
        Path place = folder.resolve("seed-" + seed + linked);
        List<Path> files = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (TwoSides world = new TwoSides(place, seed, troubles)) {
            world.append();
            for (int i = 0; i < 40; i++) {
                happen(world, random, files, answers, linked);
            }
            if (linked) {
                world.calm();
            } else {
                world.carryUntilCalm();
            }
            assertThat(world.verdict()).as("seed %d, linked %s", seed, linked).isEmpty();
        }
    }

    private static void happen(TwoSides world, Random random, List<Path> files, List<byte[]> answers, boolean linked) {
        switch (random.nextInt(linked ? 8 : 6)) {
            case 0, 1 -> append(world, 1 + random.nextInt(30));
            case 2 -> files.add(world.fetchFile());
            case 3 -> {
                if (!files.isEmpty()) {
                    answers.add(world.bringFile(files.get(random.nextInt(files.size()))));
                }
            }
            case 4 -> {
                if (!answers.isEmpty()) {
                    world.bringBack(answers.get(random.nextInt(answers.size())));
                }
            }
            case 5 -> world.restartKiosk();
            case 6 -> world.live(30);
            default -> world.cutOff();
        }
    }

    private static void append(TwoSides world, int many) {
        for (int i = 0; i < many; i++) {
            world.append();
        }
    }
}
