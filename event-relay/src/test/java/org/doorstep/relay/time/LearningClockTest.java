package org.doorstep.relay.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Moment.Clock;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningClockTest {
    private static final Instant TRUE_TIME = Instant.parse("2026-11-22T18:00:00Z");
    private static final Optional<Instant> NOTHING = Optional.empty();

    @TempDir
    private Path folder;

    @Test
    void aBoardThatStartsIn1970AndRemembersNothingKnowsNothing() {
        LearningClock clock = new LearningClock(board("1970-01-01T00:00:12Z"), NOTHING);

        assertThat(clock.moment().clock()).isEqualTo(Clock.UNKNOWN);
        assertThat(clock.passed()).isEmpty();
    }

    @Test
    void aBoardThatStartsIn1970GoesOnFromTheTimeItLastKnew() {
        SetClock board = board("1970-01-01T00:00:12Z");
        LearningClock clock = new LearningClock(board, Optional.of(TRUE_TIME));
        board.forward(Duration.ofMinutes(3));

        assertThat(clock.instant()).isEqualTo(TRUE_TIME.plus(Duration.ofMinutes(3)));
        assertThat(clock.moment().clock()).isEqualTo(Clock.RESTORED);
        assertThat(clock.moment().boundMs())
                .as("how long it was off, nobody knows")
                .isEqualTo(Moment.UNBOUNDED);
        assertThat(clock.passed()).contains(TRUE_TIME.plus(Duration.ofMinutes(3)));
    }

    @Test
    void aClockChipWithAFlatBatteryIsNotFollowedInto2099() {
        SetClock board = board("2099-06-01T00:00:00Z").vouchedForBy(Clock.RESTORED);
        LearningClock clock = new LearningClock(board, Optional.of(TRUE_TIME));

        assertThat(clock.instant()).isEqualTo(TRUE_TIME);
        assertThat(clock.passed()).as("nor is it kept for the next start").contains(TRUE_TIME);
    }

    @Test
    void aClockChipThatIsAheadOfTheLastKnownTimeIsShownButNotVouchedFor() {
        SetClock board = board("2026-11-24T08:00:00Z").vouchedForBy(Clock.RESTORED);
        LearningClock clock = new LearningClock(board, Optional.of(TRUE_TIME));

        assertThat(clock.instant()).isEqualTo("2026-11-24T08:00:00Z");
        assertThat(clock.moment().clock()).isEqualTo(Clock.RESTORED);
        assertThat(clock.moment().boundMs()).isEqualTo(Moment.UNBOUNDED);
        assertThat(clock.passed()).contains(TRUE_TIME);
    }

    @Test
    void aWallClockThatIsSetTenYearsOffMovesNothing() {
        for (String wall : List.of("2036-11-22T18:00:00Z", "2016-11-22T18:00:00Z", "1970-01-01T00:00:00Z")) {
            SetClock board = board("1970-01-01T00:00:12Z");
            LearningClock clock = new LearningClock(board, Optional.of(TRUE_TIME.minusSeconds(3_600)));
            hubSays(clock, board, TRUE_TIME, 30);

            board.set(wall);
            board.forward(Duration.ofMinutes(1));

            assertThat(clock.moment().clock()).as(wall).isEqualTo(Clock.HUB);
            assertThat(Duration.between(clock.instant(), TRUE_TIME.plusSeconds(60))
                            .abs()
                            .toMillis())
                    .isLessThanOrEqualTo(clock.moment().boundMs());
        }
    }

    @Test
    void aSyncedClockThatJumpsIsBelievedNeitherBeforeNorAfterUntilTheHubSettlesIt() {
        for (String wall : List.of("2036-11-22T18:00:00Z", "2016-11-22T18:00:00Z")) {
            SetClock board = new SetClock();
            LearningClock clock = new LearningClock(board, NOTHING);
            assertThat(clock.moment().clock()).isEqualTo(Clock.SYNCED);

            board.set(wall);
            assertThat(clock.moment().clock()).isEqualTo(Clock.RESTORED);
            assertThat(clock.moment().boundMs()).isEqualTo(Moment.UNBOUNDED);

            hubSays(clock, board, TRUE_TIME.plusSeconds(1), 40);
            assertThat(clock.moment().clock()).isEqualTo(Clock.HUB);
            assertThat(clock.instant()).isBetween(TRUE_TIME, TRUE_TIME.plusSeconds(2));
        }
    }

    @Test
    void theBoundOfTheHubsTimeIsItsOwnAndHalfTheWayAndGrowsWithTheDrift() {
        SetClock board = board("1970-01-01T00:00:12Z");
        LearningClock clock = new LearningClock(board, NOTHING);
        long asked = board.moment().uptimeMs();
        board.forward(Duration.ofMillis(80));
        Request.Learnt learnt =
                clock.learn(asked, new HubTime(TRUE_TIME, Clock.SYNCED, 20)).orElseThrow();

        assertThat(learnt.boundMs()).isEqualTo(20 + 40 + 1);
        assertThat(learnt.time()).isEqualTo(TRUE_TIME.plusMillis(41));
        board.forward(Duration.ofHours(1));
        assertThat(clock.moment().boundMs()).isEqualTo(61 + 1_800 + 1);
    }

    @Test
    void theCloserOfTwoAnswersIsKept() {
        SetClock board = board("1970-01-01T00:00:12Z");
        LearningClock clock = new LearningClock(board, NOTHING);
        hubSays(clock, board, TRUE_TIME, 10);
        int close = clock.moment().boundMs();

        clock.learn(board.moment().uptimeMs() - 4_000, new HubTime(TRUE_TIME, Clock.SYNCED, 10));

        assertThat(clock.moment().boundMs()).isEqualTo(close);
    }

    @Test
    void aHubWithoutTrueTimeTeachesNothing() {
        SetClock board = board("1970-01-01T00:00:12Z");
        LearningClock clock = new LearningClock(board, NOTHING);
        HubTime none = new HubTime(Instant.EPOCH, Clock.UNKNOWN, Moment.UNBOUNDED);

        assertThat(clock.learn(board.moment().uptimeMs(), none)).isEmpty();
        assertThat(clock.contradicts(none, Duration.ZERO)).isFalse();
        assertThat(clock.moment().clock()).isEqualTo(Clock.UNKNOWN);
    }

    @Test
    void aHubThatNoTimeServerKeepsInStepDoesNotOverruleADeviceThatOneDoes() {
        SetClock board = new SetClock();
        LearningClock clock = new LearningClock(board, NOTHING);
        HubTime slow = new HubTime(TRUE_TIME.minusSeconds(600), Clock.RESTORED, 60_000);

        assertThat(clock.learn(board.moment().uptimeMs(), slow)).isEmpty();
        assertThat(clock.moment().clock()).isEqualTo(Clock.SYNCED);
    }

    @Test
    void whatTheKernelVouchedForIsRememberedWithAGrowingBound() {
        SetClock board = new SetClock();
        LearningClock clock = new LearningClock(board, NOTHING);
        clock.moment();
        board.vouchedForBy(Clock.UNKNOWN);
        board.forward(Duration.ofHours(2));

        assertThat(clock.moment().clock()).isEqualTo(Clock.RESTORED);
        assertThat(clock.moment().boundMs()).isEqualTo(50 + 3_600 + 1);
    }

    @Test
    void aBeaconThatCannotBeTrueTogetherWithThisClockIsNoticed() {
        SetClock board = board("1970-01-01T00:00:12Z");
        LearningClock clock = new LearningClock(board, NOTHING);
        hubSays(clock, board, TRUE_TIME, 10);
        Duration minute = Duration.ofMinutes(1);

        assertThat(clock.contradicts(new HubTime(TRUE_TIME.minusSeconds(30), Clock.SYNCED, 10), minute))
                .as("a beacon may have been half a minute on the way")
                .isFalse();
        assertThat(clock.contradicts(new HubTime(TRUE_TIME.plusSeconds(5), Clock.SYNCED, 10), minute))
                .isTrue();
        assertThat(clock.contradicts(new HubTime(TRUE_TIME.minusSeconds(90), Clock.SYNCED, 10), minute))
                .isTrue();
    }

    @Test
    void theLastKnownTimeIsReplacedWholeAndWhatCannotBeReadIsNone() throws Exception {
        LastKnownTime kept = new LastKnownTime(folder);
        assertThat(kept.read()).isEmpty();
        kept.keep(TRUE_TIME);
        kept.keep(TRUE_TIME.plusSeconds(60));
        assertThat(new LastKnownTime(folder).read()).contains(TRUE_TIME.plusSeconds(60));

        Files.write(folder.resolve("last-known-time"), new byte[] {0, 0, 0, 0});
        assertThat(kept.read()).isEmpty();
    }

    private static SetClock board(String wall) {
        return new SetClock(wall).vouchedForBy(Clock.UNKNOWN);
    }

    private static void hubSays(LearningClock clock, SetClock board, Instant time, int boundMs) {
        assertThat(clock.learn(board.moment().uptimeMs(), new HubTime(time, Clock.SYNCED, boundMs)))
                .isPresent();
    }
}
