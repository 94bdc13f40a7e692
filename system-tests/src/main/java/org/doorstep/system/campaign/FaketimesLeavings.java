package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// libfaketime shares two files in memory with each program, and a program that is killed leaves them. One that was
/// later given the same process id would not start.
final class FaketimesLeavings {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PATTERN = "{faketime_shm_,sem.faketime_sem_}*";

    private FaketimesLeavings() {}

    /// Takes away those whose program is no more.
    static void sweep() {
        if (!Files.isDirectory(MEMORY)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(MEMORY, PATTERN)) {
            for (Path file : left) {
                String name = file.getFileName().toString();
                long pid = Long.parseLong(name.substring(name.lastIndexOf('_') + 1));
                if (ProcessHandle.of(pid).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not take away what killed programs left in " + MEMORY + ".", e);
        }
    }
}
