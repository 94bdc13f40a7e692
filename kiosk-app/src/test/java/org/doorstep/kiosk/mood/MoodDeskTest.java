package org.doorstep.kiosk.mood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.kiosk.mood.TrialBox.COOKING;
import static org.doorstep.kiosk.mood.TrialBox.DANCING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.doorstep.kiosk.checkin.ComingFor;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Shown;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.mood.Mashing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoodDeskTest {
    private static final ReasonId WELCOME = new ReasonId("felt-welcome");

    @TempDir
    Path folder;

    private final Random random = new Random(94);

    @Test
    void whoCameSaysOnceHowItWasHoweverOftenTheyTouchOrShowTheirPass() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            EventId anna = comes(desk, "anna", COOKING);
            assertThat(desk.mayAnswer(anna)).isTrue();
            assertThat(desk.touch(anna.toString(), 4)).isPresent();
            assertThat(desk.mayAnswer(anna)).isFalse();
            assertThat(desk.touch(anna.toString(), 4)).isEmpty();
            EventId again = shows(desk, "anna");
            desk.met(new Outcome.AlreadyIn(again, new ComingFor.DropIn(COOKING), Companions.NOBODY));
            assertThat(desk.mayAnswer(again)).isFalse();
            EventId leaving = shows(desk, "anna");
            desk.met(new Outcome.Goodbye(leaving, new ComingFor.DropIn(COOKING)));
            assertThat(desk.mayAnswer(leaving)).isFalse();
            // Back through the door an hour later: it is the same visit, as the hub counts.
            assertThat(desk.mayAnswer(comes(desk, "anna", COOKING))).isFalse();
            assertThat(desk.mayAnswer(comes(desk, "anna", DANCING))).isTrue();
        }
    }

    @Test
    void whoSaidNothingWhenTheyCameMaySayItWhenTheyGo() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            comes(desk, "anna", COOKING);
            EventId leaving = shows(desk, "anna");
            desk.met(new Outcome.Goodbye(leaving, new ComingFor.DropIn(COOKING)));
            assertThat(desk.touch(leaving.toString(), 3)).isPresent();
            desk.close();
            comesOut(trial, MoodAnswered.of(COOKING, 3));
        }
    }

    @Test
    void whoWasCountedBeforeTheKioskStartedHasNoSlipForTheyMayHaveAnswered() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            EventId again = shows(desk, "anna");
            desk.met(new Outcome.AlreadyIn(again, new ComingFor.DropIn(COOKING), Companions.NOBODY));
            assertThat(desk.mayAnswer(again)).isFalse();
            // A touch at a face of before: who it was is not known any more.
            EventId before = event();
            desk.met(new Outcome.Welcome(before, new ComingFor.DropIn(COOKING), Companions.NOBODY));
            assertThat(desk.mayAnswer(before)).isFalse();
        }
    }

    @Test
    void whoAnswersBeforeTheyChooseWhatTheyCameForHasAnswered() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            EventId anna = shows(desk, "anna");
            desk.met(new Outcome.ChooseSession(anna, List.of()));
            assertThat(desk.press(2)).isEqualTo(MoodDesk.Taken.THANKED);
            desk.met(new Outcome.Welcome(anna, new ComingFor.DropIn(COOKING), Companions.NOBODY));
            assertThat(desk.mayAnswer(anna)).isFalse();
        }
    }

    @Test
    void aReasonGoesWithTheAnswerAndATouchOnTheWrongFaceIsTakenBack() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            EventId anna = comes(desk, "anna", COOKING);
            String wrong = desk.touch(anna.toString(), 1).orElseThrow();
            assertThat(desk.takeBack(wrong)).contains(anna.toString());
            String meant = desk.touch(anna.toString(), 4).orElseThrow();
            assertThat(desk.because(wrong, WELCOME)).isFalse();
            assertThat(desk.because(meant, WELCOME)).isTrue();
            assertThat(desk.because(meant, WELCOME)).isFalse();
            assertThat(desk.takeBack(meant)).isEmpty();
            comesOut(trial, MoodAnswered.of(COOKING, 4).because(WELCOME));
        }
    }

    @Test
    void whatIsStillOpenIsGivenAsItIsWhenTheNextPersonComes() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            EventId anna = comes(desk, "anna", COOKING);
            String ticket = desk.touch(anna.toString(), 4).orElseThrow();
            comes(desk, "ben", COOKING);
            assertThat(desk.because(ticket, WELCOME)).isFalse();
            comesOut(trial, MoodAnswered.of(COOKING, 4));
        }
    }

    @Test
    void aButtonIsPressedForWhoeverHasJustComeAndOtherwiseForTheWeek() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            comes(desk, "anna", COOKING);
            desk.press(4);
            trial.clock.pass(Duration.ofMillis(MoodDesk.AT_THE_BUTTONS_MS));
            comes(desk, "ben", COOKING);
            trial.clock.pass(Duration.ofMillis(MoodDesk.AT_THE_BUTTONS_MS));
            desk.press(3);
            comesOut(trial, MoodAnswered.of(COOKING, 4), MoodAnswered.awayFromSessions(3));
        }
    }

    @Test
    void whoPlaysWithTheButtonsIsThankedAndSetAside() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            int thanked = 0;
            for (int i = 0; i < 40; i++) {
                thanked += desk.press(1) == MoodDesk.Taken.THANKED ? 1 : 0;
                trial.clock.pass(Duration.ofMillis(400));
            }
            assertThat(thanked).isOne();
            trial.clock.pass(Duration.ofMillis(Mashing.PAUSE_MS));
            assertThat(desk.press(4)).isEqualTo(MoodDesk.Taken.THANKED);
            for (int i = 0; i < 10; i++) {
                trial.clock.pass(Duration.ofMillis(Mashing.PAUSE_MS));
                desk.press(4);
            }
            trial.turnAfter(Duration.ofDays(8));
            assertThat(trial.left())
                    .allSatisfy(event -> assertThat(event.date()).isEqualTo("2027-03-01"));
            assertThat(trial.left().stream().filter(event -> event.data() instanceof HubEvent.MoodSetAside))
                    .hasSize(39);
            assertThat(trial.left().stream().filter(event -> event.data() instanceof MoodAnswered))
                    .hasSize(12);
        }
    }

    @Test
    void whoMeantAnotherFaceAtHomeIsNotTakenForPlay() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            for (int i = 0; i < 9; i++) {
                String wrong = desk.touch("", 1).orElseThrow();
                trial.clock.pass(Duration.ofMillis(800));
                assertThat(desk.takeBack(wrong)).contains("");
                trial.clock.pass(Duration.ofMillis(800));
                desk.done(desk.touch("", 4).orElseThrow());
                trial.clock.pass(Duration.ofSeconds(10));
            }
            trial.turnAfter(Duration.ofDays(8));
            assertThat(trial.answersLeft()).hasSize(9).containsOnly(MoodAnswered.awayFromSessions(4));
        }
    }

    @Test
    void peopleWhoHaveASlipAreNeverTakenForPlay() {
        try (TrialBox trial = trial()) {
            MoodDesk desk = desk(trial);
            for (int i = 0; i < 60; i++) {
                comes(desk, "person " + i, COOKING);
                assertThat(desk.press(1 + i % 4)).isEqualTo(MoodDesk.Taken.THANKED);
                trial.clock.pass(Duration.ofMillis(900));
            }
        }
    }

    private void comesOut(TrialBox trial, MoodAnswered... answers) {
        // Seven more of each kind, so that they may leave.
        for (MoodAnswered answer : answers) {
            for (int i = 0; i < 8; i++) {
                trial.box.give(answer.because(new ReasonId("filler")));
            }
        }
        trial.turnAfter(Duration.ofDays(8));
        assertThat(trial.answersLeft().stream()
                        .filter(answer -> !answer.why().equals(Optional.of(new ReasonId("filler")))))
                .containsExactlyInAnyOrder(answers);
    }

    private TrialBox trial() {
        return new TrialBox(folder.resolve("kiosk"), 94).at("10:30");
    }

    private MoodDesk desk(TrialBox trial) {
        return new MoodDesk(trial.box, trial.schedule, trial.clock, random);
    }

    private EventId comes(MoodDesk desk, String who, SessionId session) {
        EventId face = shows(desk, who);
        desk.met(new Outcome.Welcome(face, new ComingFor.DropIn(session), Companions.NOBODY));
        return face;
    }

    private EventId shows(MoodDesk desk, String who) {
        EventId face = event();
        desk.shown(new Shown(face, face, new Credential.Pass(new PassId("0".repeat(20)), "0001"), who));
        return face;
    }

    private EventId event() {
        return EventId.random(1_800_000_000_000L, random);
    }
}
