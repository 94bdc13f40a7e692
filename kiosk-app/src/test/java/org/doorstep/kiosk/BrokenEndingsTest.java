package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenEndingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aKioskEndsThreeTimesInAnHourAndThenStays() {
        for (int ending = 0; ending < BrokenEndings.MOST; ending++) {
            assertThat(mayEnd(NOW.plusSeconds(60L * ending))).isTrue();
        }
        assertThat(mayEnd(NOW.plusSeconds(600))).isFalse();
        assertThat(mayEnd(NOW.plus(Duration.ofMinutes(61)))).isTrue();
    }

    @Test
    void aClockThatIsSetBackInBetweenDoesNotLetItEndForEverNorNeverAgain() {
        for (int ending = 0; ending < BrokenEndings.MOST; ending++) {
            assertThat(mayEnd(NOW)).isTrue();
        }
        assertThat(mayEnd(NOW.minus(Duration.ofMinutes(10)))).isFalse();
        assertThat(mayEnd(NOW.minus(Duration.ofDays(20_000)))).isTrue();
    }

    @Test
    void whatCannotBeWrittenDownIsNotDoneAndNonsenseInTheFileIsPassedOver() throws IOException {
        assertThat(new BrokenEndings(folder.resolve("not-there")).mayEnd(NOW)).isFalse();
        Files.writeString(folder.resolve(BrokenEndings.FILE), "-\n\u0000x\n999999999999999999999\n");
        assertThat(mayEnd(NOW)).isTrue();
    }

    private boolean mayEnd(Instant now) {
        return new BrokenEndings(folder).mayEnd(now);
    }
}
