package org.doorstep.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundTest {
    private static final Instant NOW = Instant.parse("2026-05-03T10:15:00Z");
    private static final int NOTES = 400;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("notes.db");
    }

    @Test
    void aFirstStartFindsNothingAndALaterOneThatFindsNothingSaysSo() throws IOException {
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Nothing());
        fill();
        Files.delete(file);
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Missing());
    }

    @Test
    void aDatabaseThatWasClosedOrOnlyLeftLyingIsSound() throws IOException {
        fill();
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Sound());
        leaveLying();
        assertThat(Path.of(file + "-wal")).isNotEmptyFile();
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Sound());
        assertThat(notesHere()).hasSize(NOTES + 50);
    }

    @Test
    void aPlainCopyThatSomebodyPutBackIsSoundThoughItIsKeptInAnotherWay() throws IOException, SQLException {
        fill();
        Path copy = folder.resolve("copy");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + copy + "'");
        }
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Sound());
        assertThat(notesHere()).hasSize(NOTES);
    }

    @Test
    void aPlainCopyWhosePowerWasCutWhileItWasWrittenIsSoundAndWhatWasHalfDoneIsTakenBack() throws Exception {
        fill();
        Path copy = folder.resolve("copy");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + copy + "'");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = 1");
            statement.execute("BEGIN");
            statement.execute("UPDATE note SET text = text || ' and half a change'");
            Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(Path.of(copy + "-journal"), Path.of(file + "-journal"));
            statement.execute("ROLLBACK");
        }

        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Sound());
        assertThat(notesHere()).hasSize(NOTES).noneMatch(note -> note.endsWith("half a change"));
    }

    @Test
    void aLogThatEndsInHalfACommitIsWhatAPowerCutLeavesAndIsSound() throws IOException {
        leaveLying();
        byte[] log = Files.readAllBytes(Path.of(file + "-wal"));
        Files.write(Path.of(file + "-wal"), Arrays.copyOf(log, log.length - 1000));
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Sound());
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideWholeWithItsReason() throws IOException {
        Files.writeString(file, "this is no database, ".repeat(500));
        byte[] before = Files.readAllBytes(file);
        Found.Broken broken = (Found.Broken) Found.at(file, NOW);
        assertThat(file).doesNotExist();
        assertThat(broken.setAside().name()).isEqualTo("notes.db.set-aside-20260503T101500Z");
        assertThat(broken.setAside().file()).hasBinaryContent(before);
        assertThat(SetAside.of(file)).containsExactly(broken.setAside());
        assertThat(broken.setAside().fault()).contains("SQLITE_NOTADB");
        fill();
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Sound());
    }

    @Test
    void aZeroedPageIsFoundAndAllTheOthersAreStillRead() throws IOException {
        fill();
        byte[] bytes = Files.readAllBytes(file);
        int pages = bytes.length / 4096;
        Arrays.fill(bytes, (pages / 2) * 4096, (pages / 2 + 1) * 4096, (byte) 0);
        Files.write(file, bytes);
        Found.Broken broken = (Found.Broken) Found.at(file, NOW);
        assertThat(notesIn(broken.setAside())).hasSizeBetween(NOTES - 60, NOTES);
    }

    @Test
    void aDatabaseWithoutItsFirstPagesIsStillRead() throws IOException {
        fill();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 2 * 4096, (byte) 0x55);
        Files.write(file, bytes);
        Found.Broken broken = (Found.Broken) Found.at(file, NOW);
        assertThat(notesIn(broken.setAside())).hasSize(NOTES);
    }

    @Test
    void aByteTurnedInTheMiddleOfTheLogIsFoundThoughSqliteWouldDropWhatLiesBehindItInSilence() throws IOException {
        leaveLying();
        Path log = Path.of(file + "-wal");
        byte[] bytes = Files.readAllBytes(log);
        bytes[32 + 24 + 20] ^= 1;
        Files.write(log, bytes);
        Found.Broken broken = (Found.Broken) Found.at(file, NOW);
        assertThat(broken.setAside().fault()).contains("log");
        assertThat(Path.of(broken.setAside().file() + "-wal")).hasBinaryContent(bytes);
        assertThat(notesIn(broken.setAside())).hasSize(NOTES + 50);
    }

    @Test
    void aSaltTurnedInTheMiddleOfTheLogIsFoundToo() throws IOException {
        leaveLying();
        Path log = Path.of(file + "-wal");
        byte[] bytes = Files.readAllBytes(log);
        bytes[32 + 2 * (24 + 4096) + 9] ^= 1;
        Files.write(log, bytes);
        assertThat(Found.at(file, NOW)).isInstanceOf(Found.Broken.class);
    }

    @Test
    void aSettingAsideThatWasCutOffIsFinishedAtTheNextStart() throws IOException {
        leaveLying();
        Path target = Path.of(file + ".set-aside-20260503T101500Z");
        Files.writeString(Path.of(target + ".why"), "its check says no");
        Files.move(file, target);
        assertThat(Found.at(file, NOW)).isEqualTo(new Found.Missing());
        assertThat(Path.of(file + "-wal")).doesNotExist();
        assertThat(notesIn(SetAside.of(file).getFirst())).hasSize(NOTES + 50);
    }

    @Test
    void aFileThatAnotherHoldsIsNeitherLookedAtNorMoved() {
        try (Database _ = Database.open(file, "db")) {
            assertThatThrownBy(() -> Found.at(file, NOW))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IN_USE));
        }
        assertThat(file).exists();
    }

    @Test
    void librariesThatKilledProgramsHaveLeftAreTakenAwayAndNothingElseIs() throws IOException {
        Path left = folder.resolve("sqlite-3.54.1.0-1f0c-libsqlitejdbc.so");
        Path young = folder.resolve("sqlite-3.54.1.0-2b7d-libsqlitejdbc.so.lck");
        Path other = folder.resolve("settings.properties");
        for (Path made : List.of(left, young, other)) {
            Files.writeString(made, "x");
            Files.setLastModifiedTime(made, FileTime.from(NOW.minus(Duration.ofDays(1))));
        }
        Files.setLastModifiedTime(young, FileTime.from(NOW.minusSeconds(5)));
        Found.at(file, NOW);
        assertThat(left).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    @Test
    void longRowsAreReadOverTheirOverflowPages() throws IOException {
        try (Database database = Database.open(file, "db")) {
            database.write(handle -> handle.execute("INSERT INTO note (text) VALUES (?)", "long ".repeat(4_000)));
        }
        Files.write(Path.of(file + "-wal"), new byte[100]);
        SetAside aside = Found.brokenAsSeen(file, "for this test", NOW).setAside();
        assertThat(notesIn(aside)).contains("long ".repeat(4_000));
    }

    private void fill() {
        try (Database database = Database.open(file, "db")) {
            database.write(handle -> insert(handle, 0, NOTES));
        }
    }

    /// As a power cut leaves it: what was written last is in the log alone.
    private void leaveLying() throws IOException {
        if (Files.notExists(file)) {
            fill();
        }
        Path copy = folder.resolve("copy.db");
        try (Database database = Database.open(file, "db")) {
            IntStream.range(0, 50).forEach(i -> database.write(handle -> insert(handle, NOTES + i, NOTES + i + 1)));
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        Files.move(Path.of(copy + "-wal"), Path.of(file + "-wal"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static int insert(Handle handle, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> handle.execute(
                        "INSERT INTO note (text) VALUES (?)", "note %d %s".formatted(i, "x".repeat(200))));
        return to - from;
    }

    private List<String> notesHere() {
        try (Database database = Database.open(file, "db")) {
            return database.read(handle -> handle.createQuery("SELECT text FROM note")
                    .mapTo(String.class)
                    .list());
        }
    }

    private static Set<String> notesIn(SetAside aside) {
        List<String> notes = new ArrayList<>();
        aside.records(values -> {
            if (values.size() == 2 && values.get(1) instanceof String text && !text.contains("table")) {
                notes.add(text);
            }
        });
        return new TreeSet<>(notes);
    }
}
