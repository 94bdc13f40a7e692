package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// Plain copies of the hub's database that somebody makes each night while it runs. Nights are some seconds long here.
/// For one thread.
final class NightlyCopies {
    private static final Duration NIGHT = Duration.ofSeconds(10);

    private final Path database;
    private final Path folder;
    private final InstantSource clock;
    private final Deque<Copy> copies = new ArrayDeque<>();
    private int made;

    /// Everything that the hub had committed at `begun` is in it.
    record Copy(Path file, Instant begun) {}

    NightlyCopies(Path database, Path folder, InstantSource clock) {
        this.database = database;
        this.folder = folder;
        this.clock = clock;
    }

    /// Makes the next one if the night is over: the hub runs, or is stopped.
    void keepIfItIsTime() {
        Instant now = clock.instant();
        if (!copies.isEmpty() && copies.getLast().begun().plus(NIGHT).isAfter(now)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Copy copy = new Copy(folder.resolve("hub-" + made++ + ".db"), now);
            Databases.copy(database, copy.file());
            copies.addLast(copy);
            while (copies.size() > 2) {
                Files.delete(copies.removeFirst().file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not keep a copy of the hub's database.", e);
        }
    }

    /// The one before the newest, so that something has happened since.
    Copy lastNights() {
        return copies.getFirst();
    }
}
