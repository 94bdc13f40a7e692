package org.doorstep.hub.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final FigureCell CELL = new FigureCell(
            FigureCell.VISITS, FigureCell.WHOLE_HUB, FigureCell.Period.DAY, LocalDate.parse("2026-11-18"));

    @TempDir
    Path folder;

    private Database database;
    private final Gate gate = new Gate(() -> Instant.parse("2026-11-18T10:00:00Z"), new Random(1));

    @BeforeEach
    void openLedger() {
        database = Database.open(folder.resolve("hub.db"), "org/doorstep/hub/db");
    }

    @AfterEach
    void closeLedger() {
        database.close();
    }

    @Test
    void oneToSevenAreSuppressedZeroIsZeroAndTheRestGoesToTheNearestFive() {
        assertThat(Gate.shown(0)).isEqualTo(new ShownCount.Rounded(0));
        for (int count = 1; count <= 7; count++) {
            assertThat(Gate.shown(count)).isEqualTo(new ShownCount.Suppressed());
        }
        for (int count = 8; count <= 10_000; count++) {
            ShownCount.Rounded shown = (ShownCount.Rounded) Gate.shown(count);
            assertThat(shown.value() % 5).isZero();
            assertThat(Math.abs(shown.value() - count))
                    .as("there are no ties: %s", count)
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void theSameCellHasTheSameAnswerWhileTheShownNumberStays() {
        assertThat(release(13)).isEqualTo(1);
        for (int count : new int[] {14, 15, 16, 17, 13}) {
            assertThat(release(count)).as("%s is 15 too", count).isZero();
        }
        assertThat(released()).containsExactly("1 v1 15");
    }

    @Test
    void atOnceAFigureIsRestatedOnlyWhenItsShownNumberMoves() {
        for (int count = 1; count <= 23; count++) {
            Counted counted = new Counted(CELL, count, Band.COMPLETE);
            database.write(handle -> gate.releaseAnew(handle, List.of(counted), List.of()));
        }
        assertThat(released()).containsExactly("1 v1 suppressed", "2 v2 10", "3 v3 15", "4 v4 20", "5 v5 25");
    }

    @Test
    void whatWasToldOfADayStandsThoughMoreHaveComeSince() {
        for (int count = 13; count <= 40; count++) {
            release(count);
        }
        assertThat(released()).containsExactly("1 v1 15");
    }

    @Test
    void aWeekIsLookedAtAgainThreeDaysAndAFortnightAfterItIsOverAndThenEveryFourWeeks() {
        LocalDate over = CELL.monday().plusWeeks(1);
        assertThat(over.datesUntil(over.plusDays(80))
                        .filter(day -> Gate.isDayToLook(day, CELL.monday()))
                        .map(day -> (int) ChronoUnit.DAYS.between(over, day)))
                .containsExactly(3, 14, 42, 70);
    }

    @Test
    void aLossFoundLaterIsSaidThoughTheNumberStays() {
        release(13);
        assertThat(database.<Integer>write(handle -> gate.release(handle, List.of(new Counted(CELL, 13, Band.PARTLY)))))
                .isEqualTo(1);
    }

    @Test
    void whatWasReleasedStandsInTheLedgerForEver() {
        release(13);

        assertThatThrownBy(() -> database.write(handle -> handle.execute("UPDATE release_ledger SET value = 20")))
                .hasStackTraceContaining("what was released stands");
        assertThatThrownBy(() -> database.write(handle -> handle.execute("DELETE FROM release_ledger")))
                .hasStackTraceContaining("what was released stands");
        assertThat(released()).containsExactly("1 v1 15");
    }

    @Test
    void theLedgerItselfRefusesACountThatWasNotRounded() {
        assertThatThrownBy(() -> database.write(handle -> handle.execute("""
                        INSERT INTO release_ledger
                          (number, figure, activity, period, starts, version, value, complete, released_at, chain)
                        VALUES (1, 'visits', '*', 'day', '2026-11-18', 1, 13, 1, 0, 'x')""")))
                .hasStackTraceContaining("CHECK constraint failed");
    }

    @Test
    void whateverIsCountedInWhateverOrderTheLastWordIsTheRuleAppliedToTheLastCount() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomGenerator random = new Random(seed);
            FigureCell cell = new FigureCell("trial-" + seed, "*", FigureCell.Period.DAY, CELL.starts());
            int count = 0;
            for (int step = 0; step < 40; step++) {
                count = Math.max(0, count + random.nextInt(-3, 5));
                Counted counted = new Counted(cell, count, Band.COMPLETE);
                database.write(handle -> gate.release(handle, List.of(counted)));
            }
            ShownCount last = Gate.shown(count);
            assertThat(database.<ShownCount>read(
                            handle -> gate.newest(handle, cell).orElseThrow().value()))
                    .as("seed %s", seed)
                    .isEqualTo(last);
        }
    }

    @Test
    void whatWasToldOfOneFigureOfAWeekIsNotTakenForAnotherOfTheSameWeek() {
        List<Counted> all = Stream.of(FigureCell.VISITS, FigureCell.GUESTS, FigureCell.ADULTS, FigureCell.KNOWN)
                .map(figure -> new FigureCell(figure, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, CELL.monday()))
                .map(cell -> new Counted(cell, 13, Band.COMPLETE))
                .toList();

        for (Counted one : all) {
            assertThat(database.<Integer>write(handle -> gate.release(handle, List.of(one))))
                    .isEqualTo(1);
        }
        assertThat(database.<Integer>write(handle -> gate.release(handle, all))).isZero();
    }

    private int release(int count) {
        return database.write(handle -> gate.release(handle, List.of(new Counted(CELL, count, Band.COMPLETE))));
    }

    private List<String> released() {
        return database.read(handle -> gate.after(handle, 0, 100).stream()
                .map(row -> row.number() + " v" + row.version() + " " + row.value())
                .toList());
    }
}
