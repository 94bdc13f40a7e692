package org.doorstep.system.neighbourhood;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.doorstep.hub.rhythm.SchoolCalendar;
import org.doorstep.hub.rhythm.SchoolCalendarFile;
import org.junit.jupiter.api.Test;

class SchoolTermsTest {
    @Test
    void theHubReadsTheInventedTermsAndEachDayIsWhatTheHistoryTookItFor() {
        LocalDate today = LocalDate.parse("2026-11-23");
        String text = new Neighbourhood(1, ZoneId.of("Europe/London"), today).schoolTermsCsv();

        SchoolCalendarFile.Read read = SchoolCalendarFile.read(text);

        assertThat(read).isInstanceOf(SchoolCalendarFile.Read.Whole.class);
        SchoolCalendar calendar = ((SchoolCalendarFile.Read.Whole) read).calendar();
        assertThat(today.minusDays(200).datesUntil(today.plusDays(400)))
                .allSatisfy(day -> assertThat(calendar.on(day) instanceof SchoolCalendar.Day.Open)
                        .as(day.toString())
                        .isEqualTo(!Season.schoolHoliday(day)));
    }
}
