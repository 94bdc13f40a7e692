package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Days when the clocks change, at hubs that are not where the program's own time zone is.
@Tag("time")
class VisitRuleAtClockChangesTest {
    @TempDir
    private Path folder;

    @Test
    void theHourThatComesTwiceIsNotALeaving() {
        try (DeskTrial trial = new DeskTrial(folder, "2026-10-25T00:50:00Z", "Europe/London")) {
            trial.card("00BC614E");
            trial.clock.pass(Duration.ofMinutes(15));
            assertThat(trial.card("00BC614E")).isInstanceOf(Outcome.AlreadyIn.class);
            trial.clock.pass(Duration.ofMinutes(10));
            assertThat(trial.card("00BC614E")).isInstanceOf(Outcome.Goodbye.class);
        }
    }

    @Test
    void theHourThatIsLeftOutIsNotALeaving() {
        try (DeskTrial trial = new DeskTrial(folder, "2026-03-29T00:55:00Z", "Europe/London")) {
            trial.card("00BC614E");
            trial.clock.pass(Duration.ofMinutes(10));
            assertThat(trial.card("00BC614E")).isInstanceOf(Outcome.AlreadyIn.class);
        }
    }

    @Test
    void theDayIsTheHubsOwn() {
        try (DeskTrial trial = new DeskTrial(folder, "2026-09-26T12:30:00Z", "Pacific/Auckland")) {
            // 00:30 on the 27th in Auckland, some hours before its clocks go forward.
            assertThat(trial.card("00BC614E")).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> assertThat(
                            welcome.to().id())
                    .isEqualTo(SessionId.dropIn(LocalDate.of(2026, 9, 27))));
        }
    }

    @Test
    void aSessionOnTheDayOfTheChangeIsKnownByItsLocalStart() {
        try (DeskTrial trial = new DeskTrial(folder, "2026-10-25T10:05:00Z", "Europe/London")) {
            trial.on("cook 2026-10-25T10:00:00Z 2026-10-25T12:00:00Z");
            assertThat(trial.card("00BC614E")).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> assertThat(
                            welcome.to().id())
                    .isEqualTo(SessionId.parse("cook@2026-10-25T1000")));
        }
    }

    @Test
    void aSessionTakesPeopleBeforeItsStartAndNotAfterItsEnd() {
        try (DeskTrial trial = new DeskTrial(folder, "2026-11-22T09:30:00Z", "Europe/London")) {
            trial.on("cook 2026-11-22T10:00:00Z 2026-11-22T12:00:00Z");
            assertThat(trial.card("00000001")).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> assertThat(
                            welcome.to().id().isDropIn())
                    .isFalse());
            trial.clock.setWall("2026-11-22T12:00:00Z");
            assertThat(trial.card("00000002")).isInstanceOfSatisfying(Outcome.Welcome.class, welcome -> assertThat(
                            welcome.to().id().isDropIn())
                    .isTrue());
        }
    }
}
