package org.doorstep.area.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.area.TrialArea;
import org.doorstep.area.TrialArea.Answer;
import org.doorstep.area.TrialLedger;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.contract.figures.FigureWeek.What;
import org.junit.jupiter.api.Test;

/// The daily proof from the area's side, through its own door, on whichever database.
abstract class ProofContract extends OnAnyDatabase {
    private static final LocalDate WEEK = LocalDate.parse("2026-11-02");
    private static final LocalDate NEXT = LocalDate.parse("2026-11-09");

    @Test
    void whatWasTakenIsWhatWasReleased() {
        TrialLedger ledger = taken();

        assertThat(differing(ledger)).isEmpty();
        assertThat(line("SELECT agrees || ' ' || remaining || ' ' || mended FROM figure_proof"))
                .isEqualTo("1 0 0");
    }

    @Test
    void aRowTamperedWithIsFoundNamedAndSetRightThereAndOnThePages() {
        TrialLedger ledger = taken();
        tamper("UPDATE figure_said SET value = 995 WHERE number = 2");
        tamper("UPDATE figure SET value = 995 WHERE value = 125");

        assertThat(differing(ledger)).containsExactly(WEEK);
        assertThat(said(ledger, WEEK)).containsExactly("visits * 2026-11-02 v2 OTHER had 995, mended");

        assertThat(differing(ledger)).isEmpty();
        assertThat(figures()).contains("visits * 2026-11-02 125").doesNotContain("visits * 2026-11-02 995");
        assertThat(line("SELECT mended || ' ' || remaining FROM figure_proof")).isEqualTo("1 0");
    }

    @Test
    void aFigureThatIsShownOtherwiseThanItWasSaidIsShownRightAgain() {
        TrialLedger ledger = taken();
        tamper("UPDATE figure SET value = 995 WHERE starts = '2026-11-09'");
        tamper("DELETE FROM figure WHERE figure = 'guests'");

        assertThat(differing(ledger)).containsExactly(WEEK, NEXT);
        assertThat(said(ledger, WEEK)).containsExactly("guests * 2026-11-02 v1 SHOWN had , mended");
        assertThat(said(ledger, NEXT)).containsExactly("visits * 2026-11-09 v1 SHOWN had 995, mended");

        assertThat(differing(ledger)).isEmpty();
        assertThat(figures())
                .containsExactly(
                        "guests * 2026-11-02 suppressed", "visits * 2026-11-02 125", "visits * 2026-11-09 130");
    }

    @Test
    void aRowThatWasTakenOutComesBackAndOneMovedToAnotherWeekGoesHome() {
        TrialLedger ledger = taken();
        tamper("DELETE FROM figure_said WHERE number = 1");
        tamper("UPDATE figure_said SET starts = '2026-11-09' WHERE number = 3");

        assertThat(differing(ledger)).containsExactly(WEEK, NEXT);
        assertThat(said(ledger, WEEK))
                .containsExactly(
                        "visits * 2026-11-02 v1 LACKED had , mended",
                        "guests * 2026-11-02 v1 OTHER had suppressed, mended");

        assertThat(differing(ledger)).isEmpty();
    }

    @Test
    void aRowThatNobodyReleasedIsSaidAndLeftForAPerson() {
        TrialLedger ledger = taken();
        tamper("""
                INSERT INTO figure_said
                SELECT hub, ledger, 77, figure, 'job-club', period, starts, 1, 40, 1, taken_at, 0
                FROM figure_said
                WHERE number = 1""");
        tamper("""
                INSERT INTO figure (hub, figure, activity, period, starts, version, value, complete, nearly)
                VALUES ('millbrook', 'visits', 'tea', 'week', '2026-10-05', 1, 60, 1, 0)""");

        assertThat(differing(ledger)).containsExactly(LocalDate.parse("2026-10-05"), WEEK);
        assertThat(said(ledger, WEEK)).containsExactly("visits job-club 2026-11-02 v1 ONLY_THERE had 40, left");
        assertThat(said(ledger, LocalDate.parse("2026-10-05")))
                .containsExactly("visits tea 2026-10-05 v1 ONLY_THERE had 60, left");

        assertThat(line("SELECT agrees || ' ' || remaining FROM figure_proof")).isEqualTo("0 2");
        assertThat(figures()).contains("visits tea 2026-10-05 60");
    }

    @Test
    void theSameWeekSaidTwiceOrInPartsOrAtTheSameTimeMendsOnce() {
        TrialLedger ledger = taken();
        tamper("DELETE FROM figure_said WHERE number IN (1, 3)");

        differing(ledger);
        List<String> found = new ArrayList<>(said(ledger.week(WEEK, 1, 2)));
        found.addAll(said(ledger.week(WEEK, 3, ledger.size())));

        assertThat(found)
                .containsExactly(
                        "visits * 2026-11-02 v1 LACKED had , mended", "guests * 2026-11-02 v1 LACKED had , mended");
        assertThat(said(ledger, WEEK)).isEmpty();
        assertThat(differing(ledger)).isEmpty();
        assertThat(line("SELECT mended FROM figure_proof")).isEqualTo("2");
    }

    @Test
    void anAreaRestoredFromAnOldBackupIsBroughtUpToDateAndThenAgrees() {
        TrialLedger ledger = ledger();
        area.send("millbrook", ledger.batch(0, 2));

        Answer ahead = area.prove("millbrook", ledger.proof());

        assertThat(ahead.status()).as("compared only at one row").isEqualTo(409);
        assertThat(read(ahead, FigureCursor.class).through()).isEqualTo(2);
        area.send("millbrook", ledger.batch(2, ledger.size()));
        assertThat(differing(ledger)).isEmpty();
    }

    @Test
    void ofAHubRestoredFromAnOlderCopyItIsSaidWhatOnlyTheAreaKnowsAndNothingIsTakenAway() {
        taken();
        TrialLedger restored = new TrialLedger("millbrook", 'b').week(FigureCell.VISITS, "*", WEEK.toString(), 1, "80");
        area.send("millbrook", restored.all());

        assertThat(differing(restored)).containsExactly(WEEK, NEXT);
        assertThat(said(restored, WEEK))
                .containsExactlyInAnyOrder(
                        "visits * 2026-11-02 v1 SAID_MORE had 125, left",
                        "guests * 2026-11-02 v1 ONLY_THERE had suppressed, left");
        assertThat(said(restored, NEXT)).containsExactly("visits * 2026-11-09 v1 ONLY_THERE had 130, left");
        assertThat(figures()).contains("visits * 2026-11-09 130");

        restored.week(FigureCell.VISITS, "*", WEEK.toString(), 2, "125")
                .week(FigureCell.GUESTS, "*", WEEK.toString(), 1, "suppressed")
                .week(FigureCell.VISITS, "*", NEXT.toString(), 1, "130");
        area.send("millbrook", restored.batch(1, 4));
        assertThat(differing(restored)).as("its kiosks have filled it").isEmpty();
    }

    @Test
    void whatARestoredHubNeverGotBackIsSaidForSixWeeksAndNotForEver() {
        taken();
        TrialLedger restored = new TrialLedger("millbrook", 'b').week(FigureCell.VISITS, "*", WEEK.toString(), 1, "80");
        area.send("millbrook", restored.all());

        area.setNow(TrialArea.START.plus(Duration.ofDays(41)));
        assertThat(differing(restored)).isNotEmpty();
        area.setNow(TrialArea.START.plus(Duration.ofDays(43)));
        assertThat(differing(restored)).isEmpty();
    }

    @Test
    void nobodyProvesForAnotherHubAndNonsenseIsRefused() {
        TrialLedger ledger = taken();
        byte[] alders = Wire.writeMessage(new TrialLedger("alder", 'a').proof());

        assertThat(area.post("millbrook", "proof", alders).status()).isEqualTo(422);
        assertThat(area.post("alder", "proof/week", Wire.writeMessage(ledger.week(WEEK)))
                        .status())
                .isEqualTo(422);
        for (String nonsense : List.of("", "{", "[]", "{\"hub\":\"millbrook\"}", "{\"weeks\":[]}")) {
            byte[] body = nonsense.getBytes(StandardCharsets.UTF_8);
            assertThat(area.post("millbrook", "proof", body).status())
                    .as(nonsense)
                    .isEqualTo(422);
            assertThat(area.post("millbrook", "proof/week", body).status())
                    .as(nonsense)
                    .isEqualTo(422);
        }
        assertThat(area.prove("alder", new TrialLedger("alder", 'a').proof()).status())
                .as("an area that has heard nothing of this hub")
                .isEqualTo(409);
        assertThat(area.prove("millbrook", ledger.proof(2)).status()).isEqualTo(409);
    }

    private TrialLedger taken() {
        TrialLedger ledger = ledger();
        area.send("millbrook", ledger.all());
        return ledger;
    }

    private static TrialLedger ledger() {
        return new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", WEEK.toString(), 1, "120")
                .week(FigureCell.VISITS, "*", WEEK.toString(), 2, "125")
                .week(FigureCell.GUESTS, "*", WEEK.toString(), 1, "suppressed")
                .incompleteWeek(FigureCell.VISITS, "*", NEXT.toString(), 1, "130");
    }

    private List<LocalDate> differing(TrialLedger ledger) {
        Answer answer = area.prove("millbrook", ledger.proof());
        assertThat(answer.status()).isEqualTo(200);
        return read(answer, FigureProof.Answer.class).differing();
    }

    private List<String> said(TrialLedger ledger, LocalDate monday) {
        return said(ledger.week(monday));
    }

    private List<String> said(FigureWeek week) {
        Answer answer = area.prove("millbrook", week);
        assertThat(answer.status()).isEqualTo(200);
        FigureWeek.Answer found = read(answer, FigureWeek.Answer.class);
        assertThat(found.mended() + found.left()).isEqualTo(found.differences().size());
        return found.differences().stream().map(ProofContract::words).toList();
    }

    private static String words(FigureWeek.Difference one) {
        What what = one.what();
        return "%s %s %s v%d %s had %s, %s"
                .formatted(
                        one.cell().figure(),
                        one.cell().activity(),
                        one.cell().starts(),
                        one.version(),
                        what,
                        one.held(),
                        one.mended() ? "mended" : "left");
    }

    private List<String> figures() {
        return area.store()
                .read(handle -> handle.createQuery("""
                        SELECT figure || ' ' || activity || ' ' || starts || ' ' ||
                          COALESCE(CAST(value AS TEXT), 'suppressed') AS line
                        FROM figure
                        WHERE hub = 'millbrook'
                        ORDER BY figure, starts""").mapTo(String.class).list());
    }

    private void tamper(String statement) {
        area.store().write(handle -> handle.execute(statement));
    }

    private String line(String query) {
        return area.store()
                .read(handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    private static <T> T read(Answer answer, Class<T> form) {
        try {
            return Wire.readMessage(answer.text().getBytes(StandardCharsets.UTF_8), form);
        } catch (WireException e) {
            throw new IllegalStateException(answer.text(), e);
        }
    }
}
