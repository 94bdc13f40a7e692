package org.doorstep.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.contract.figures.ShownCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was released against what the area holds, from the hub's side; the area's is in its own
/// ProofContract.
class LedgerProofTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

    @TempDir
    Path folder;

    private final RecordingArea area = new RecordingArea();
    private final List<TrialHub> hubs = new ArrayList<>();
    private long seed = 37;

    @AfterEach
    void closeAll() {
        hubs.forEach(TrialHub::close);
        area.close();
    }

    @Test
    void aHubAndItsAreaAgreeAndSaySoOnceADay() {
        TrialHub hub = hub();
        hub.taps(9);
        hub.sync.step();

        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.AGREES);
        assertThat(proof(hub).rows()).isEqualTo(area.held.size()).isPositive();
        assertThat(area.proofs).isEqualTo(1);

        for (int hour = 0; hour < 48; hour++) {
            hub.pass(Duration.ofHours(1));
            hub.taps(3);
            hub.sync.step();
        }
        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.AGREES);
        assertThat(area.proofs).isBetween(3, 4);
    }

    @Test
    void aRowThatIsOtherwiseAtTheAreaIsNamedAndSetRightFromTheLedger() {
        TrialHub hub = hub();
        hub.taps(9);
        hub.pass(Duration.ofDays(14));
        hub.taps(30);
        hub.sync.step();
        FigureBatch.Row released = area.held.get(1L);
        area.held.put(1L, tampered(released));

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(area.held.get(1L)).isEqualTo(released);
        AreaProof proof = proof(hub);
        assertThat(proof.result()).isEqualTo(AreaProof.Result.AGREES);
        assertThat(proof.mended()).isEqualTo(1);
        assertThat(proof.setRight())
                .containsExactly(new FigureWeek.Difference(
                        released.cell(), released.version(), FigureWeek.What.OTHER, "995", true));
    }

    @Test
    void whatWasSetRightIsKeptAlsoIfTheAreaIsAwayBeforeTheSecondComparison() {
        setRightAndThenAnsweredWith(503);
    }

    @Test
    void whatWasSetRightIsKeptAlsoIfTheAreaIsElsewhereAtTheSecondComparison() {
        setRightAndThenAnsweredWith(409);
    }

    private void setRightAndThenAnsweredWith(int status) {
        TrialHub hub = hub();
        hub.taps(9);
        hub.sync.step();
        FigureBatch.Row released = area.held.get(1L);
        area.held.put(1L, tampered(released));
        area.lastProof = area.proofs + 1;
        area.afterwards = status;

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(area.held).containsEntry(1L, released);
        assertThat(proof(hub).mended()).isEqualTo(1);
        assertThat(proof(hub).setRight()).hasSize(1);
        assertThat(proof(hub).result())
                .as("nobody has said yet that all is right")
                .isEqualTo(AreaProof.Result.DIFFERS);

        area.lastProof = Integer.MAX_VALUE;
        hub.pass(Duration.ofHours(1));
        hub.sync.step();

        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.AGREES);
        assertThat(proof(hub).setRight()).hasSize(1);
    }

    @Test
    void whatIsLeftIsKeptIfThereIsMoreThanOneProofSends() {
        TrialHub hub = hub();
        hub.taps(9);
        hub.sync.step();
        FigureBatch.Row released = area.held.get(1L);
        area.held.put(1L, tampered(released));
        long last = area.held.lastKey();
        for (int week = 1; week <= 250; week++) {
            area.held.put(
                    last + 900 + week,
                    new FigureBatch.Row(
                            last + 900 + week,
                            cell(MONDAY.plusWeeks(week)),
                            1,
                            new ShownCount.Rounded(60),
                            true,
                            false));
        }

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(area.held).containsEntry(1L, released);
        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.DIFFERS);
        assertThat(proof(hub).mended()).isEqualTo(1);
        assertThat(proof(hub).remaining()).isBetween(190L, 250L);
        assertThat(proof(hub).left()).isNotEmpty();
    }

    @Test
    void rowsThatTheAreaLacksAreGivenToItAgainByTheHundred() {
        TrialHub hub = hub();
        for (int day = 0; day < 60; day++) {
            hub.taps(8 + day % 40);
            hub.sync.step();
            hub.pass(Duration.ofDays(1));
        }
        hub.sync.step();
        int held = area.held.size();
        assertThat(held).isGreaterThan(FigureBatch.MOST_ROWS);
        area.held.clear();

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(area.held).hasSizeGreaterThanOrEqualTo(held);
        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.AGREES);
        assertThat(proof(hub).mended()).isGreaterThanOrEqualTo(held);
    }

    @Test
    void whatOnlyTheAreaHasIsSaidEveryHourAndLeftAsItIs() {
        TrialHub hub = hub();
        hub.taps(9);
        hub.sync.step();
        FigureBatch.Row last = area.held.get(area.held.lastKey());
        FigureBatch.Row invented = new FigureBatch.Row(
                last.number() + 900, cell(MONDAY.minusWeeks(3)), 1, new ShownCount.Rounded(60), true, false);
        area.held.put(invented.number(), invented);

        hub.pass(Duration.ofDays(1));
        hub.sync.step();
        hub.pass(Duration.ofHours(1));
        hub.sync.step();

        assertThat(area.held).containsValue(invented);
        assertThat(area.proofs).as("the first, the daily, one an hour later").isEqualTo(3);
        AreaProof proof = proof(hub);
        assertThat(proof.worrying()).isTrue();
        assertThat(proof.remaining()).isEqualTo(1);
        assertThat(proof.left())
                .containsExactly(
                        new FigureWeek.Difference(invented.cell(), 1, FigureWeek.What.ONLY_THERE, "60", false));
    }

    @Test
    void aHubRestoredFromAnOlderCopyComparesAtOnceUnderItsNewLedger() throws IOException {
        TrialHub hub = hub();
        hub.pass(Duration.ofHours(14));
        hub.taps(9);
        hub.sync.step();
        close(hub);
        Path copy = Files.copy(folder.resolve("hub.db"), folder.resolve("copy.db"));
        TrialHub later = hub();
        later.setNow(hub.now());
        later.taps(40);
        later.setNow(hub.now().plus(Duration.ofHours(2)));
        later.sync.step();
        int proofs = area.proofs;
        close(later);
        area.held.remove(area.held.lastKey()); // An area that cannot give all of it back.
        Files.copy(copy, folder.resolve("hub.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(folder.resolve("hub.db-wal"));
        Files.deleteIfExists(folder.resolve("hub.db-shm"));

        TrialHub restored = hub();
        restored.setNow(later.now().plus(Duration.ofMinutes(10)));
        restored.taps(1);
        restored.sync.step();

        assertThat(area.proofs).isEqualTo(proofs + 1);
        assertThat(proof(restored).result()).isEqualTo(AreaProof.Result.AGREES);
    }

    @Test
    void anAreaOfAnOlderVersionIsSaidToBeSoAndStillGetsItsFigures() {
        TrialHub hub = hub();
        area.old = true;
        hub.taps(9);
        hub.sync.step();

        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.TOO_OLD);
        assertThat(proof(hub).worrying()).isFalse();
        assertThat(hub.sync.status().state()).isEqualTo(UpstreamStatus.State.FINE);
        assertThat(area.held).isNotEmpty();
    }

    @Test
    void aLedgerWhoseOwnChainDoesNotHoldProvesNothingAndMendsNothing() {
        TrialHub hub = hub();
        hub.taps(9);
        hub.sync.step();
        FigureBatch.Row right = area.held.get(1L);
        hub.database.write(handle -> {
            handle.execute("DROP TRIGGER release_ledger_stands_update");
            return handle.execute("UPDATE release_ledger SET value = 995 WHERE number = 1");
        });

        hub.pass(Duration.ofDays(1));
        hub.sync.step();

        assertThat(proof(hub).result()).isEqualTo(AreaProof.Result.LEDGER_BROKEN);
        assertThat(area.held.get(1L)).isEqualTo(right);
    }

    private static AreaProof proof(TrialHub hub) {
        return hub.sync.status().proof();
    }

    private static FigureBatch.Row tampered(FigureBatch.Row row) {
        return new FigureBatch.Row(
                row.number(), row.cell(), row.version(), new ShownCount.Rounded(995), row.complete(), row.nearly());
    }

    private static FigureCell cell(LocalDate monday) {
        return new FigureCell(FigureCell.VISITS, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, monday);
    }

    private void close(TrialHub hub) {
        hub.close();
        hubs.remove(hub);
    }

    private TrialHub hub() {
        TrialHub hub = new TrialHub(folder.resolve("hub.db"), ++seed, Cadence.HOURLY, area.reached());
        hubs.add(hub);
        return hub;
    }
}
