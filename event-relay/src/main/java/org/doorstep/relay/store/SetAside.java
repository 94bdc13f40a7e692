package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A broken database, whole, under a dated name in its own folder: `kiosk.db.set-aside-20260503T101500Z`, with its
/// `-wal`, `-shm` and `-journal` beside it, a `.why`, and a `.saved` once what could be read has been saved elsewhere.
///
/// The program never deletes it. A person may, when its `.saved` says that nothing in it is wanted any more.
public record SetAside(Path file, String fault) {
    private static final String MARK = ".set-aside-";
    private static final String WHY = ".why";
    private static final String SAVED = ".saved";

    /// What belongs to a database, the file that makes it one first: see [#finishMoving].
    private static final List<String> PARTS = List.of("", "-wal", "-shm", "-journal");

    /// A disk that has broken so many databases is not to be written to any more.
    private static final int MOST = 50;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// All that were ever set aside of this database and that nobody has taken away, oldest name first.
    public static List<SetAside> of(Path database) {
        String begins = database.getFileName() + MARK;
        try (Stream<Path> files = Files.list(database.toAbsolutePath().getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(begins)
                            && file.getFileName().toString().endsWith(WHY))
                    .sorted()
                    .map(SetAside::read)
                    .toList();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.CANNOT_WRITE, "The folder of " + database.getFileName() + " can't be read.", e);
        }
    }

    /// The name alone, for messages.
    public String name() {
        return file.getFileName().toString();
    }

    /// Whether what could be read has been saved elsewhere.
    public boolean isSaved() {
        return Files.exists(beside(SAVED));
    }

    /// Notes beside the file what was saved of it, in a sentence for whoever finds it.
    public void saved(String sentence) {
        try {
            write(beside(SAVED), sentence);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.CANNOT_WRITE, "Could not note what was saved.", e);
        }
    }

    /// Every record that can still be read, in no order, some more than once: the values of its columns as Long,
    /// Double, String, byte array or null (which is also how an INTEGER PRIMARY KEY is stored in its own row).
    /// Whether they are what was written is for the caller to verify. Returns how many pages the disk would not
    /// give.
    public int records(Consumer<List<Object>> each) {
        return new Wreck(file).read(each);
    }

    static SetAside move(Path database, String fault, Instant now) throws IOException {
        if (of(database).size() >= MOST) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    MOST + " broken files have been set aside beside " + database.getFileName()
                            + ": this disk is failing. Replace it, and keep it: what is on it can still be read.",
                    null);
        }
        Path target = Path.of(database + MARK + DATE.format(now));
        for (int further = 2; Files.exists(Path.of(target + WHY)); further++) {
            target = Path.of(database + MARK + DATE.format(now) + "-" + further);
        }
        SetAside aside = new SetAside(target, fault);
        write(aside.beside(WHY), fault);
        moveParts(database, target);
        return aside;
    }

    /// A power cut in the middle of moving leaves a log without its file, or a file that is not yet moved. The file
    /// goes first: so a log alone belongs to what was moved last, and a file still here is looked at again.
    static void finishMoving(Path database) throws IOException {
        List<SetAside> all = of(database);
        if (!all.isEmpty() && Files.notExists(database)) {
            Path target = all.getLast().file();
            if (Files.exists(target) && !all.getLast().isSaved() && Files.notExists(Path.of(target + "-wal"))) {
                moveParts(database, target);
            }
        }
        for (SetAside aside : all) {
            if (PARTS.stream().allMatch(part -> Files.notExists(Path.of(aside.file() + part)))) {
                Files.deleteIfExists(aside.beside(WHY));
            }
        }
    }

    private static void moveParts(Path database, Path target) throws IOException {
        for (String part : PARTS) {
            Path from = Path.of(database + part);
            if (Files.exists(from)) {
                Files.move(from, Path.of(target + part), StandardCopyOption.ATOMIC_MOVE);
                sync(database.toAbsolutePath().getParent());
            }
        }
    }

    private static SetAside read(Path why) {
        String name = why.toString();
        Path file = Path.of(name.substring(0, name.length() - WHY.length()));
        try {
            return new SetAside(file, Files.readString(why).strip());
        } catch (IOException e) {
            return new SetAside(file, "the reason can no longer be read");
        }
    }

    private Path beside(String ending) {
        return Path.of(file + ending);
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = OwnersFile.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }

    /// So that a renaming is on the disk before the next.
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
