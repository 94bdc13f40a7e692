package org.doorstep.kiosk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.doorstep.kiosk.TrialClock;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.bookings.BookableId;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.Lease;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.talk.Reply;
import org.junit.jupiter.api.Test;

/// The hub's board, and what a kiosk without its hub knows better.
class BoardViewTest {
    private static final BookableId HALL = new BookableId("hall-a");
    private static final Span DAY = Span.parse("2026-11-22T09:00Z/2026-11-22T22:00Z");
    private static final Span TEA = Span.parse("2026-11-22T15:00Z/2026-11-22T16:00Z");
    private static final int TWO_HOURS = 7200;

    private final TrialClock clock = new TrialClock("2026-11-22T14:00:00Z");
    private final HeldLeases leases = new HeldLeases(clock);

    @Test
    void whatThisKioskGaveAwayAloneIsTakenThoughTheHubDoesNotSaySoYet() {
        leases.heard(leases.asking(), told(0));
        assertThat(hall().isBooked(TEA.starts())).isFalse();

        BookingRequestId request = BookingRequestId.by(new Random(5));
        leases.keep(request, HALL, 1, TEA);
        leases.given(request, 12);
        assertThat(hall().isBooked(TEA.starts())).isTrue();
        assertThat(hall().latestEnd(Instant.parse("2026-11-22T14:00:00Z"), 1)).isEqualTo(TEA.starts());

        clock.pass(Duration.ofHours(3));
        assertThat(hall().isBooked(TEA.starts()))
                .as("also when the lease is over")
                .isTrue();
        assertThat(hall().isBooked(TEA.ends())).as("nobody's").isFalse();
        leases.heard(leases.asking(), told(12));
        assertThat(hall().isBooked(TEA.starts())).as("the next board has it").isFalse();
    }

    private Board.Bookable hall() {
        var hall = new org.doorstep.relay.contract.bookings.Board.Bookable(
                HALL,
                org.doorstep.relay.contract.bookings.Board.Kind.PLACE,
                "Hall A",
                "",
                "hall",
                0,
                false,
                1,
                0,
                0,
                30,
                30,
                240,
                60,
                false,
                false,
                false,
                List.of(),
                null,
                List.of(),
                List.of(new org.doorstep.relay.contract.bookings.Board.Leased(DAY, 1, new DeviceId("kiosk-1"))));
        var told = new org.doorstep.relay.contract.bookings.Board(
                new HubId("millbrook"), ZoneOffset.UTC, DAY.starts(), DAY.ends(), List.of(DAY), List.of(hall));
        return BoardView.of(told, leases, true).find("hall-a").orElseThrow();
    }

    private static Reply.Leased told(long through) {
        return new Reply.Leased(List.of(new Lease(7, HALL, 1, List.of(DAY), TWO_HOURS)), through);
    }
}
