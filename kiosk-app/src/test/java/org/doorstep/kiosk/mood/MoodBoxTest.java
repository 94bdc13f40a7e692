package org.doorstep.kiosk.mood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.kiosk.mood.TrialBox.COOKING;
import static org.doorstep.kiosk.mood.TrialBox.DANCING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoodBoxTest {
    private static final LocalDate MONDAY = LocalDate.parse("2027-03-01");

    @TempDir
    Path folder;

    @Test
    void theAnswersOfASessionLeaveTogetherHalfAnHourAfterItsEnd() {
        try (TrialBox trial = trial(1)) {
            trial.at("11:50").give(COOKING, 30);
            trial.at("12:29").box.turn();
            assertThat(trial.left()).isEmpty();
            trial.at("12:31").box.turn();
            assertThat(trial.left()).hasSize(30).allSatisfy(event -> {
                assertThat(event.date()).isEqualTo(MONDAY);
                assertThat(((MoodAnswered) event.data()).at()).contains(COOKING);
            });
            assertThat(trial.held()).isEmpty();
        }
    }

    @Test
    void fewerThanEightLeaveWithoutTheirSessionWhenTheirWeekIsOver() {
        try (TrialBox trial = trial(2)) {
            trial.at("11:00").give(COOKING, 5);
            trial.at("15:00").give(DANCING, 4);
            trial.at("23:00").box.turn();
            assertThat(trial.left()).isEmpty();
            trial.turnAfter(Duration.ofDays(7));
            assertThat(trial.left()).hasSize(9).allSatisfy(event -> {
                assertThat(event.date()).isEqualTo(MONDAY);
                assertThat(((MoodAnswered) event.data()).at()).isEqualTo(Optional.empty());
            });
        }
    }

    @Test
    void aWeekWithFewerThanEightIsAddedToTheNext() {
        try (TrialBox trial = trial(3)) {
            trial.at("11:00").give(COOKING, 7);
            trial.turnAfter(Duration.ofDays(8));
            trial.box.turn();
            assertThat(trial.left()).isEmpty();
            trial.box.give(MoodAnswered.awayFromSessions(2));
            trial.turnAfter(Duration.ofDays(8));
            trial.box.turn();
            assertThat(trial.left())
                    .hasSize(8)
                    .extracting(AnonymousEnvelope::date)
                    .containsOnly(MONDAY.plusWeeks(1));
        }
    }

    @Test
    void whoAnswersAfterTheBatchHasLeftIsCountedInTheWeek() {
        try (TrialBox trial = trial(4)) {
            trial.at("11:00").give(COOKING, 20);
            trial.at("12:35").box.turn();
            trial.at("12:40").give(COOKING, 9);
            trial.turnAfter(Duration.ofMinutes(5));
            assertThat(trial.left()).hasSize(20);
            trial.turnAfter(Duration.ofDays(9));
            assertThat(trial.left()).hasSize(29);
            assertThat(trial.answersLeft().subList(20, 29))
                    .allSatisfy(answer -> assertThat(answer.at()).isEmpty());
        }
    }

    @Test
    void whatIsSetAsideLeavesByItselfAndIsNeverAnAnswer() {
        try (TrialBox trial = trial(14)) {
            trial.at("11:00").give(COOKING, 9);
            setAside(trial, 30);
            trial.box.turn();
            assertThat(trial.held()).hasSize(16);
            trial.at("12:35").box.turn();
            assertThat(trial.left()).hasSize(9);
            trial.turnAfter(Duration.ofDays(7));
            assertThat(trial.left().subList(9, 39)).allSatisfy(event -> {
                assertThat(event.date()).isEqualTo(MONDAY);
                assertThat(event.data()).isEqualTo(new HubEvent.MoodSetAside(1));
            });
        }
    }

    @Test
    void fewerThanEightThatWereSetAsideAreAddedToTheNextWeekAndToNoAnswers() {
        try (TrialBox trial = trial(15)) {
            trial.at("11:00").give(COOKING, 7);
            setAside(trial, 7);
            trial.turnAfter(Duration.ofDays(8));
            trial.box.turn();
            assertThat(trial.left()).isEmpty();
            setAside(trial, 1);
            trial.turnAfter(Duration.ofDays(8));
            trial.box.turn();
            assertThat(trial.left())
                    .hasSize(8)
                    .allSatisfy(event -> assertThat(event.data()).isInstanceOf(HubEvent.MoodSetAside.class))
                    .extracting(AnonymousEnvelope::date)
                    .containsOnly(MONDAY.plusWeeks(1));
        }
    }

    private static void setAside(TrialBox trial, int many) {
        for (int i = 0; i < many; i++) {
            assertThat(trial.box.setAside(1)).isTrue();
        }
    }

    @Test
    void aPowerCutTakesFewerThanSixteenOfASessionAndNothingThatHasLeft() {
        Path after;
        try (TrialBox trial = trial(5)) {
            trial.at("11:00").give(COOKING, 45);
            trial.box.turn();
            trial.at("12:35").box.turn();
            trial.at("14:30").give(DANCING, 37);
            trial.box.turn();
            trial.give(DANCING, 2);
            after = trial.cutAndCopiedTo(folder.resolve("after"));
        }
        try (TrialBox again = new TrialBox(after, 6, new TrialClock("2027-03-01T17:00:00Z"))) {
            again.box.turn();
            assertThat(again.answersLeft().stream().filter(answer -> answer.at().equals(Optional.of(COOKING))))
                    .hasSize(45);
            long dancing = again.answersLeft().stream()
                    .filter(answer -> answer.at().equals(Optional.of(DANCING)))
                    .count();
            assertThat(dancing).isEqualTo(24);
            assertThat(37 - dancing).isLessThan(MoodBox.MOST_IN_MEMORY);
            again.box.turn();
            assertThat(again.left()).hasSize(45 + 24);
        }
    }

    @Test
    void aKioskThatIsSwitchedOffProperlyLosesFewerThanEight() {
        try (TrialBox trial = trial(7)) {
            trial.at("11:00").give(COOKING, 13);
            trial.give(DANCING, 5);
        }
        try (TrialBox again = new TrialBox(folder.resolve("kiosk"), 8, new TrialClock("2027-03-01T11:05:00Z"))) {
            assertThat(again.held()).hasSize(13);
            again.give(COOKING, 9);
            again.at("12:35").box.turn();
            assertThat(again.answersLeft()).hasSize(22).allSatisfy(answer -> assertThat(answer.at())
                    .contains(COOKING));
        }
    }

    @Test
    void switchedOffAndOnInTheMiddleFewerThanEightMoreGoToTheWeekAndNotToTheLotsThatAreThere() {
        try (TrialBox trial = trial(9)) {
            trial.at("11:00").give(COOKING, 12);
        }
        try (TrialBox again = new TrialBox(folder.resolve("kiosk"), 10, new TrialClock("2027-03-01T11:05:00Z"))) {
            again.give(COOKING, 3);
            again.at("12:35").box.turn();
            assertThat(again.left()).hasSize(12);
        }
    }

    @Test
    void aDiskThatTakesNothingKeepsNobodyWaitingAndNothingIsLostWhenItDoesAgain() {
        try (TrialBox trial = trial(11)) {
            trial.at("11:00").give(COOKING, 40);
            trial.store
                    .answers()
                    .orElseThrow()
                    .database()
                    .write(handle -> handle.execute("ALTER TABLE held_lot RENAME TO away"));
            trial.box.turn();
            trial.give(COOKING, 3);
            trial.at("12:35").box.turn();
            trial.store
                    .answers()
                    .orElseThrow()
                    .database()
                    .write(handle -> handle.execute("ALTER TABLE away RENAME TO held_lot"));
            trial.box.turn();
            assertThat(trial.left()).hasSize(43);
        }
    }

    @Test
    void aClockThatKnowsNothingEndsNoSession() {
        try (TrialBox trial = trial(12)) {
            trial.at("11:00").give(COOKING, 20);
            trial.clock.knowNothing();
            trial.clock.setWall("1999-01-01T00:00:00Z");
            trial.box.turn();
            trial.clock.setWall("2031-01-01T00:00:00Z");
            trial.box.turn();
            assertThat(trial.left()).isEmpty();
            assertThat(trial.held()).hasSize(8);
            trial.give(COOKING, 12);
            trial.box.turn();
            assertThat(trial.held()).hasSize(24).allSatisfy(answer -> assertThat(answer.at())
                    .contains(COOKING));
        }
    }

    @Test
    void whatIsGivenBeforeTheTimeIsKnownIsOfTheWeekInWhichItBecomesKnown() {
        TrialClock clock = TrialClock.ofABoardIn1970();
        try (TrialBox trial = new TrialBox(folder.resolve("kiosk"), 16, clock)) {
            for (int i = 0; i < 20; i++) {
                trial.box.give(MoodAnswered.awayFromSessions(1));
            }
            trial.give(SessionId.dropIn(LocalDate.parse("1970-01-01")), 20);
            trial.box.turn();
            assertThat(trial.held())
                    .as("nothing is written under a week that is not known")
                    .isEmpty();

            clock.setWall("2027-03-03T11:00:00Z");
            clock.knowAll();
            trial.box.turn();
            assertThat(trial.left()).isEmpty();
            assertThat(trial.held()).as("all but fewer than sixteen").hasSize(32);
            trial.turnAfter(Duration.ofDays(5));
            assertThat(trial.left())
                    .hasSize(40)
                    .extracting(AnonymousEnvelope::date)
                    .containsOnly(MONDAY);
            assertThat(trial.answersLeft())
                    .allSatisfy(answer -> assertThat(answer.at()).isEmpty());
        }
    }

    @Test
    void aKioskThatIsSwitchedOffBeforeTheTimeIsKnownWritesWhatHasASessionAndNothingElse() {
        TrialClock clock = TrialClock.ofABoardIn1970();
        try (TrialBox trial = new TrialBox(folder.resolve("kiosk"), 17, clock)) {
            for (int i = 0; i < 20; i++) {
                trial.box.give(MoodAnswered.awayFromSessions(1));
            }
            trial.give(COOKING, 9);
            trial.give(DANCING, 7);
        }
        try (TrialBox again = new TrialBox(folder.resolve("kiosk"), 18)) {
            assertThat(again.held()).hasSize(9).allSatisfy(answer -> assertThat(answer.at())
                    .contains(COOKING));
        }
    }

    @Test
    void aChildWhoPlaysWithTheFacesDoesNotFillTheMemory() {
        try (TrialBox trial = trial(13)) {
            trial.at("11:00").give(COOKING, MoodBox.MOST_ANSWERS);
            assertThat(trial.box.give(MoodAnswered.of(COOKING, 1))).isFalse();
            assertThat(trial.box.give(MoodAnswered.of(DANCING, 1))).isTrue();
            trial.box.turn();
            assertThat(trial.box.give(MoodAnswered.of(COOKING, 1))).isTrue();
        }
    }

    @Test
    void aBrokenFileOfAnswersIsSetAsideAndTheKioskGoesOnAndSaysSo() throws Exception {
        try (TrialBox trial = trial(14)) {
            trial.at("11:00").give(COOKING, 20);
            trial.at("12:35").box.turn();
        }
        Path file = folder.resolve("kiosk").resolve(KioskStore.ANSWERS_FILE);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 100, (byte) 0);
        Files.write(file, bytes);
        try (TrialBox again = new TrialBox(folder.resolve("kiosk"), 15, new TrialClock("2027-03-01T13:00:00Z"))) {
            assertThat(again.store.damages()).singleElement().satisfies(damage -> assertThat(damage.saved())
                    .isEqualTo(20));
            assertThat(again.store.outbox().damages()).isEmpty();
            List<AnonymousEnvelope> left = again.left();
            assertThat(left.stream().filter(event -> event.data() instanceof MoodAnswered))
                    .hasSize(20);
        }
    }

    @Test
    void aFileOfAnswersThatBreaksWhileItIsOpenIsFoundBrokenByWhatWatchesTheStore() throws Exception {
        try (TrialBox trial = trial(19)) {
            assertThat(trial.store.broken()).hasSize(2).noneMatch(CompletableFuture::isDone);
            for (String name : List.of(KioskStore.ANSWERS_FILE, KioskStore.ANSWERS_FILE + "-shm")) {
                Path file = folder.resolve("kiosk").resolve(name);
                byte[] rubbish = new byte[Math.toIntExact(Files.size(file))];
                Arrays.fill(rubbish, (byte) 0x33);
                Files.write(file, rubbish, StandardOpenOption.WRITE);
            }
            trial.at("11:00").give(COOKING, 40);
            trial.box.turn();
            assertThat(trial.store.broken().stream().filter(CompletableFuture::isDone))
                    .as("the answers' file, and not the other")
                    .hasSize(1);
        }
    }

    private TrialBox trial(long seed) {
        return new TrialBox(folder.resolve("kiosk"), seed);
    }
}
