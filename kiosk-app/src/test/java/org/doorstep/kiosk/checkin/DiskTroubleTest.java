package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real disks that really fail, beneath a desk that goes on.
@Tag("slow")
class DiskTroubleTest {
    private static final String NOW = "2026-11-22T10:05:00Z";
    private static final int MOST_TAPS = 4_000;

    @TempDir
    Path folder;

    private SmallDisk disk;
    private DeskTrial trial;
    private final Set<EventId> welcomed = new HashSet<>();
    private int card;

    @BeforeEach
    void begin() throws IOException {
        disk = new SmallDisk(folder);
        open();
        tap(20);
    }

    @AfterEach
    void end() {
        trial.close();
        disk.close();
    }

    @Test
    void aFullDiskIsSaidAndWhenItHasRoomAgainTheKioskGoesOnByItself() throws IOException {
        disk.fill();
        assertThat(tapUntilRefused()).isInstanceOf(Outcome.CannotSave.class);
        assertThat(trial.desk().saving()).isFalse();
        disk.empty();
        trial.desk().tryToSave();
        assertThat(trial.desk().saving()).isTrue();
        tap(20);
        assertThat(kept()).containsAll(welcomed);
    }

    @Test
    void aKioskThatIsStartedOnAFullDiskStartsAndSaysThatItCannotSave() throws IOException {
        disk.fill();
        assertThat(tapUntilRefused()).isInstanceOf(Outcome.CannotSave.class);
        trial.close();
        disk.fill();
        open();
        tapUntilRefused();
        assertThat(trial.desk().saving()).isFalse();
        assertThat(kept()).containsAll(welcomed);
        disk.empty();
        tap(5);
        assertThat(kept()).containsAll(welcomed);
    }

    @Test
    void aDiskThatHasBecomeReadOnlyIsSaidAndWhatWasWelcomedIsOnIt() {
        assumeTrue(disk.becomeReadOnly(), "this kernel has no abort option");
        assertThat(tapUntilRefused()).isInstanceOf(Outcome.CannotSave.class);
        assertThat(trial.desk().saving()).isFalse();
        trial.close();
        disk.unmount();
        disk.mount();
        open();
        assertThat(kept()).containsAll(welcomed);
        tap(5);
    }

    @Test
    void aDiskThatGivesOnlyErrorsIsSaidAndWhatWasWelcomedIsOnItAfterwards() {
        assumeTrue(disk.fail(), "no python3 here to shut the file system down with");
        assertThat(tapUntilRefused()).isInstanceOf(Outcome.CannotSave.class);
        assertThat(trial.desk().guest()).isInstanceOf(Outcome.CannotSave.class);
        trial.close();
        disk.unmount();
        disk.mount();
        open();
        assertThat(kept()).containsAll(welcomed);
        tap(5);
    }

    private void open() {
        trial = new DeskTrial(disk.folder().resolve("data"), NOW, "Europe/London");
    }

    private void tap(int people) {
        for (int i = 0; i < people; i++) {
            assertThat(tapOnce()).isInstanceOf(Outcome.Welcome.class);
        }
    }

    private Outcome tapUntilRefused() {
        Outcome outcome = tapOnce();
        for (int i = 0; i < MOST_TAPS && outcome instanceof Outcome.Welcome; i++) {
            outcome = tapOnce();
        }
        return outcome;
    }

    private Outcome tapOnce() {
        Outcome outcome = trial.card(String.format("%08X", 0x10000000 + card++));
        if (outcome instanceof Outcome.Welcome(EventId event, ComingFor _, Companions _)) {
            welcomed.add(event);
        }
        return outcome;
    }

    private Set<EventId> kept() {
        Set<EventId> kept = new HashSet<>();
        trial.told().stream().map(Envelope::id).forEach(kept::add);
        return kept;
    }
}
