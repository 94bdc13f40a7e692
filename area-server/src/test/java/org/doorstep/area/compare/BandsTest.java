package org.doorstep.area.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.doorstep.area.TrialArea;
import org.doorstep.area.TrialLedger;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.intake.Intake;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;
import org.doorstep.area.web.Words;
import org.doorstep.relay.contract.figures.FigureCell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How complete a figure is goes with it, from what the hub sends to every form in which it is shown.
@Tag("time")
class BandsTest {
    private static final LocalDate TODAY = LocalDate.ofInstant(TrialArea.START, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aWeekThatMayLackSomethingSaysSoInSentenceTableChartAndFile() throws Exception {
        Path hubs = Files.createDirectories(folder.resolve("hubs"));
        TrialArea.writeHub(hubs, "millbrook", "Millbrook Fold");
        TrialLedger ledger = new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", "2026-10-26", 1, "110")
                .nearlyWeek(FigureCell.VISITS, "*", "2026-11-02", 1, "120")
                .incompleteWeek(FigureCell.VISITS, "*", "2026-11-09", 1, "60")
                .nearlyWeek(FigureCell.VISITS, "*", "2026-11-16", 1, "suppressed");
        try (Store store = SqliteStore.open(folder.resolve("area.db"))) {
            new Intake(store, () -> TrialArea.START).take(ledger.all());
            Question question = question();
            List<Comparison.Line> lines =
                    new Comparison(new HubRegistry(hubs), new Figures(store)).lines(question, TODAY);
            Telling telling = new Telling(new Words(Locale.ENGLISH, ZoneOffset.UTC));
            ComparePage.Panel panel = telling.panel(question, lines.getFirst(), "visits by pass");
            List<String> cells = lines.getFirst().weeks().stream()
                    .map(telling::cell)
                    .map(cell -> cell.text() + "|" + cell.note())
                    .toList();

            assertThat(panel.sentence())
                    .isEqualTo("Week from 9 November 2026: 60 visits by pass (partly complete)."
                            + " Week from 16 November 2026, so far: fewer than 8 visits by pass (nearly complete).");
            assertThat(cells)
                    .endsWith(
                            "110|",
                            "120|nearly complete",
                            "60|partly complete",
                            "fewer than 8|so far, nearly complete");
            assertThat(panel.chart())
                    .contains("120, nearly complete", "60, partly complete", "fewer than 8, so far, nearly complete");
            assertThat(Csv.of(question, lines))
                    .contains("2026-10-26,110,true,true,complete\r\n")
                    .contains("2026-11-02,120,false,true,nearly\r\n")
                    .contains("2026-11-09,60,false,true,partly\r\n")
                    .contains("2026-11-16,fewer than 8,false,false,nearly\r\n");
        }
    }

    private static Question question() {
        return Question.of(FigureCell.VISITS, FigureCell.WHOLE_HUB, "13");
    }
}
