package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// That this process alone has to do with a database file, until it is closed. The lock is on a file beside it, which
/// stays: so it also tells that there has been a database here.
final class FileClaim implements AutoCloseable {
    private final FileChannel channel;

    private FileClaim(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder if needed. Throws [StoreException] if another has the file.
    static FileClaim on(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = OwnersFile.open(lockOf(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FileClaim(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        }
        channel.close();
        throw new StoreException(
                StoreException.Kind.IN_USE, "Another program is using " + file.getFileName() + ".", null);
    }

    static boolean wasEverMadeOn(Path file) {
        return Files.exists(lockOf(file));
    }

    private static Path lockOf(Path file) {
        return Path.of(file + ".lock");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }
}
