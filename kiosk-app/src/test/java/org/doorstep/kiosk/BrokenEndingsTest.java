package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.doorstep.kiosk.BrokenEndings.Leave;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenEndingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aKioskEndsThreeTimesInAnHourAndThenStays() {
        for (int ending = 0; ending < BrokenEndings.MOST; ending++) {
            assertThat(leaveToEnd(NOW.plusSeconds(60L * ending))).isEqualTo(Leave.GIVEN);
        }
        assertThat(leaveToEnd(NOW.plusSeconds(600))).isEqualTo(Leave.TOO_OFTEN);
        assertThat(leaveToEnd(NOW.plus(Duration.ofMinutes(61)))).isEqualTo(Leave.GIVEN);
    }

    @Test
    void aClockThatIsSetBackInBetweenDoesNotLetItEndForEverNorNeverAgain() {
        for (int ending = 0; ending < BrokenEndings.MOST; ending++) {
            assertThat(leaveToEnd(NOW)).isEqualTo(Leave.GIVEN);
        }
        assertThat(leaveToEnd(NOW.minus(Duration.ofMinutes(10)))).isEqualTo(Leave.TOO_OFTEN);
        assertThat(leaveToEnd(NOW.minus(Duration.ofDays(20_000)))).isEqualTo(Leave.GIVEN);
    }

    @Test
    void whatCannotBeWrittenDownIsNotDoneAndNonsenseInTheFileIsPassedOver() throws IOException {
        assertThat(new BrokenEndings(folder.resolve("not-there")).leaveToEnd(NOW))
                .isEqualTo(Leave.NOT_COUNTED);
        Files.writeString(folder.resolve(BrokenEndings.FILE), "-\n\u0000x\n999999999999999999999\n");
        assertThat(leaveToEnd(NOW)).isEqualTo(Leave.GIVEN);
    }

    private Leave leaveToEnd(Instant now) {
        return new BrokenEndings(folder).leaveToEnd(now);
    }
}
