package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Two states of one kiosk's card that take turns: its databases as they are in the folder, and as they lie in the
/// drawer. For one thread.
final class Copies {
    private final Path folder;
    private final Path drawer;

    Copies(Path folder, Path drawer) {
        this.folder = folder;
        this.drawer = drawer;
    }

    boolean any() {
        return Files.exists(drawer);
    }

    /// Puts a copy of what is there into the drawer, beside the running program.
    void keep() {
        create(drawer);
        for (Path file : files(folder)) {
            if (file.toString().endsWith(".db")) {
                Databases.copy(file, drawer.resolve(file.getFileName()));
            }
        }
    }

    /// Puts what lies in the drawer into the folder, and what was in the folder into the drawer. Only while the program
    /// is stopped.
    void change() {
        Path next = Path.of(drawer + ".next");
        copy(folder, next);
        for (Path old : files(folder)) {
            delete(old);
        }
        copy(drawer, folder);
        delete(drawer);
        move(next, drawer);
    }

    private void copy(Path from, Path to) {
        create(to);
        for (Path file : files(from)) {
            Shell.run("cp", "-a", file.toString(), to.toString());
        }
    }

    /// A database, its log and its index of the log, and those that were set aside.
    private static Path[] files(Path of) {
        try (Stream<Path> all = Files.list(of)) {
            return all.filter(file -> file.getFileName().toString().contains(".db"))
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toArray(Path[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
