package org.doorstep.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WeeksTest {
    @Test
    void theRunningWeekIsNotOverOnItsFirstDayNorOnItsLast() {
        LocalDate monday = LocalDate.parse("2026-11-23");

        assertThat(Weeks.over(monday))
                .hasSize(Weeks.COUNT - 1)
                .startsWith(monday.minusWeeks(12))
                .endsWith(monday.minusWeeks(1));
        assertThat(Weeks.over(monday.plusDays(6))).isEqualTo(Weeks.over(monday));
        assertThat(Weeks.over(monday.minusDays(1))).doesNotContain(monday.minusWeeks(1));
    }
}
