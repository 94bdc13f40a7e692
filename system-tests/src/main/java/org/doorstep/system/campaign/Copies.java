package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Two states of one database that take turns: what is in the folder, and what lies in the drawer. Only while its
/// program is stopped. For one thread.
final class Copies {
    private final Path folder;
    private final String database;
    private final Path drawer;

    /// `database` is the name that its files begin with: the file itself, its log and its index of the log.
    Copies(Path folder, String database, Path drawer) {
        this.folder = folder;
        this.database = database;
        this.drawer = drawer;
    }

    boolean any() {
        return Files.exists(drawer);
    }

    /// Puts a copy of what is there now into the drawer, in the place of what was in it.
    void keep() {
        Path next = Path.of(drawer + ".next");
        copy(folder, next);
        remove(drawer);
        move(next, drawer);
    }

    /// Puts what lies in the drawer into the folder, and what was in the folder into the drawer.
    void change() {
        Path next = Path.of(drawer + ".next");
        copy(folder, next);
        putBack();
        remove(drawer);
        move(next, drawer);
    }

    private void putBack() {
        for (Path old : files(folder)) {
            delete(old);
        }
        copy(drawer, folder);
    }

    private void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path file : files(from)) {
            Shell.run("cp", "-a", file.toString(), to.toString());
        }
    }

    private Path[] files(Path of) {
        try (Stream<Path> all = Files.list(of)) {
            return all.filter(file -> file.getFileName().toString().startsWith(database))
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toArray(Path[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove(Path of) {
        if (Files.exists(of)) {
            for (Path file : files(of)) {
                delete(file);
            }
            delete(of);
        }
    }

    private static void delete(Path file) {
        Shell.run("rm", "-r", file.toString());
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
