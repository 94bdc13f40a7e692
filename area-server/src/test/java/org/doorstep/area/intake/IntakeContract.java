package org.doorstep.area.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.doorstep.area.TrialArea;
import org.doorstep.area.TrialArea.Answer;
import org.doorstep.area.TrialLedger;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureLedger;
import org.junit.jupiter.api.Test;

/// What intake promises, through its own door, on whichever database.
abstract class IntakeContract extends OnAnyDatabase {
    private static final String WEEK = "2026-11-02";

    @Test
    void aBatchIsKeptWholeAndTheCursorMoves() throws WireException {
        TrialLedger ledger = ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120")
                .week(FigureCell.GUESTS, "*", WEEK, 1, "suppressed");

        assertThat(area.send("millbrook", ledger.all()).status()).isEqualTo(200);

        assertThat(cursor("millbrook").through()).isEqualTo(2);
        assertThat(figures("millbrook")).containsExactly("guests * 2026-11-02 suppressed", "visits * 2026-11-02 120");
        assertThat(figures("alder")).isEmpty();
    }

    @Test
    void aHubIsGivenBackWhatItReleasedPageByPageAndNobodyElseIs() throws WireException {
        TrialLedger ledger = ledger();
        for (int version = 1; version <= 450; version++) {
            ledger.week(FigureCell.VISITS, "*", WEEK, version, Integer.toString(version % 2 == 0 ? 50 : 55));
        }
        area.send("millbrook", ledger.batch(0, 400));
        area.send("millbrook", ledger.batch(400, 450));

        FigureLedger first = page("millbrook", 0);
        assertThat(first.rows()).isEqualTo(ledger.batch(0, 400).rows());
        FigureLedger second = page("millbrook", first.through());
        assertThat(second.rows()).isEqualTo(ledger.batch(400, 450).rows());
        assertThat(page("millbrook", second.through()).rows()).isEmpty();
        assertThat(page("alder", 0).rows()).isEmpty();

        area.store().write(handle -> handle.execute("DELETE FROM figure_said WHERE number = 3"));
        assertThat(page("millbrook", 0).rows()).as("without a gap").hasSize(2);
    }

    private FigureLedger page(String hub, long after) throws WireException {
        return Wire.readMessage(
                area.ledger(hub, Long.toString(after)).text().getBytes(StandardCharsets.UTF_8), FigureLedger.class);
    }

    @Test
    void theSameBatchTwiceIsTakenOnce() {
        TrialLedger ledger = ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120");

        Answer first = area.send("millbrook", ledger.all());
        Answer second = area.send("millbrook", ledger.all());

        assertThat(second).isEqualTo(first);
        assertThat(said("millbrook")).isEqualTo(1);
    }

    @Test
    void oneBatchSentEightTimesAtOnceIsTakenOnce() throws Exception {
        TrialLedger ledger = ledger();
        for (int i = 0; i < 100; i++) {
            ledger.week(FigureCell.VISITS, "*", WEEK, i + 1, Integer.toString(50 + i * 5));
        }
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers =
                    senders.invokeAll(java.util.Collections.nCopies(8, () -> area.send("millbrook", ledger.all())));
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(said("millbrook")).isEqualTo(100);
        assertThat(figures("millbrook")).containsExactly("visits * 2026-11-02 545");
    }

    @Test
    void aBatchThatDoesNotJoinIsAnsweredWithTheCursorAndChangesNothing() throws WireException {
        TrialLedger ledger = ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120")
                .week(FigureCell.VISITS, "*", WEEK, 2, "125")
                .week(FigureCell.VISITS, "*", WEEK, 3, "130");
        area.send("millbrook", ledger.batch(0, 1));

        Answer tooFar = area.send("millbrook", ledger.batch(2, 3));

        assertThat(tooFar.status()).isEqualTo(409);
        assertThat(Wire.readMessage(bytes(tooFar), FigureCursor.class)).isEqualTo(cursor("millbrook"));
        assertThat(figures("millbrook")).containsExactly("visits * 2026-11-02 120");
        assertThat(area.send("millbrook", ledger.batch(1, 3)).status()).isEqualTo(200);
        assertThat(figures("millbrook")).containsExactly("visits * 2026-11-02 130");
    }

    @Test
    void anOldBatchThatComesAgainOrDoesNotJoinTurnsNothingBack() {
        TrialLedger ledger =
                ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120").week(FigureCell.VISITS, "*", WEEK, 2, "125");
        FigureBatch first = ledger.batch(0, 1);
        FigureBatch tooFar = new TrialLedger("millbrook", 'b')
                .week(FigureCell.VISITS, "*", WEEK, 1, "15")
                .week(FigureCell.VISITS, "*", WEEK, 2, "20")
                .batch(1, 2);
        area.send("millbrook", first);
        ledger.setAsOf(TrialArea.START.plus(Duration.ofDays(8)));
        area.send("millbrook", ledger.batch(1, 2));
        String now = today("millbrook");

        area.send("millbrook", first);
        area.send("millbrook", tooFar);

        assertThat(today("millbrook")).isEqualTo(now);
        assertThat(figures("millbrook")).containsExactly("visits * 2026-11-02 125");
    }

    @Test
    void aRestatedFigureShowsTheNewestAndKeepsTheOld() {
        TrialLedger ledger = ledger().week(FigureCell.VISITS, "*", WEEK, 1, "suppressed")
                .week(FigureCell.VISITS, "*", WEEK, 2, "10");

        area.send("millbrook", ledger.all());

        assertThat(figures("millbrook")).containsExactly("visits * 2026-11-02 10");
        assertThat(said("millbrook")).isEqualTo(2);
    }

    @Test
    void aCountThatWasNotReleasedIsRefusedWholeAndCounted() throws WireException {
        byte[] good = Wire.writeMessage(ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120")
                .week(FigureCell.GUESTS, "*", WEEK, 1, "15")
                .all());
        String text = new String(good, StandardCharsets.UTF_8);
        List<String> bad =
                List.of("\"12\"", "\"7\"", "\"5\"", "\"1\"", "\"-5\"", "\"015\"", "15.5", "\"fifteen\"", "null");
        for (String value : bad) {
            String body = text.replace("\"value\":\"15\"", "\"value\":" + value);
            assertThat(body).isNotEqualTo(text);
            Answer answer = area.send("millbrook", "token of millbrook", body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(value).isEqualTo(422);
            assertThat(answer.text()).contains("Nothing of it was kept");
        }
        assertThat(figures("millbrook")).isEmpty();
        assertThat(cursor("millbrook")).isEqualTo(FigureCursor.NONE);
        assertThat(refused("millbrook")).isEqualTo(bad.size());
    }

    @Test
    void rubbishIsRefusedKindly() {
        for (String body : List.of("", "{", "[]", "null", "{\"hub\":\"millbrook\"}", "\u0000\u0001")) {
            Answer answer = area.send("millbrook", "token of millbrook", body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(body).isEqualTo(422);
        }
    }

    @Test
    void aBodyLargerThanAnyBatchIsNotReadToItsEnd() {
        byte[] large = " ".repeat(IntakeRoutes.MOST_BODY_BYTES + 1).getBytes(StandardCharsets.UTF_8);

        assertThat(area.send("millbrook", "token of millbrook", large).status()).isEqualTo(413);
        assertThat(refused("millbrook")).isEqualTo(1);
    }

    @Test
    void aWrongTokenAnUnknownHubAndNoNameAtAllAreTheSameAnswer() {
        byte[] body = Wire.writeMessage(
                ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120").all());

        Answer wrongToken = area.send("millbrook", "token of alder", body);

        assertThat(wrongToken.status()).isEqualTo(401);
        assertThat(area.send("nowhere", "token of millbrook", body)).isEqualTo(wrongToken);
        assertThat(area.cursor("..%2Fmillbrook", "token of millbrook").status()).isIn(400, 401, 404);
        assertThat(area.cursor("millbrook", "")).isEqualTo(wrongToken);
        assertThat(figures("millbrook")).isEmpty();
    }

    @Test
    void aHubMaySpeakForNobodyElse() {
        byte[] alders = Wire.writeMessage(new TrialLedger("alder", 'a')
                .week(FigureCell.VISITS, "*", WEEK, 1, "120")
                .all());

        assertThat(area.send("millbrook", "token of millbrook", alders).status())
                .isEqualTo(422);
        assertThat(figures("alder")).isEmpty();
    }

    @Test
    void aHubAddedLaterIsKnownAtOnce() throws IOException {
        byte[] body = Wire.writeMessage(new TrialLedger("birch", 'a')
                .week(FigureCell.VISITS, "*", WEEK, 1, "120")
                .all());
        assertThat(area.send("birch", "token of birch", body).status()).isEqualTo(401);

        area.addHub("birch", "Birch Hall");

        assertThat(area.send("birch", "token of birch", body).status()).isEqualTo(200);
    }

    @Test
    void aLedgerThatBeganAgainTakesOverFromItsStart() throws WireException {
        area.send(
                "millbrook",
                ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120")
                        .week(FigureCell.VISITS, "*", WEEK, 2, "125")
                        .all());
        TrialLedger restored = new TrialLedger("millbrook", 'b').week(FigureCell.VISITS, "*", WEEK, 1, "115");

        assertThat(area.send("millbrook", restored.all()).status()).isEqualTo(200);

        assertThat(cursor("millbrook").ledger()).isEqualTo("b".repeat(32));
        assertThat(figures("millbrook")).containsExactly("visits * 2026-11-02 115");
        assertThat(said("millbrook")).isEqualTo(3);
    }

    @Test
    void aSignOfLifeMovesNothingButWhenTheHubWasHeard() throws WireException {
        TrialLedger ledger = ledger().week(FigureCell.VISITS, "*", WEEK, 1, "120");
        area.send("millbrook", ledger.all());
        FigureCursor before = cursor("millbrook");
        area.setNow(TrialArea.START.plusSeconds(3600));

        assertThat(area.send("millbrook", ledger.batch(1, 1)).status()).isEqualTo(200);

        assertThat(cursor("millbrook")).isEqualTo(before);
        assertThat(number("SELECT heard_at FROM hub_cursor WHERE hub = 'millbrook'"))
                .isEqualTo(TrialArea.START.plusSeconds(3600).toEpochMilli());
    }

    @Test
    void whatANewerHubCountsIsKeptThoughNoPageShowsIt() {
        area.send("millbrook", ledger().week("hours-given", "*", WEEK, 1, "40").all());

        assertThat(figures("millbrook")).containsExactly("hours-given * 2026-11-02 40");
    }

    private static TrialLedger ledger() {
        return new TrialLedger("millbrook", 'a');
    }

    private FigureCursor cursor(String hub) throws WireException {
        return Wire.readMessage(bytes(area.cursor(hub, "token of " + hub)), FigureCursor.class);
    }

    private List<String> figures(String hub) {
        return area.store().read(handle -> handle.createQuery("""
                        SELECT figure, activity, starts, value
                        FROM figure
                        WHERE hub = :hub
                        ORDER BY figure, activity, starts""")
                .bind("hub", hub)
                .map((rs, ctx) -> String.join(
                        " ",
                        rs.getString("figure"),
                        rs.getString("activity"),
                        rs.getString("starts"),
                        rs.getString("value") == null ? "suppressed" : rs.getString("value")))
                .list());
    }

    private long said(String hub) {
        return number("SELECT COUNT(*) FROM figure_said WHERE hub = '" + hub + "'");
    }

    private long refused(String hub) {
        return number("SELECT COALESCE(SUM(times), 0) FROM refused_batch WHERE hub = '" + hub + "'");
    }

    private String today(String hub) {
        return area.store().read(handle -> handle.createQuery("SELECT today FROM hub_cursor WHERE hub = :hub")
                .bind("hub", hub)
                .mapTo(String.class)
                .one());
    }

    private long number(String query) {
        return area.store()
                .read(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static byte[] bytes(Answer answer) {
        return answer.text().getBytes(StandardCharsets.UTF_8);
    }
}
