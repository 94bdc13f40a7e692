package org.doorstep.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.backup.Restoration;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.Found;
import org.doorstep.relay.store.OwnersFile;

/// Makes a hub's folder again from its second copy, or its database from any plain copy of that
/// file.
///
/// Nothing that is there is written over: files stay as they are, a database is set aside, and the
/// new one takes its place only when it is whole; so a restoring that was cut off is begun again.
/// The hub gets a new incarnation, by which its kiosks know that they have to send again what they
/// kept.
final class Restoring {
    private static final String DATABASE = "hub.db";
    private static final String UNDER_WAY = "hub.db.restoring";
    private static final List<String> ENDS = List.of("", "-wal", "-shm", "-journal");
    private static final List<String> LOGS = List.of("-wal", "-journal");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.of("UTC"));
    private static final DateTimeFormatter SAID = DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM yyyy", Locale.UK);

    private final Path into;
    private final PrintStream out;
    private final InstantSource clock;
    private final SecureRandom random;

    Restoring(Path into, PrintStream out, InstantSource clock, SecureRandom random) {
        this.into = into.toAbsolutePath().normalize();
        this.out = out;
        this.clock = clock;
        this.random = random;
    }

    void from(Path what, BufferedReader typed) throws IOException {
        if (Files.notExists(what)) {
            throw new IOException(what + " is not there.");
        }
        if (Files.isDirectory(what) || what.toString().endsWith(".copy")) {
            fromCopies(what, typed);
        } else {
            fromDatabase(what);
        }
    }

    /// From the newest good copy in a folder, or from that copy itself. `typed` is asked for the
    /// sheet.
    private void fromCopies(Path from, BufferedReader typed) throws IOException {
        List<Path> copies = Files.isDirectory(from) ? Restoration.copiesIn(from) : List.of(from);
        if (copies.isEmpty()) {
            throw new IOException("There is no second copy of a hub in " + from + ".");
        }
        out.println("Type what stands on the recovery sheet, or give it as standard input:");
        RecoverySheet sheet = sheet(typed);
        Restoration copy = newestWhole(copies, sheet);
        copy.files().forEach(this::putFile);
        Database made = begin();
        try (made) {
            copy.fill(made);
            finish(made, copy.forgotten());
        }
        takePlace();
        Restoration.Found found = copy.found();
        out.println("The hub " + found.hub() + " is in " + into + ", from copy number " + found.number() + ".");
        out.println("It knows everything up to " + said(found.copiedTo()) + ": " + found.events() + " events.");
        if (found.torn()) {
            out.println("What was written to the copy after that is damaged, and was left out.");
        }
        sayWhatIsNext("What only the hub knew after that is lost.");
    }

    /// From a plain copy of the database file; keys and settings must be in the folder.
    private void fromDatabase(Path from) throws IOException {
        Path under = into.resolve(UNDER_WAY);
        remove(under);
        Files.copy(from, under);
        for (String end : LOGS) {
            if (Files.exists(Path.of(from + end))) {
                Files.copy(Path.of(from + end), Path.of(under + end));
            }
        }
        if (Found.at(under, clock.instant()) instanceof Found.Broken) {
            throw new IOException(from + " is broken, and cannot be restored from.");
        }
        try (Database made = Database.open(under, Hub.MIGRATIONS)) {
            finish(made, into.resolve(Forgotten.FILE));
        }
        takePlace();
        out.println("The database of the hub in " + into + " is the copy " + from + ".");
        sayWhatIsNext(
                "What only the hub knew after that copy was made is lost: activities, corrections, who signs in.");
    }

    private static RecoverySheet sheet(BufferedReader typed) throws IOException {
        String line = typed.readLine();
        try {
            return RecoverySheet.parse(line == null ? "" : line);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// The newest, or, if that was broken off before it was whole, the one before.
    private Restoration newestWhole(List<Path> copies, RecoverySheet sheet) throws IOException {
        Optional<IOException> why = Optional.empty();
        for (Path file : copies.reversed()) {
            try {
                Restoration copy = Restoration.of(file, sheet);
                why.ifPresent(broken -> out.println(broken.getMessage() + " Taking the one before."));
                return copy;
            } catch (IOException e) {
                why = Optional.of(why.orElse(e));
            }
        }
        throw why.orElseThrow();
    }

    private void putFile(String name, byte[] content) {
        Path file = into.resolve(name).normalize();
        if (!file.startsWith(into) || Files.exists(file)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            byte[] text = name.equals("settings.properties") ? moved(content) : content;
            try (var channel = OwnersFile.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(text);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            sync(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file + ".", e);
        }
    }

    /// Settings name the folder they are in, and this may be another.
    private byte[] moved(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        String before = text.lines()
                .filter(line -> line.startsWith("data.dir = "))
                .map(line -> line.substring("data.dir = ".length()).strip())
                .findFirst()
                .orElse("");
        return before.isEmpty()
                ? content
                : text.replace(before, into.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private Database begin() throws IOException {
        Path under = into.resolve(UNDER_WAY);
        remove(under);
        return Database.open(under, Hub.MIGRATIONS);
    }

    /// A new name, everything that follows from events made again, and every figure looked at again
    /// for the area. Whoever has left since the copy was made is not brought back: `forgotten` is a
    /// list of them that lies beside it.
    private void finish(Database database, Path forgotten) throws IOException {
        Settings settings = Settings.read(into.resolve("settings.properties"));
        KeyFiles keys = KeyFiles.read(into.resolve("keys"));
        Forgotten gone = Forgotten.in(into, random, clock);
        gone.takeIn(forgotten);
        PersonalSide personal = PersonalSide.of(keys, gone, clock, random);
        Inbox inbox = new Inbox(database, settings.hub(), random, clock, personal.boxes());
        inbox.beginAnew(database);
        personal.begin(database, inbox);
        PassRegister passes = personal.passes();
        Attendance attendance = new Attendance(settings.zone(), passes, new SessionPlaces(settings.zone()));
        EventIngest ingest =
                new EventIngest(database, inbox, Hub.projections(personal, attendance), acks -> {}, () -> {});
        ingest.rebuild();
        database.write(handle -> handle.execute("UPDATE upstream SET revision = 0, lost = -1"));
    }

    private void takePlace() throws IOException {
        Path place = into.resolve(DATABASE);
        if (Found.at(place, clock.instant()) instanceof Found.Sound) {
            Path aside = into.resolve(DATABASE + ".before-" + STAMP.format(clock.instant()));
            move(place, aside);
            out.println("The database that was there is now " + aside.getFileName() + ".");
        }
        move(into.resolve(UNDER_WAY), place);
        Files.deleteIfExists(into.resolve(UNDER_WAY + ".lock"));
        sync(into);
    }

    /// The log first: without its file it is nothing, but a file without its log may be less than
    /// it was.
    private static void move(Path from, Path to) throws IOException {
        for (String end : ENDS.reversed()) {
            if (Files.exists(Path.of(from + end))) {
                Files.move(Path.of(from + end), Path.of(to + end), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /// Whoever has just restored a hub may be pulling the plug to carry it to its cupboard.
    private static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static void remove(Path file) throws IOException {
        for (String end : ENDS) {
            Files.deleteIfExists(Path.of(file + end));
        }
    }

    private String said(Instant at) {
        ZoneId zone = Settings.read(into.resolve("settings.properties")).zone();
        return at.atZone(zone).format(SAID);
    }

    private void sayWhatIsNext(String lost) {
        out.println(lost);
        out.println("Now start the hub. Its kiosks send by themselves what they kept since; until each has been heard");
        out.println("of, figures may be too low. Look at the page Kiosks, and leave them switched on for an hour.");
    }
}
