package org.doorstep.kiosk.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant UNTIL = Instant.parse("2026-11-24T16:20:00Z");

    @Test
    void itIsNotOverDuringItsLastDay() {
        assertThat(at("2026-11-24T00:00:00Z").isOver()).isFalse();
        assertThat(at("2026-11-24T00:00:00Z").daysLeft(LONDON)).isZero();
        assertThat(at("2026-11-24T16:20:00Z").isOver()).isFalse();
        assertThat(at("2026-11-24T16:20:01Z").isOver()).isTrue();
        assertThat(at("2026-11-26T16:20:01Z").daysLeft(LONDON)).isZero();
    }

    @Test
    void itsDaysAreThoseOfTheCalendarThere() {
        assertThat(at("2026-11-23T23:59:00Z").daysLeft(LONDON)).isEqualTo(1);
        assertThat(at("2026-11-23T00:01:00Z").daysLeft(LONDON)).isEqualTo(1);
        assertThat(at("2026-11-22T23:59:00Z").daysLeft(LONDON)).isEqualTo(2);
        assertThat(at("2026-11-23T23:59:00Z").daysLeft(ZoneId.of("Pacific/Auckland")))
                .isEqualTo(1);
        assertThat(at("2026-11-24T12:00:00Z").daysLeft(ZoneId.of("Pacific/Auckland")))
                .isZero();
    }

    private static Membership at(String time) {
        Duration left = Duration.between(Instant.parse(time), UNTIL);
        return new Membership(UNTIL, left, Membership.Renewal.WAITING, 0, 0);
    }
}
