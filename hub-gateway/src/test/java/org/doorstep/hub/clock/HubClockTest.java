package org.doorstep.hub.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.LastKnownTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub that no time server reaches, on a machine with a clock of its own: whoever believes it believes that.
class HubClockTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration TEN_YEARS = Duration.ofDays(3_652);

    @TempDir
    Path folder;

    private final Machine machine = new Machine();
    private Database database;
    private HubClock clock;

    /// What its clocks say.
    private static final class Machine implements DeviceClock {
        private Instant wall = NOON;
        private long uptimeMs = 60_000;
        private String boot = "first";
        private Moment.Clock quality = Moment.Clock.RESTORED;

        void forward(Duration by) {
            wall = wall.plus(by);
            uptimeMs += by.toMillis();
        }

        void reboot(Instant to) {
            wall = to;
            uptimeMs = 5_000;
            boot = boot + "-again";
        }

        @Override
        public Instant instant() {
            return wall;
        }

        @Override
        public Moment moment() {
            boolean synced = quality == Moment.Clock.SYNCED;
            return new Moment(boot, uptimeMs, quality, synced ? 5 : Moment.UNBOUNDED);
        }
    }

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("hub.db"), "org/doorstep/hub/db");
        start();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aClockThatWasKeptIsBelievedToTheMinute() {
        machine.forward(Duration.ofDays(3));
        assertThat(clock.now().believed()).isTrue();
        assertThat(clock.now().boundMs()).isEqualTo(60_000);
    }

    @Test
    void aClockThatJumpsIsNotBelievedUntilItIsRightAgain() {
        for (Duration jump : new Duration[] {TEN_YEARS, TEN_YEARS.negated(), Duration.ofHours(1)}) {
            machine.wall = machine.wall.plus(jump);
            assertThat(clock.now().believed()).as("after %s", jump).isFalse();
            machine.wall = machine.wall.minus(jump);
            assertThat(clock.now().believed()).isTrue();
        }
    }

    @Test
    void aClockThatWasSetIsBelievedWhenAPersonHasLooked() {
        machine.wall = machine.wall.plus(Duration.ofMinutes(7));
        clock.confirm("a manager");
        assertThat(clock.now().believed()).isTrue();
        machine.wall = machine.wall.plus(TEN_YEARS);
        assertThat(clock.now().believed()).isFalse();
    }

    @Test
    void aChipThatIsAFewSecondsBehindWhatWasKeptIsBelieved() {
        clock.keep();
        machine.reboot(NOON.minusSeconds(30));
        start();
        assertThat(clock.now().believed()).isTrue();
    }

    @Test
    void aHubThatWakesIn1970OrTenYearsOnKnowsThatItDoesNot() {
        clock.keep();
        for (Instant woke :
                new Instant[] {Instant.EPOCH.plusSeconds(10), NOON.plus(TEN_YEARS), NOON.minus(TEN_YEARS)}) {
            machine.reboot(woke);
            start();
            assertThat(clock.now().believed()).as("woke at %s", woke).isFalse();
            clock.keep();
        }
        machine.reboot(NOON.plusSeconds(600));
        start();
        assertThat(clock.now().believed()).isTrue();
    }

    @Test
    void withoutAnythingKeptA1970IsNotBelievedEither() {
        machine.reboot(Instant.EPOCH.plusSeconds(10));
        start();
        assertThat(clock.now().believed()).isFalse();
    }

    @Test
    void whatATimeServerSaysIsBelievedWhateverWasBefore() {
        machine.reboot(Instant.EPOCH.plusSeconds(10));
        start();
        machine.quality = Moment.Clock.SYNCED;
        machine.wall = NOON;
        assertThat(clock.now().believed()).isTrue();
        machine.quality = Moment.Clock.RESTORED;
        machine.forward(Duration.ofHours(5));
        assertThat(clock.now().believed())
                .as("the server is away, and the clock goes on")
                .isTrue();
    }

    private void start() {
        clock = new HubClock(machine, database, new LastKnownTime(folder));
    }
}
