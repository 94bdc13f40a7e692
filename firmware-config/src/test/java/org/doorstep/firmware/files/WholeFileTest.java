package org.doorstep.firmware.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsMadeForItsOwnerAloneAndNothingIsLeftBeside() throws IOException {
        Path file = folder.resolve("secret");
        WholeFile.create(file, "one\n");

        assertThat(file).hasContent("one\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(beside -> !beside.equals(file));
    }

    @Test
    void oneThatIsThereIsNotWrittenOverUnlessItIsToBeReplaced() throws IOException {
        Path file = folder.resolve("secret");
        WholeFile.create(file, "one\n");

        assertThatThrownBy(() -> WholeFile.create(file, "two\n")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("one\n");
        WholeFile.replace(file, "three\n");
        assertThat(file).hasContent("three\n");
        assertThat(folder).isDirectoryNotContaining(beside -> !beside.equals(file));
    }

    @Test
    void oneThatIsForAllMayBeReadByAll() throws IOException {
        Path file = folder.resolve("answer");
        WholeFile.replaceForAll(file, new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void whatAnInterruptedWriteLeftBesideIsTakenForNothing() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(folder.resolve(".secret.part"), "hal");
        WholeFile.create(file, "whole\n");

        assertThat(file).hasContent("whole\n");
        assertThat(folder).isDirectoryNotContaining(beside -> !beside.equals(file));
    }
}
