package org.doorstep.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.relay.contract.figures.FigureCell.Period.DAY;
import static org.doorstep.relay.contract.figures.FigureCell.Period.WEEK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamSyncTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

    @TempDir
    Path folder;

    private final RecordingArea area = new RecordingArea();
    private final List<TrialHub> hubs = new ArrayList<>();
    private long seed;

    @AfterEach
    void closeAll() {
        hubs.forEach(TrialHub::close);
        area.close();
    }

    @Test
    void whatIsCountedReachesTheAreaRounded() {
        TrialHub hub = hub(Cadence.AT_ONCE);
        hub.taps(9);
        hub.guest(1, 2);
        hub.sync.step();

        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.VISITS, "drop-in", WEEK, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.KNOWN, "*", WEEK, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.FIRST_TIMERS, "*", WEEK, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.GUESTS, "*", WEEK, MONDAY)).isEqualTo("suppressed");
        assertThat(area.shown(FigureCell.ADULTS, "*", DAY, MONDAY)).isEqualTo("suppressed");
        assertThat(area.shown(FigureCell.CHILDREN, "*", DAY, MONDAY)).isEqualTo("suppressed");
    }

    @Test
    void hourByHourNothingLeavesBetweenTheHours() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.taps(9);
        hub.sync.step();
        int before = area.requests;
        hub.taps(20);
        hub.pass(Duration.ofMinutes(50));
        hub.sync.step();

        assertThat(area.requests).isEqualTo(before);

        hub.pass(Duration.ofMinutes(10));
        hub.sync.step();

        assertThat(area.requests).as("a sign of life").isEqualTo(before + 1);
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("absent");

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("30");
    }

    /// Told as 20 (22 came) and an hour later as 30 (28 came), the hub's day would tell of the one
    /// session in between that 6 or 7 came.
    @Test
    void ofADayThatRunsNothingIsToldUntilItIsOver() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.taps(9);
        hub.guest(1, 2);
        hub.sync.step();

        assertThat(area.held.values().stream().map(row -> row.cell().period())).doesNotContain(DAY);
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY))
                .as("no day of it is over")
                .isEqualTo("0");
        assertThat(area.shown(FigureCell.VISITS, "drop-in", DAY, MONDAY)).isEqualTo("absent");
        assertThat(area.shown(FigureCell.KNOWN, "*", WEEK, MONDAY)).isEqualTo("absent");

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.VISITS, "drop-in", DAY, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.VISITS, "drop-in", WEEK, MONDAY)).isEqualTo("absent");
        assertThat(area.shown(FigureCell.KNOWN, "*", WEEK, MONDAY)).isEqualTo("absent");

        hub.pass(Duration.ofDays(7));
        hub.sync.step();

        assertThat(area.shown(FigureCell.VISITS, "drop-in", WEEK, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.KNOWN, "*", WEEK, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.FIRST_TIMERS, "*", WEEK, MONDAY)).isEqualTo("10");
    }

    /// Told by itself beside its days it would go over a step at another visit than they do, and
    /// which one would tell how many came on the days before.
    @Test
    void aRunningWeekIsToldAsWhatItsDaysComeToAndTheWeekItselfWhenItIsOver() {
        TrialHub hub = hub(Cadence.HOURLY);
        for (int day = 0; day < 3; day++) {
            hub.taps(12);
            hub.sync.step();
            hub.pass(Duration.ofDays(1));
        }
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY))
                .as("10 and 10 and 10")
                .isEqualTo("30");

        hub.pass(Duration.ofDays(7));
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY))
                .as("36 came")
                .isEqualTo("35");
    }

    @Test
    void whatComesLateIsToldOnFixedDaysAfterTheWeekAndOnlyWhereEightOrMoreHaveCome() {
        TrialHub hub = hub(Cadence.HOURLY);
        Instant then = hub.now();
        hub.taps(12);
        hub.setNow(then.plus(Duration.ofDays(8)));
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY)).isEqualTo("10");

        late(hub, then, 7);
        hub.setNow(then.plus(Duration.ofDays(9)));
        hub.sync.step();
        hub.setNow(then.plus(Duration.ofDays(10)));
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY))
                .as("19 by now; of the seven nothing is said")
                .isEqualTo("10");

        late(hub, then, 1);
        hub.setNow(then.plus(Duration.ofDays(20)));
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY))
                .as("not before the day to look")
                .isEqualTo("10");

        hub.setNow(then.plus(Duration.ofDays(21)));
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("20");
        assertThat(area.shown(FigureCell.VISITS, "drop-in", WEEK, MONDAY))
                .as("all of the week at once")
                .isEqualTo("20");
        assertThat(area.shown(FigureCell.KNOWN, "*", WEEK, MONDAY))
                .as("people are told once")
                .isEqualTo("10");
    }

    private static void late(TrialHub hub, Instant then, int taps) {
        Instant now = hub.now();
        hub.setNow(then);
        hub.taps(taps);
        hub.setNow(now);
    }

    @Test
    void aRestartInTheMiddleOfAnHourTellsNothingMore() {
        TrialHub hub = hub(Cadence.HOURLY);
        Instant then = hub.now();
        hub.taps(9);
        hub.pass(Duration.ofDays(1));
        hub.sync.step();
        hub.close();
        hubs.remove(hub);
        TrialHub again = hub(Cadence.HOURLY);
        LocalDate sunday = MONDAY.minusDays(1);
        again.setNow(then.minus(Duration.ofDays(1)));
        again.taps(20);
        again.setNow(hub.now().plus(Duration.ofMinutes(20)));
        again.sync.step();

        assertThat(area.shown(FigureCell.VISITS, "*", DAY, sunday)).isEqualTo("absent");
        again.pass(Duration.ofHours(1));
        again.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, sunday)).isEqualTo("20");
    }

    @Test
    void theKiosksEventsAreAtTheCentreOnceTheAreaHasTakenTheirFigures() {
        TrialHub hub = hub(Cadence.AT_ONCE);
        area.goAway();
        hub.taps(3);
        hub.sync.step();
        assertThat(hub.atCentre()).isZero();

        area.comeBack();
        hub.pass(Duration.ofMinutes(5));
        hub.sync.step();

        assertThat(hub.atCentre()).isEqualTo(3);
        hub.taps(1);
        assertThat(hub.atCentre()).isEqualTo(3);
        hub.sync.step();
        assertThat(hub.atCentre())
                .as("the shown number did not move, and the tap is in it")
                .isEqualTo(4);
    }

    @Test
    void anAreaThatIsAwayForAMonthIsCaughtUpWithByItself() {
        TrialHub hub = hub(Cadence.HOURLY);
        area.goAway();
        Duration longest = Duration.ZERO;
        for (int day = 0; day < 30; day++) {
            hub.taps(8 + day);
            hub.setNow(hub.now().plus(Duration.ofDays(1)));
            Duration next = hub.sync.step();
            longest = next.compareTo(longest) > 0 ? next : longest;
        }
        UpstreamStatus away = hub.sync.status();
        assertThat(away.state()).isEqualTo(UpstreamStatus.State.AWAY);
        assertThat(away.waiting()).isGreaterThan(200);
        assertThat(longest).as("asks again soon enough").isLessThanOrEqualTo(Duration.ofMinutes(5));

        area.comeBack();
        hub.pass(Duration.ofMinutes(5));
        hub.sync.step();

        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.FINE);
        assertThat(hub.sync.status().waiting()).isZero();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("10");
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY.plusDays(29))).isEqualTo("35");
        assertThat(hub.atCentre()).isEqualTo(hub.lastRow());
    }

    /// A wait ends a moment early: timers count in whole milliseconds. The time to ask again then
    /// came while the loop was looking, and was forgotten until the next hour.
    @Test
    void theTimeToAskAgainIsKeptThoughItComesWhileTheLoopLooks() {
        TrialHub hub = hub(Cadence.AT_ONCE);
        area.goAway();
        hub.taps(9);
        Duration wait = hub.sync.step();

        hub.pass(wait.minusNanos(1_500));
        hub.passAtEachReading(Duration.ofNanos(1_000));
        wait = hub.sync.step();
        assertThat(wait).isLessThan(Duration.ofSeconds(10));

        area.comeBack();
        hub.pass(wait);
        wait = hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("10");
        assertThat(wait).as("nothing to ask for: no busy loop").isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void anAreaThatMissedOnlyASignOfLifeIsFineAgainAtTheNextAsking() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.taps(9);
        hub.sync.step();
        area.goAway();
        hub.pass(Duration.ofHours(1));
        hub.pass(hub.sync.step());
        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.AWAY);

        area.comeBack();
        hub.pass(Duration.ofMinutes(5));
        Duration wait = hub.sync.step();

        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.FINE);
        assertThat(wait).isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void anAnswerThatIsLostMakesNothingCountTwice() {
        TrialHub hub = hub(Cadence.AT_ONCE);
        area.mood = RecordingArea.Mood.LOSING_ANSWERS;
        for (int i = 0; i < 5; i++) {
            hub.taps(7);
            hub.sync.step();
            hub.pass(Duration.ofMinutes(6));
        }
        area.mood = RecordingArea.Mood.WELL;
        hub.taps(1);
        hub.sync.step();

        assertThat(area.timesTaken.values()).allMatch(times -> times == 1);
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("35");
        assertThat(hub.sync.status().waiting()).isZero();
    }

    @Test
    void anAreaThatRefusesIsAskedAgainSlowlyAndTheManagerSeesIt() {
        TrialHub hub = hub(Cadence.AT_ONCE);
        area.mood = RecordingArea.Mood.REFUSING;
        hub.taps(9);
        Duration next = hub.sync.step();

        assertThat(next).isBetween(Duration.ofMillis(1), Duration.ofMinutes(5));
        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.REFUSED);
        assertThat(hub.sync.status().waiting()).isPositive();
    }

    @Test
    void toAnAreaThatGivesNothingBackARestoredHubSendsWhatItHasUnderANewLedgerEachTime() throws IOException {
        area.old = true;
        TrialHub hub = hub(Cadence.AT_ONCE);
        hub.taps(9);
        hub.sync.step();
        close(hub);
        Path copy = Files.copy(folder.resolve("hub.db"), folder.resolve("copy.db"));
        TrialHub lost = hub(Cadence.AT_ONCE);
        lost.setNow(hub.now().plus(Duration.ofMinutes(5)));
        lost.taps(40);
        lost.sync.step();
        Set<String> ledgers = new HashSet<>(Set.of(area.cursor().ledger()));
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("50");
        close(lost);

        for (int restored = 1; restored <= 3; restored++) {
            Files.copy(copy, folder.resolve("hub.db"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(folder.resolve("hub.db-wal"));
            Files.deleteIfExists(folder.resolve("hub.db-shm"));
            TrialHub again = hub(Cadence.AT_ONCE);
            again.setNow(lost.now().plus(Duration.ofMinutes(5)));
            again.taps(20 * restored);
            again.sync.step();

            assertThat(ledgers.add(area.cursor().ledger()))
                    .as("a ledger of its own")
                    .isTrue();
            assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo(Integer.toString(10 + 20 * restored));
            assertThat(again.sync.status().waiting()).isZero();
            close(again);
        }
    }

    @Test
    void aRestoredHubIsGivenBackWhatItToldAndTellsNothingOfItOtherwise() throws IOException {
        TrialHub hub = hub(Cadence.HOURLY);
        Instant begun = hub.now();
        hub.taps(9);
        hub.pass(Duration.ofDays(1));
        hub.sync.step();
        close(hub);
        Path copy = Files.copy(folder.resolve("hub.db"), folder.resolve("copy.db"));
        TrialHub lost = hub(Cadence.HOURLY);
        lost.setNow(hub.now());
        lost.taps(22);
        lost.setNow(begun.plus(Duration.ofDays(8)));
        lost.sync.step();
        FigureCursor told = area.cursor();
        Map<FigureCell, FigureBatch.Row> shown = Map.copyOf(area.figures);
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY)).isEqualTo("30");
        close(lost);

        TrialHub restored = restored(copy, lost.now());
        restored.sync.step();

        assertThat(area.pages).as("page by page").isGreaterThan(1);
        assertThat(area.cursor().ledger()).isEqualTo(told.ledger());
        assertThat(area.figures)
                .as("though nobody is counted there yet: the kiosks have not said it again")
                .containsAllEntriesOf(shown);
        restored.setNow(begun.plus(Duration.ofDays(1)));
        restored.taps(24);
        restored.setNow(begun.plus(Duration.ofDays(10)));
        restored.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY))
                .as("33 by now: three who came late")
                .isEqualTo("30");
        assertThat(restored.sync.status().waiting()).isZero();
    }

    @Test
    void aRestoredHubThatToldSomethingElseWhileTheAreaWasAwayTakesItsWordForWhatStands() throws IOException {
        TrialHub hub = hub(Cadence.HOURLY);
        Instant begun = hub.now();
        hub.taps(9);
        hub.sync.step();
        close(hub);
        Path copy = Files.copy(folder.resolve("hub.db"), folder.resolve("copy.db"));
        TrialHub lost = hub(Cadence.HOURLY);
        lost.setNow(begun);
        lost.taps(22);
        lost.setNow(begun.plus(Duration.ofDays(1)));
        lost.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("30");
        String ledger = area.cursor().ledger();
        close(lost);

        area.goAway();
        TrialHub restored = restored(copy, lost.now());
        restored.sync.step();
        area.comeBack();
        restored.pass(Duration.ofMinutes(5));
        restored.sync.step();

        assertThat(area.cursor().ledger()).as("it has gone another way").isNotEqualTo(ledger);
        assertThat(area.shown(FigureCell.VISITS, "*", DAY, MONDAY)).isEqualTo("30");
    }

    private TrialHub restored(Path copy, Instant now) throws IOException {
        Files.copy(copy, folder.resolve("hub.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(folder.resolve("hub.db-wal"));
        Files.deleteIfExists(folder.resolve("hub.db-shm"));
        TrialHub restored = hub(Cadence.HOURLY);
        restored.setNow(now);
        return restored;
    }

    @Test
    void aClockThatIsPutBackDoesNotPutOffTheAskingForYears() {
        TrialHub hub = hub(Cadence.AT_ONCE);
        Instant rightTime = hub.now();
        hub.setNow(rightTime.plus(Duration.ofDays(1_500)));
        area.goAway();
        hub.taps(9);
        hub.sync.step();

        hub.setNow(rightTime);
        area.comeBack();
        hub.sync.step();

        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.FINE);
    }

    @Test
    void aTapFromAClockThatWokeInTheYear1970DoesNotReleaseThreeThousandEmptyWeeks() {
        TrialHub hub = hub(Cadence.HOURLY);
        Instant today = hub.now();
        hub.setNow(Instant.EPOCH.plus(Duration.ofHours(3)));
        hub.taps(1);
        hub.setNow(today);
        hub.sync.step();

        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.FINE);
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY)).isEqualTo("0");
        assertThat(area.cursor().through()).isLessThan(1_000);
    }

    @Test
    void aWeekInWhichNobodyCameIsSaidToBeEmpty() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.taps(9);
        hub.sync.step();
        hub.pass(Duration.ofDays(15));
        hub.sync.step();

        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY.plusWeeks(1)))
                .isEqualTo("0");
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY.plusWeeks(2)))
                .isEqualTo("0");
    }

    @Test
    void ofAYearThatOnlyAWrongClockHasSeenNothingIsSaid() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.taps(9);
        hub.sync.step();
        hub.timeIsKnown(false);
        hub.pass(Duration.ofDays(3650));
        hub.sync.step();
        LocalDate before = MONDAY.plusWeeks(1);
        assertThat(area.held.values().stream().map(row -> row.cell().monday())).noneMatch(before::isBefore);

        hub.setNow(Instant.parse("2026-11-16T09:00:00Z"));
        hub.timeIsKnown(true);
        hub.sync.step();
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, before)).isEqualTo("0");
    }

    @Test
    void firstTimersAreToldOnceThoughAnEarlierTapComesLate() {
        TrialHub hub = hub(Cadence.HOURLY);
        List<PassId> passes = new ArrayList<>();
        Instant earlier = hub.now();
        hub.pass(Duration.ofDays(7));
        for (int i = 0; i < 10; i++) {
            passes.add(hub.newPass());
            hub.tap(passes.getLast());
        }
        hub.pass(Duration.ofDays(7));
        Instant later = hub.now();
        hub.sync.step();
        assertThat(area.shown(FigureCell.FIRST_TIMERS, "*", WEEK, MONDAY.plusWeeks(1)))
                .isEqualTo("10");

        hub.setNow(earlier);
        passes.forEach(hub::tap);
        hub.setNow(later.plus(Duration.ofHours(1)));
        hub.sync.step();

        assertThat(area.shown(FigureCell.FIRST_TIMERS, "*", WEEK, MONDAY.plusWeeks(1)))
                .isEqualTo("10");
    }

    @Test
    void rowsThatAKioskLostMarkTheWeeksTheyMayBelongTo() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.taps(9);
        hub.pass(Duration.ofDays(7));
        hub.sync.step();
        hub.loseRows(20);
        hub.pass(Duration.ofDays(7));
        hub.taps(9);
        hub.pass(Duration.ofHours(1));
        hub.sync.step();

        assertThat(complete(MONDAY)).as("the last row before the loss is here").isFalse();
        assertThat(complete(MONDAY.plusWeeks(1)))
                .as("the loss was reported here")
                .isFalse();
        assertThat(complete(MONDAY.plusWeeks(2))).isTrue();
    }

    @Test
    void aSignOfLifeGoesEveryHourThoughNothingMoved() {
        TrialHub hub = hub(Cadence.HOURLY);
        hub.sync.step();
        int before = area.requests;
        for (int hour = 0; hour < 5; hour++) {
            hub.pass(Duration.ofHours(1));
            hub.sync.step();
        }
        assertThat(area.requests).isEqualTo(before + 5);
    }

    @Test
    void aSilentKioskMakesAWeekPartlyCompleteAndItsBacklogCompletesItThoughNobodyMoreCame() throws IOException {
        TrialHub hub = hub(Cadence.HOURLY);
        Path devices = Files.createDirectories(folder.resolve("devices"));
        Files.writeString(devices.resolve("kiosk-2.properties"), "name = Kiosk in the hall\n");
        Instant begun = hub.now();
        hub.taps(9);
        hub.pass(Duration.ofHours(2));
        hub.taps(9);
        hub.pass(Duration.ofDays(1));
        hub.known("kiosk-2", begun.minus(Duration.ofDays(1)), begun.plus(Duration.ofHours(1)));
        hub.sync.step();
        assertThat(band(MONDAY)).isEqualTo(Band.PARTLY);

        hub.known("kiosk-2", begun.minus(Duration.ofDays(1)), begun.plus(Duration.ofMinutes(115)));
        hub.pass(Duration.ofHours(1));
        hub.sync.step();
        assertThat(band(MONDAY)).isEqualTo(Band.NEARLY);

        hub.known("kiosk-2", begun.minus(Duration.ofDays(1)), hub.now());
        hub.pass(Duration.ofHours(1));
        hub.sync.step();
        assertThat(band(MONDAY)).isEqualTo(Band.COMPLETE);
        assertThat(area.shown(FigureCell.VISITS, "*", WEEK, MONDAY)).isEqualTo("20");
    }

    private Band band(LocalDate monday) {
        return area.figures
                .get(new FigureCell(FigureCell.VISITS, "*", WEEK, monday))
                .band();
    }

    private void close(TrialHub hub) {
        hub.close();
        hubs.remove(hub);
    }

    private boolean complete(LocalDate monday) {
        return area.figures
                .get(new FigureCell(FigureCell.VISITS, "*", WEEK, monday))
                .complete();
    }

    private TrialHub hub(Cadence cadence) {
        TrialHub hub = new TrialHub(folder.resolve("hub.db"), ++seed, cadence, area.reached());
        hubs.add(hub);
        return hub;
    }
}
