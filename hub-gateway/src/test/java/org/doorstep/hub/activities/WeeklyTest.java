package org.doorstep.hub.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The cases of Europe/London that other booking systems got wrong, whatever zone the machine itself is in.
@Tag("time")
class WeeklyTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void aStartThatTheClocksSkipIsAnHourLaterByTheClock() {
        Weekly.Times times = only(weekly(DayOfWeek.SUNDAY, "01:30", "03:00"), "2026-03-29");

        assertThat(times.starts()).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(times.starts().atZone(LONDON).toLocalTime()).isEqualTo(LocalTime.of(2, 30));
    }

    @Test
    void aSessionWhollyInTheSkippedHourLastsAsLongAsItWasPlannedTo() {
        Weekly.Times times = only(weekly(DayOfWeek.SUNDAY, "01:30", "02:30"), "2026-03-29");

        assertThat(Duration.between(times.starts(), times.ends())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aStartThatComesTwiceIsTheFirst() {
        Weekly.Times times = only(weekly(DayOfWeek.SUNDAY, "01:30", "03:00"), "2026-10-25");

        assertThat(times.starts()).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void sevenInTheEveningStaysSevenInTheEveningAcrossOctober() {
        List<Weekly.Times> times = weekly(DayOfWeek.THURSDAY, "19:00", "21:00")
                .between(LocalDate.parse("2026-10-22"), LocalDate.parse("2026-10-29"), LONDON);

        assertThat(times)
                .extracting(Weekly.Times::starts)
                .containsExactly(Instant.parse("2026-10-22T18:00:00Z"), Instant.parse("2026-10-29T19:00:00Z"));
    }

    @Test
    void halfPastMidnightOnAMondayStaysAMonday() {
        List<Weekly.Times> times = weekly(DayOfWeek.MONDAY, "00:30", "02:00")
                .between(LocalDate.parse("2026-06-01"), LocalDate.parse("2026-06-30"), LONDON);

        assertThat(times).hasSize(5).allSatisfy(t -> {
            assertThat(t.date().getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
            assertThat(t.starts().atZone(LONDON).toLocalDate()).isEqualTo(t.date());
        });
        // Summer time: still Sunday in UTC.
        assertThat(times.getFirst().starts()).isEqualTo(Instant.parse("2026-05-31T23:30:00Z"));
    }

    @Test
    void anEndThatIsNotAfterTheStartIsOnTheNextDay() {
        Weekly.Times times = only(weekly(DayOfWeek.FRIDAY, "22:00", "02:00"), "2026-11-20");

        assertThat(times.starts()).isEqualTo(Instant.parse("2026-11-20T22:00:00Z"));
        assertThat(times.ends()).isEqualTo(Instant.parse("2026-11-21T02:00:00Z"));
    }

    @Test
    void nothingIsBeforeTheFirstDateOrAfterTheLast() {
        Weekly weekly = new Weekly(
                DayOfWeek.TUESDAY,
                LocalTime.of(10, 0),
                LocalTime.of(11, 0),
                LocalDate.parse("2026-09-01"),
                LocalDate.parse("2026-09-15"));

        assertThat(weekly.between(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), LONDON))
                .extracting(t -> t.date().toString())
                .containsExactly("2026-09-01", "2026-09-08", "2026-09-15");
        assertThat(weekly.between(LocalDate.parse("2026-09-16"), LocalDate.parse("2026-12-31"), LONDON))
                .isEmpty();
    }

    @Test
    void aLastDateBeforeTheFirstIsAMistake() {
        assertThatThrownBy(() -> new Weekly(
                        DayOfWeek.MONDAY,
                        LocalTime.NOON,
                        LocalTime.of(13, 0),
                        LocalDate.parse("2026-09-02"),
                        LocalDate.parse("2026-09-01")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Weekly weekly(DayOfWeek day, String starts, String ends) {
        return new Weekly(
                day, LocalTime.parse(starts), LocalTime.parse(ends), LocalDate.parse("2020-01-01"), Weekly.FOREVER);
    }

    private static Weekly.Times only(Weekly weekly, String date) {
        List<Weekly.Times> times = weekly.between(LocalDate.parse(date), LocalDate.parse(date), LONDON);
        assertThat(times).hasSize(1);
        return times.getFirst();
    }
}
