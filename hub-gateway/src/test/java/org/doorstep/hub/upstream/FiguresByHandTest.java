package org.doorstep.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.carry.FigureDesk;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub that no network reaches hands its figures to whoever carries them, and believes what they bring back.
class FiguresByHandTest {
    @TempDir
    Path folder;

    private RecordingArea area;
    private TrialHub hub;
    private FiguresByHand byHand;

    @BeforeEach
    void open() {
        area = new RecordingArea();
        area.goAway();
        hub = new TrialHub(folder.resolve("hub.db"), 1, Cadence.AT_ONCE, area.reached());
        byHand = hub.sync.byHand();
    }

    @AfterEach
    void close() {
        hub.close();
        area.close();
    }

    @Test
    void allThatWasReleasedIsThereWithTheChainAtEachRow() {
        live(9);
        List<CarriedFigures.Part> parts = parts();
        assertThat(parts).isNotEmpty();
        assertThat(parts.getFirst().batch().after()).isZero();
        long last = parts.getLast().batch().through();
        assertThat(last).isPositive().isEqualTo(byHand.waiting());
        assertThat(parts.getLast().chainAt(last))
                .contains(parts.getLast().batch().chain());
    }

    @Test
    void theAreasWordMovesTheCursorOnceAndAnOldOneTakesNothingBack() {
        live(9);
        FigureCursor early = cursor();
        live(12);
        FigureCursor late = cursor();
        assertThat(late.through()).isGreaterThan(early.through());

        assertThat(byHand.said(late)).isEqualTo(FiguresByHand.Word.TAKEN);
        assertThat(byHand.waiting()).isZero();
        assertThat(hub.atCentre()).isEqualTo(hub.lastRow());
        assertThat(byHand.said(early)).isEqualTo(FiguresByHand.Word.TAKEN);
        assertThat(byHand.waiting()).isZero();
    }

    @Test
    void anAreaWithOtherRowsUnderThisLedgersIdIsBroughtAllAnew() {
        live(9);
        FigureCursor cursor = cursor();
        FigureCursor differs = new FigureCursor(cursor.ledger(), cursor.through(), "f".repeat(64));

        assertThat(byHand.said(differs)).isEqualTo(FiguresByHand.Word.BEGUN_ANEW);
        assertThat(parts().getFirst().batch().ledger()).isNotEqualTo(cursor.ledger());
        assertThat(byHand.said(cursor)).isEqualTo(FiguresByHand.Word.ALL_IS_NEW_THERE);
        assertThat(byHand.said(FigureCursor.NONE)).isEqualTo(FiguresByHand.Word.ALL_IS_NEW_THERE);
    }

    @Test
    void aHubThatReleasedNothingYetHasAnEmptyPartAsASignOfLife() {
        assertThat(parts())
                .singleElement()
                .satisfies(part -> assertThat(part.batch().rows()).isEmpty());
    }

    @Test
    void twoFilesFetchedInOneMinuteHaveEachANameOfTheirOwn() throws Exception {
        SecureRandom random = new SecureRandom();
        Path hubs = Files.createDirectories(folder.resolve("hub-keys"));
        Path areas = Files.createDirectories(folder.resolve("area-keys"));
        KeyFiles.make(hubs, random);
        AreaKeys.make(areas, random);
        FigureDesk desk = new FigureDesk(
                new HubId("millbrook"),
                KeyFiles.read(hubs),
                Optional.of(AreaKeys.read(areas).publicHalves()),
                Optional.of(byHand),
                InstantSource.fixed(Instant.parse("2026-11-24T10:00:30Z")),
                random);

        Path one = desk.write(folder);
        Path two = desk.write(folder);

        assertThat(one).isNotEqualTo(two).isNotEmptyFile();
        assertThat(one.getFileName().toString())
                .matches("doorstep-millbrook-figures-20261124-100000-[0-9a-f]{8}\\.carried");
    }

    private void live(int visitors) {
        hub.taps(visitors);
        hub.pass(Duration.ofHours(1));
        hub.sync.step();
    }

    private FigureCursor cursor() {
        CarriedFigures.Part last = parts().getLast();
        return new FigureCursor(
                last.batch().ledger(), last.batch().through(), last.batch().chain());
    }

    private List<CarriedFigures.Part> parts() {
        List<CarriedFigures.Part> parts = new ArrayList<>();
        Optional<CarriedFigures.Part> part = byHand.after(0);
        while (part.isPresent()) {
            parts.add(part.get());
            long through = part.get().batch().through();
            part = through == 0 ? Optional.empty() : byHand.after(through);
        }
        return parts;
    }
}
