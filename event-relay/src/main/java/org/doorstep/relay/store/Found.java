package org.doorstep.relay.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What is found where a program's database should be. Ask before [Database#open]: a file that is broken is then no
/// longer in the way, and has not been touched but for its name.
///
/// ```
/// switch (Found.at(file, clock.instant())) {
///     case Found.Sound _, Found.Nothing _ -> open it
///     case Found.Missing _, Found.Broken _ -> put a copy in its place, or begin anew; then open it
/// }
/// ```
///
/// What it costs: `PRAGMA quick_check` reads the whole file, 37 ms for the 26 MB of 45,000 kiosk events where this was
/// written, a second or two on an SD card. So a file of up to [#ALWAYS_CHECKED_BYTES] is read at every start, and a
/// larger one, a busy hub's, only after an end that was not clean, which its log left lying tells.
public sealed interface Found {
    /// Read within two or three seconds by the slowest card we support (25 MB/s).
    long ALWAYS_CHECKED_BYTES = 64L * 1024 * 1024;

    /// Younger ones may be another program's that is just starting in the same folder. (One that is in use may go too:
    /// a system that lets a library be loaded keeps it while it is.)
    Duration LEFT_LIBRARY_AGE = Duration.ofMinutes(10);

    /// A database, as far as can be seen.
    record Sound() implements Found {}

    /// Nothing, and there never was: a first start.
    record Nothing() implements Found {}

    /// Nothing, though a program has had a database here.
    record Missing() implements Found {}

    /// It was broken, and has been set aside.
    record Broken(SetAside setAside) implements Found {}

    /// Looks, and sets aside what is broken, with its `-wal` and `-shm`. Throws [StoreException] if another program has
    /// the file, or if it cannot be looked at for a reason that is not its own (a full disk, no rights).
    static Found at(Path file, Instant now) {
        boolean before = FileClaim.wasEverMadeOn(file);
        try (FileClaim _ = FileClaim.on(file)) {
            SetAside.finishMoving(file);
            removeLeftLibraries(file.toAbsolutePath().getParent(), now.minus(LEFT_LIBRARY_AGE));
            if (size(file) == 0 && size(Path.of(file + "-wal")) == 0) {
                return before ? new Missing() : new Nothing();
            }
            Optional<String> fault = fault(file);
            if (fault.isPresent()) {
                return new Broken(SetAside.move(file, fault.get(), now));
            }
            return new Sound();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.CANNOT_WRITE,
                    "Could not look at " + file.getFileName() + "." + Failures.LOOK_AT_THE_DISK,
                    e);
        }
    }

    /// Sets aside a file that was found to be broken otherwise. It must not be open.
    static Broken brokenAsSeen(Path file, String fault, Instant now) {
        try (FileClaim _ = FileClaim.on(file)) {
            return new Broken(SetAside.move(file, fault, now));
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.CANNOT_WRITE, "Could not set " + file.getFileName() + " aside.", e);
        }
    }

    /// Each process that is killed leaves the library that sqlite-jdbc had unpacked, 1.1 MB, where it was told to.
    private static void removeLeftLibraries(Path folder, Instant before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*-*sqlitejdbc*")) {
            for (Path library : left) {
                if (Files.getLastModifiedTime(library).toInstant().isBefore(before)) {
                    Files.deleteIfExists(library);
                }
            }
        }
    }

    private static Optional<String> fault(Path file) throws IOException {
        long logged = size(Path.of(file + "-wal"));
        if (size(file) == 0) {
            return Optional.of("its main file is empty or gone, and its log is not");
        }
        if (logged > 0 && new WriteAheadLog(Path.of(file + "-wal")).isDamaged()) {
            return Optional.of("its log is damaged in the middle");
        }
        return logged > 0 || size(file) <= ALWAYS_CHECKED_BYTES ? check(file) : Optional.empty();
    }

    private static Optional<String> check(Path file) throws IOException {
        // A plain copy that was put back keeps a journal of its own until it is first written; if its power was cut
        // then, only somebody who may write can take back what was half done.
        boolean halfDone = size(Path.of(file + "-journal")) > 0;
        try (Connection connection = Database.source(file, !halfDone).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String said = row.next() ? row.getString(1) : "nothing";
            return said.equals("ok") ? Optional.empty() : Optional.of("its check says: " + firstFinding(said));
        } catch (SQLException e) {
            if (e instanceof SQLiteException sqlite && isOfTheFile(sqlite.getResultCode())) {
                return Optional.of(
                        "it cannot be read (" + sqlite.getResultCode().name() + ")");
            }
            throw new Failures(file.getFileName().toString()).translate("checking", e);
        }
    }

    private static boolean isOfTheFile(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code
                || code == SQLiteErrorCode.SQLITE_IOERR_READ
                || code == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ;
    }

    private static String firstFinding(String text) {
        // SQLite begins with a line that only names the file.
        String line =
                text.lines().filter(each -> !each.startsWith("***")).findFirst().orElse("");
        return line.substring(0, Math.min(100, line.length()));
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
