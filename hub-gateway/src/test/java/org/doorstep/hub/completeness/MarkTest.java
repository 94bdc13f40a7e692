package org.doorstep.hub.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.Band;
import org.doorstep.relay.contract.DeviceId;
import org.junit.jupiter.api.Test;

class MarkTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-2");
    private static final Instant TWO = Instant.parse("2026-11-24T14:00:00Z");
    private static final Span SESSION = new Span(TWO, TWO.plus(Duration.ofHours(2)));

    @Test
    void aSilenceOutsideTheTimeOfAFigureLeavesItComplete() {
        assertThat(mark(2, away(-60, 0), away(120, 500))).isEqualTo(Mark.COMPLETE);
    }

    @Test
    void ofASilenceOnlyThePartWithinIsSaid() {
        assertThat(mark(2, away(30, 600)).unheard())
                .containsExactly(new Unheard(
                        KIOSK, "Kiosk 2", Unheard.Why.AWAY, TWO.plus(Duration.ofMinutes(30)), SESSION.to()));
    }

    @Test
    void aSessionLaterThanAKiosksLastWordIsNotYetKnown() {
        assertThat(mark(2, away(-1, 600)).unheard().getFirst().why()).isEqualTo(Unheard.Why.NOT_YET);
    }

    @Test
    void aTenthOfTheKiosksTimeIsNearlyAndMoreIsPartly() {
        assertThat(mark(1, away(0, 12)).band()).isEqualTo(Band.NEARLY);
        assertThat(mark(1, away(0, 13)).band()).isEqualTo(Band.PARTLY);
        assertThat(mark(2, away(0, 24)).band()).isEqualTo(Band.NEARLY);
        assertThat(mark(2, away(0, 24), away(0, 1)).band()).isEqualTo(Band.PARTLY);
    }

    @Test
    void whatIsLostForGoodIsNeverNearly() {
        List<Mark.Lost> lost = List.of(new Mark.Lost("kiosk-1", 3));
        assertThat(Mark.of(List.of(SESSION), List.of(), 9, lost, 41, Likely.NOT_SAID)
                        .band())
                .isEqualTo(Band.PARTLY);
    }

    @Test
    void theBandDoesNotKnowHowManyCame() {
        Likely many = new Likely(46, 520, 12);
        assertThat(Mark.of(List.of(SESSION), List.of(away(0, 5)), 2, List.of(), 1_000, many)
                        .band())
                .isEqualTo(mark(2, away(0, 5)).band());
    }

    private static Mark mark(int kiosks, Unheard... silences) {
        return Mark.of(List.of(SESSION), List.of(silences), kiosks, List.of(), 41, Likely.NOT_SAID);
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
