package org.doorstep.system.neighbourhood;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorstep.relay.contract.HubEvent.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("time")
class HistoryTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate BEGIN = TODAY.minusDays(History.DAYS);

    private final History history = new History(7, ZONE, Residents.of(7, BEGIN, TODAY));

    @Test
    void theSameSeedTellsTheSameHistory() {
        History again = new History(7, ZONE, Residents.of(7, BEGIN, TODAY));

        assertThat(again.on(TODAY.minusDays(3))).isEqualTo(history.on(TODAY.minusDays(3)));
    }

    @Test
    void threeMonthsAreAsBusyAsAHallOfThisSizeIs() {
        List<Deed> all =
                days().stream().flatMap(day -> history.on(day).stream()).toList();

        long arrivals = arrivals(all).size();
        long guests = all.stream()
                .filter(deed -> deed.what() instanceof Deed.CameAsGuest)
                .count();
        assertThat(arrivals).isBetween(2_000L, 6_000L);
        assertThat(guests).isBetween(200L, 900L);
        assertThat(arrivals(all).stream().map(Deed.Tapped::resident).distinct().count())
                .isEqualTo(Residents.COUNT);
    }

    @Test
    void someForgetToTapOnTheWayOutAndSomeDoNot() {
        List<Deed> all =
                days().stream().flatMap(day -> history.on(day).stream()).toList();

        long leavings = all.stream()
                .filter(deed -> deed.what() instanceof Deed.Tapped tap && tap.shown() == Outcome.LEAVING)
                .count();
        assertThat(leavings).isBetween(arrivals(all).size() / 5L, arrivals(all).size() * 3L / 4);
    }

    @Test
    void homeworkClubIsNearlyEmptyAtHalfTerm() {
        LocalDate halfTermTuesday = LocalDate.of(2026, 10, 27);

        assertThat(Season.schoolHoliday(halfTermTuesday)).isTrue();
        assertThat(atHomeworkClub(halfTermTuesday)).isLessThan(atHomeworkClub(halfTermTuesday.minusWeeks(2)) / 2);
    }

    @Test
    void everybodyIsThereWhenWhatTheyCameForTakesCheckInsByTheClockOnTheWall() {
        for (LocalDate day : days()) {
            for (Deed deed : history.on(day)) {
                assertThat(deed.at().atZone(ZONE).toLocalDate()).isEqualTo(day);
                if (deed.what() instanceof Deed.Tapped tap && !tap.chosen().isDropIn()) {
                    assertThat(Programme.takingCheckInsAt(deed.at(), ZONE))
                            .extracting(on -> on.id())
                            .contains(tap.chosen());
                }
            }
        }
    }

    @Test
    void aDayIsToldInTheOrderItHappened() {
        List<Instant> moments =
                history.on(TODAY.minusDays(1)).stream().map(Deed::at).toList();

        assertThat(moments).isSorted();
    }

    @Test
    void nobodyComesTwiceInOneDayAndNoCardIsHeldByTwo() {
        List<Deed.Tapped> arrivals = arrivals(history.on(TODAY.minusDays(1)));
        assertThat(arrivals.stream().map(Deed.Tapped::resident)).doesNotHaveDuplicates();

        assertThat(Residents.of(7, BEGIN, TODAY).stream()
                        .map(Resident::pass)
                        .filter(Resident.Pass.Card.class::isInstance))
                .doesNotHaveDuplicates()
                .hasSizeBetween(330, 410);
    }

    @Test
    void thereAreFortySmallAreasAndTwelveActivities() {
        assertThat(SmallArea.all().stream().map(SmallArea::name).collect(Collectors.toSet()))
                .hasSize(40);
        assertThat(Programme.ACTIVITIES).hasSize(12);
    }

    private long atHomeworkClub(LocalDate day) {
        return arrivals(history.on(day)).stream()
                .filter(tap -> tap.chosen().activity().value().equals("homework-club"))
                .count();
    }

    private static List<Deed.Tapped> arrivals(List<Deed> deeds) {
        List<Deed.Tapped> arrivals = new ArrayList<>();
        for (Deed deed : deeds) {
            if (deed.what() instanceof Deed.Tapped tap && tap.shown() == Outcome.ARRIVAL) {
                arrivals.add(tap);
            }
        }
        return arrivals;
    }

    private static List<LocalDate> days() {
        return IntStream.range(0, History.DAYS).mapToObj(BEGIN::plusDays).toList();
    }
}
