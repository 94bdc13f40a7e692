package org.doorstep.relay.time;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.doorstep.relay.store.OwnersFile;

/// The last time that this device is sure to have passed, in a file of its own beside its database: a board
/// without a clock chip starts from it. Its own file, so that a broken database does not also cost the time.
///
/// Written aside, synced and then renamed: after a power cut the file holds the time before or the new one. For
/// one thread at a time.
public final class LastKnownTime {
    private static final String FILE = "last-known-time";

    private final Path folder;

    /// `folder` is on the partition that outlives a restart.
    public LastKnownTime(Path folder) {
        this.folder = folder;
    }

    /// Empty if there is none, or none that can be read: a device without it is only less sure.
    public Optional<Instant> read() {
        try {
            return Optional.of(
                    Instant.parse(Files.readString(folder.resolve(FILE)).strip()));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Throws IOException if the disk would not take it; then the earlier one is still there.
    public void keep(Instant time) throws IOException {
        Path aside = folder.resolve(FILE + ".new");
        try (FileChannel file = OwnersFile.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(ByteBuffer.wrap((time + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        Files.move(aside, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }
}
