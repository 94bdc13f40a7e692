package org.doorstep.system.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The folder that one launcher holds: everything of the demonstration is in it, and a lock says whose it is now.
///
/// The lock file also marks the folder as ours: `--fresh` empties no folder that it did not fill.
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "run.lock";
    private static final String HISTORY_BEGUN = "history.begun";
    private static final String HISTORY_TOLD = "history.told";
    private static final String WITH_HISTORY = "three months";
    private static final String CERTIFIED = "certificates.made";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Throws [LaunchException] if another launcher holds it, or if it is somebody else's folder.
    static DataFolder hold(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(path) && !Files.exists(path.resolve(LOCK)) && !isEmpty(path)) {
                throw new LaunchException(
                        path + " holds something else already: name an empty folder with --data DIR.");
            }
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new LaunchException(
                        "Doorstep already runs on " + path + ": stop that one, or choose another folder with --data DIR"
                                + " and other ports with --port-base N.");
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new LaunchException("The folder " + path + " cannot be used: no right to write, or no room.", e);
        }
    }

    Path path() {
        return path;
    }

    Path of(String name) {
        return path.resolve(name);
    }

    Path settings(String name) {
        return of(name).resolve("settings.properties");
    }

    /// Takes away everything but the lock.
    void empty() {
        delete(path, file -> !file.equals(path) && !file.equals(path.resolve(LOCK)));
    }

    boolean historyTold() {
        return Files.exists(of(HISTORY_TOLD));
    }

    /// A history half told, for it was interrupted: it cannot be told on, since people's passes were only in memory.
    boolean historyHalfTold() {
        return Files.exists(of(HISTORY_BEGUN)) && !historyTold();
    }

    void historyBegins() {
        mark(HISTORY_BEGUN, "");
    }

    /// `withHistory`: the three months, or only what the first day needs.
    void historyIsTold(boolean withHistory) {
        mark(HISTORY_TOLD, withHistory ? WITH_HISTORY : "");
    }

    /// Whether what was told here is the three months.
    boolean hasHistory() {
        try {
            return historyTold() && Files.readString(of(HISTORY_TOLD)).equals(WITH_HISTORY);
        } catch (IOException e) {
            throw new LaunchException("Could not read " + of(HISTORY_TOLD) + ".", e);
        }
    }

    /// Whether everybody in it has certificates, by an authority of its own.
    boolean certified() {
        return Files.exists(of(CERTIFIED));
    }

    void isCertified() {
        mark(CERTIFIED, "");
    }

    /// Takes away one folder and all that is in it; does nothing if it is not there.
    void remove(Path folder) {
        if (Files.exists(folder)) {
            delete(folder, file -> true);
        }
    }

    /// Gives the folder up for the next launcher.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The end of this process gives the lock up all the same.
        }
    }

    private void mark(String name, String text) {
        try {
            Files.writeString(of(name), text);
        } catch (IOException e) {
            throw new LaunchException("Could not write " + of(name) + ".", e);
        }
    }

    private static void delete(Path folder, Predicate<Path> which) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst =
                    all.sorted(Comparator.reverseOrder()).filter(which).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LaunchException("The folder " + folder + " could not be emptied.", e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
