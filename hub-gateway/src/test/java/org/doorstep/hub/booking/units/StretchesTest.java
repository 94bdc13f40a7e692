package org.doorstep.hub.booking.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("time")
class StretchesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void openingTimesAreLocalOnBothSidesOfTheChangeOfClocks() {
        List<OpenHours> sundays = List.of(new OpenHours(DayOfWeek.SUNDAY, 9 * 60, 17 * 60));
        assertThat(Stretches.of(sundays, days("2026-03-22", "2026-04-01"), LONDON))
                .containsExactly(
                        times("2026-03-22T09:00:00Z", "2026-03-22T17:00:00Z"),
                        times("2026-03-29T08:00:00Z", "2026-03-29T16:00:00Z"));
    }

    @Test
    void anHourThatTheClocksLeapOverIsShorterAndOneThatIsTwiceIsLonger() {
        List<OpenHours> nights = List.of(new OpenHours(DayOfWeek.SUNDAY, 0, 4 * 60));
        assertThat(Stretches.of(nights, days("2026-03-29", "2026-03-30"), LONDON))
                .containsExactly(times("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z"));
        assertThat(Stretches.of(nights, days("2026-10-25", "2026-10-26"), LONDON))
                .containsExactly(times("2026-10-24T23:00:00Z", "2026-10-25T04:00:00Z"));
    }

    @Test
    void whatIsOpenPastMidnightIsOpenTheNextMorningAndJoinsWhatOpensThen() {
        List<OpenHours> late = List.of(
                new OpenHours(DayOfWeek.FRIDAY, 22 * 60, 26 * 60), new OpenHours(DayOfWeek.SATURDAY, 2 * 60, 4 * 60));
        assertThat(Stretches.of(late, days("2026-01-10", "2026-01-11"), LONDON))
                .containsExactly(times("2026-01-10T00:00:00Z", "2026-01-10T04:00:00Z"));
    }

    @Test
    void whatIsClosedIsCutOut() {
        Times open = times("2026-01-10T09:00:00Z", "2026-01-10T17:00:00Z");
        assertThat(Stretches.without(
                        List.of(open),
                        List.of(
                                times("2026-01-10T08:00:00Z", "2026-01-10T10:00:00Z"),
                                times("2026-01-10T12:00:00Z", "2026-01-10T13:00:00Z"))))
                .containsExactly(
                        times("2026-01-10T10:00:00Z", "2026-01-10T12:00:00Z"),
                        times("2026-01-10T13:00:00Z", "2026-01-10T17:00:00Z"));
    }

    private static Times days(String from, String to) {
        return Catalogue.days(LocalDate.parse(from), LocalDate.parse(to), LONDON);
    }

    private static Times times(String starts, String ends) {
        return new Times(Instant.parse(starts), Instant.parse(ends));
    }
}
