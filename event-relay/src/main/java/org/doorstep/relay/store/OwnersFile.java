package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that their owner alone may read and write, from the moment they are made.
///
/// SQLite gives `-wal` and `-shm` the mode of the database beside them, so that one is made here before SQLite does.
public final class OwnersFile {
    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private OwnersFile() {}

    /// As [FileChannel#open]; a file that was there keeps its mode.
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), OWNER_ONLY);
    }

    /// An empty file, if there is none.
    static void make(Path file) throws IOException {
        if (Files.notExists(file)) {
            open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
        }
    }
}
