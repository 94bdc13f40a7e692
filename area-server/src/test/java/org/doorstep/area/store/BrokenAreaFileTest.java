package org.doorstep.area.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.relay.store.SetAside;
import org.doorstep.relay.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real database of the area with real damage.
class BrokenAreaFileTest {
    private static final Instant NOW = Instant.parse("2026-05-03T10:15:00Z");
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fill() {
        file = folder.resolve("area.db");
        try (Store store = SqliteStore.openSound(file, NOW)) {
            for (int day = 1; day <= 200; day++) {
                String reason = "not-figures-" + day + "-" + "x".repeat(200);
                store.write(handle -> handle.createUpdate(
                                "INSERT INTO refused_batch (hub, day, reason, times) VALUES ('millbrook', '', :reason, 1)")
                        .bind("reason", reason)
                        .execute());
            }
        }
    }

    @Test
    void aSoundOneOpensAgainWithAllThatItHeld() {
        assertThat(rows()).isEqualTo(200);
        assertThat(SetAside.of(file)).isEmpty();
    }

    @Test
    void oneWhosePagesAreRubbishIsSetAsideWholeAndTheSentenceSaysWhatToDo() throws IOException {
        ruinPagesFrom(3);
        byte[] ruined = Files.readAllBytes(file);

        assertThatThrownBy(() -> SqliteStore.openSound(file, NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("area.db.set-aside-20260503T101500Z; keep it")
                .hasMessageContaining("Put a backup in its place as area.db, or start again");
        assertThat(file).doesNotExist();
        assertThat(SetAside.of(file)).hasSize(1);
        assertThat(Files.readAllBytes(folder.resolve("area.db.set-aside-20260503T101500Z")))
                .isEqualTo(ruined);
    }

    @Test
    void oneWhoseHeadingIsGoneIsSetAsideToo() throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.write(new byte[100]);
        }
        assertThatThrownBy(() -> SqliteStore.openSound(file, NOW)).isInstanceOf(StoreException.class);
        assertThat(SetAside.of(file)).hasSize(1);
    }

    @Test
    void aBackupThatIsPutInItsPlaceIsServedFromAndWithoutOneANewStoreBeginsWithNothing() throws IOException {
        Path backup = Files.copy(file, folder.resolve("backup.db"));
        ruinPagesFrom(3);
        assertThatThrownBy(() -> SqliteStore.openSound(file, NOW)).isInstanceOf(StoreException.class);
        Files.copy(backup, file);
        assertThat(rows()).isEqualTo(200);

        ruinPagesFrom(3);
        assertThatThrownBy(() -> SqliteStore.openSound(file, NOW.plusSeconds(60)))
                .isInstanceOf(StoreException.class);
        assertThat(rows()).isZero();
        assertThat(SetAside.of(file)).as("what was set aside stays").hasSize(2);
    }

    private long rows() {
        try (Store store = SqliteStore.openSound(file, NOW)) {
            return store.read(handle -> handle.createQuery("SELECT count(*) FROM refused_batch")
                    .mapTo(Long.class)
                    .one());
        }
    }

    /// As a card does that loses a block: the heading and the first tables still read.
    private void ruinPagesFrom(int page) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] rubbish = new byte[Math.toIntExact(raw.length() - (long) page * PAGE)];
            java.util.Arrays.fill(rubbish, (byte) 0x33);
            raw.seek((long) page * PAGE);
            raw.write(rubbish);
        }
    }
}
