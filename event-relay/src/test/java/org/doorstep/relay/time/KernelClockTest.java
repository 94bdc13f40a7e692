package org.doorstep.relay.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.junit.jupiter.api.Test;

class KernelClockTest {
    private final KernelClock clock = new KernelClock(() -> Instant.parse("2026-11-22T18:00:00Z"));

    @Test
    void theUptimeIsTheKernelsAndNeverGoesBack() throws Exception {
        double uptime =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        Moment first = clock.moment();
        Moment second = clock.moment();
        assertThat(first.uptimeMs() / 1_000.0).isBetween(uptime - 0.1, uptime + 60);
        assertThat(second.uptimeMs()).isGreaterThanOrEqualTo(first.uptimeMs());
    }

    @Test
    void theBootIsNamedAsTheKernelNamesIt() throws Exception {
        assertThat(clock.moment().bootId())
                .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .strip());
    }

    @Test
    void aClockThatTheKernelDoesNotVouchForHasNoBound() {
        Moment moment = clock.moment();
        switch (moment.clock()) {
            case SYNCED -> assertThat(moment.boundMs()).isPositive().isLessThan(Moment.UNBOUNDED);
            case RESTORED, UNKNOWN -> assertThat(moment.boundMs()).isEqualTo(Moment.UNBOUNDED);
            case HUB -> throw new AssertionError("The kernel cannot know that.");
        }
    }

    @Test
    void theWallClockIsWhatItWasGiven() {
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-22T18:00:00Z"));
    }
}
