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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shares and means are made of what was released, of eight people and more.
class OfPeopleTest {
    private static final LocalDate TODAY = LocalDate.ofInstant(TrialArea.START, ZoneOffset.UTC);
    private static final String WEEK = "2026-11-09";

    @TempDir
    Path folder;

    @Test
    void visitsAreSaidForEachPersonAndFirstTimersAsAShareOfThePeople() throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", WEEK, 1, "50")
                .week(FigureCell.KNOWN, "*", WEEK, 1, "30")
                .week(FigureCell.FIRST_TIMERS, "*", WEEK, 1, "10");

        assertThat(sentences(ledger, FigureCell.VISITS, FigureCell.FIRST_TIMERS, FigureCell.KNOWN))
                .satisfiesExactly(
                        visits -> assertThat(visits).endsWith("About 1.7 for each person known by pass."),
                        first -> assertThat(first).endsWith("About 35% of the people known by pass."),
                        people -> assertThat(people).doesNotContain("bout"));
    }

    @Test
    void nothingIsSaidOfFewerThanEight() throws Exception {
        TrialLedger few = new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", WEEK, 1, "20")
                .week(FigureCell.KNOWN, "*", WEEK, 1, "suppressed")
                .week(FigureCell.FIRST_TIMERS, "*", WEEK, 1, "suppressed");
        assertThat(sentences(few, FigureCell.VISITS, FigureCell.FIRST_TIMERS))
                .noneMatch(sentence -> sentence.contains("bout"));
    }

    @Test
    void nothingIsSaidOfAWeekThatMayLackSomething() throws Exception {
        TrialLedger partly = new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", WEEK, 1, "20")
                .incompleteWeek(FigureCell.KNOWN, "*", WEEK, 1, "10");
        assertThat(sentences(partly, FigureCell.VISITS)).noneMatch(sentence -> sentence.contains("bout"));
    }

    private List<String> sentences(TrialLedger ledger, String... figures) throws Exception {
        Path hubs = Files.createDirectories(folder.resolve("hubs"));
        TrialArea.writeHub(hubs, "millbrook", "Millbrook Fold");
        try (Store store = SqliteStore.open(folder.resolve("area.db"))) {
            new Intake(store, () -> TrialArea.START).take(ledger.all());
            Comparison comparison = new Comparison(new HubRegistry(hubs), new Figures(store));
            Telling telling = new Telling(new Words(Locale.ENGLISH, ZoneOffset.UTC));
            return List.of(figures).stream()
                    .map(figure -> Question.of(figure, FigureCell.WHOLE_HUB, "13"))
                    .map(question -> telling.panel(
                                    question, comparison.lines(question, TODAY).getFirst(), "of it")
                            .sentence())
                    .toList();
        }
    }
}
