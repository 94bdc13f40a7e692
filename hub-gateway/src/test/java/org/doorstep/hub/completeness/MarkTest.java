package org.doorstep.hub.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.figures.Band;
import org.junit.jupiter.api.Test;

class MarkTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-2");
    private static final Instant TWO = Instant.parse("2026-11-24T14:00:00Z");
    private static final Span SESSION = new Span(TWO, TWO.plus(Duration.ofHours(2)));

    @Test
    void aSilenceOutsideTheTimeOfAFigureLeavesItComplete() {
        assertThat(missing(2, away(-60, 0), away(120, 500))).isEqualTo(Missing.NOTHING);
    }

    @Test
    void ofASilenceOnlyThePartWithinIsSaid() {
        assertThat(missing(2, away(30, 600)).unheard())
                .containsExactly(new Unheard(
                        KIOSK, "Kiosk 2", Unheard.Why.AWAY, TWO.plus(Duration.ofMinutes(30)), SESSION.to()));
    }

    @Test
    void aSessionLaterThanAKiosksLastWordIsNotYetKnown() {
        assertThat(missing(2, away(-1, 600)).unheard().getFirst().why()).isEqualTo(Unheard.Why.NOT_YET);
    }

    @Test
    void aTenthOfTheKiosksTimeIsNearlyAndMoreIsPartly() {
        assertThat(missing(1, away(0, 12)).band()).isEqualTo(Band.NEARLY);
        assertThat(missing(1, away(0, 13)).band()).isEqualTo(Band.PARTLY);
        assertThat(missing(2, away(0, 24)).band()).isEqualTo(Band.NEARLY);
        assertThat(missing(2, away(0, 24), away(0, 1)).band()).isEqualTo(Band.PARTLY);
    }

    @Test
    void whatIsLostForGoodIsNeverNearly() {
        List<Missing.Lost> lost = List.of(new Missing.Lost("kiosk-1", 3));
        assertThat(Missing.of(List.of(SESSION), List.of(), 9, lost).band()).isEqualTo(Band.PARTLY);
    }

    @Test
    void theBandDoesNotKnowHowManyCame() {
        Missing gone = missing(2, away(0, 5));
        Mark many = Mark.of(
                gone,
                Missing.NOTHING,
                Map.of(Figure.VISITS, 1_000),
                Map.of(Figure.VISITS, new Likely(1_000, 5_000, 12)));
        Mark few = Mark.of(gone, Missing.NOTHING, Map.of(Figure.VISITS, 1), Map.of());

        assertThat(many.band()).isEqualTo(few.band()).isEqualTo(Band.NEARLY);
    }

    @Test
    void whoIsNewIsNearlySureAtBestWhileSomethingEarlierIsMissing() {
        Map<Figure, Integer> recorded =
                Map.of(Figure.VISITS, 41, Figure.PASSES, 30, Figure.FIRST_TIMERS, 3, Figure.RETURNERS, 27);
        Mark mark = Mark.of(Missing.NOTHING, missing(1, away(0, 100)), recorded, Map.of());

        assertThat(mark.complete()).isTrue();
        assertThat(mark.of(Figure.PASSES).complete()).isTrue();
        assertThat(mark.of(Figure.FIRST_TIMERS).band()).isEqualTo(Band.NEARLY);
        assertThat(mark.of(Figure.RETURNERS).range()).isEqualTo(FigureMark.Range.WHO_CAME);
        assertThat(mark.earlier()).isNotEmpty();
    }

    @Test
    void whereRowsAreLostNoRangeIsSaid() {
        Missing gone = Missing.of(List.of(SESSION), List.of(), 2, List.of(new Missing.Lost("kiosk-1", 3)));
        Mark mark =
                Mark.of(gone, Missing.NOTHING, Map.of(Figure.VISITS, 41), Map.of(Figure.VISITS, new Likely(46, 52, 8)));

        assertThat(mark.of(Figure.VISITS))
                .isEqualTo(new FigureMark(41, Band.PARTLY, Likely.NOT_SAID, FigureMark.Range.LOST));
    }

    @Test
    void whereOnlyWhoIsHereIsInDoubtItIsSaidBesideThemAndWhy() {
        Mark mark = Mark.of(
                Missing.NOTHING,
                Missing.NOTHING,
                missing(1, away(30, 60)),
                Map.of(Figure.VISITS, 3, Figure.PRESENT_NOW, 2),
                Map.of());
        Words words = new Words(Locale.UK, ZoneId.of("Europe/London"));

        assertThat(MarkWords.shown(words, mark, Figure.PRESENT_NOW).mark()).isEqualTo("perhaps more or fewer");
        assertThat(MarkWords.shown(words, mark, Figure.VISITS).mark()).isEmpty();
        assertThat(MarkWords.sentence(words, mark, TWO.plus(Duration.ofMinutes(60))))
                .isEqualTo("Kiosk 2 away 14:30–15:00.");
    }

    @Test
    void aFigureWithoutItsMarkIsNotShown() {
        Mark mark = Mark.of(Missing.NOTHING, Missing.NOTHING, Map.of(Figure.VISITS, 41), Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> mark.mustCover(Map.of(Figure.GUESTS, 3)));
        assertThatIllegalArgumentException().isThrownBy(() -> mark.mustCover(Map.of(Figure.VISITS, 42)));
    }

    private static Missing missing(int kiosks, Unheard... silences) {
        return Missing.of(List.of(SESSION), List.of(silences), kiosks, List.of());
    }

    private static Unheard away(int fromMinute, int toMinute) {
        return new Unheard(
                KIOSK,
                "Kiosk 2",
                Unheard.Why.AWAY,
                TWO.plus(Duration.ofMinutes(fromMinute)),
                TWO.plus(Duration.ofMinutes(toMinute)));
    }
}
