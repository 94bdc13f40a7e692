package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingFilesTest {
    @TempDir
    private Path folder;

    private SealingFiles files;

    @BeforeEach
    void aNewHubs() {
        KeyFiles.make(folder, new SecureRandom());
        files = new SealingFiles(folder);
    }

    @Test
    void theNextStandsBesideTheOneBeforeForItsOwnerAlone() throws IOException {
        KeyPairBytes first = files.all().getFirst();

        KeyPairBytes next = files.makeNext(new SecureRandom());

        assertThat(next.id()).isEqualTo("0002");
        assertThat(files.all()).containsExactly(first, next);
        assertThat(KeyFiles.read(folder).sealingKeys()).containsExactly(first, next);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("sealing-0002.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void oneThatIsDestroyedIsGoneAndItsNameIsNotUsedAgain() {
        files.makeNext(new SecureRandom());
        files.destroy("0001");
        files.destroy("0001");

        assertThat(files.all()).extracting(KeyPairBytes::id).containsExactly("0002");
        assertThat(files.makeNext(new SecureRandom()).id()).isEqualTo("0003");
    }

    @Test
    void aHubThatWasCutOffAfterOverwritingOneStartsAndTakesWhatIsLeftAway() throws IOException {
        files.makeNext(new SecureRandom());
        Path cutOff = folder.resolve("sealing-0001.properties");
        Files.write(cutOff, new byte[(int) Files.size(cutOff)]);

        assertThat(KeyFiles.read(folder).sealingKeys())
                .extracting(KeyPairBytes::id)
                .containsExactly("0002");
        assertThat(files.all()).hasSize(1);
        files.takeAwayOverwritten();
        assertThat(cutOff).doesNotExist();

        Files.write(folder.resolve("pass-0001.properties"), new byte[100]);
        assertThatThrownBy(() -> KeyFiles.read(folder))
                .as("no other key is ever overwritten, so that is a broken one")
                .isInstanceOf(KeyFileException.class);
    }

    @Test
    void theNewestCannotBeDestroyed() {
        assertThatThrownBy(() -> files.destroy("0001")).isInstanceOf(IllegalArgumentException.class);
        assertThat(files.all()).hasSize(1);
    }
}
