package org.doorstep.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.doorstep.relay.outbox.Outbox;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final int PAGE = 4096;
    private static final long SEED = 5;

    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = folder.resolve("notes.db");
        database = Database.open(file, "db");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyFileIsForItsOwnerAlone() throws IOException {
        database.write(transaction -> insert(transaction, "kept"));
        database.read(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, String> modes =
                    files.collect(Collectors.toMap(path -> path.getFileName().toString(), DatabaseTest::mode));
            assertThat(modes)
                    .containsOnlyKeys("notes.db", "notes.db-wal", "notes.db-shm", "notes.db.lock")
                    .allSatisfy((_, mode) -> assertThat(mode).isEqualTo("rw-------"));
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void worksThatWaitTogetherSucceedOrFailEachAlone() {
        List<CompletableFuture<Integer>> works = behindABlockedWriter(() -> IntStream.range(0, 50)
                .mapToObj(i -> database.submit(transaction -> {
                    insert(transaction, "note " + i);
                    if (i % 10 == 3) {
                        throw new IllegalArgumentException("note " + i + " is wrong");
                    }
                    return i;
                }))
                .toList());
        for (int i = 0; i < works.size(); i++) {
            if (i % 10 == 3) {
                assertThat(works.get(i)).isCompletedExceptionally();
            } else {
                assertThat(works.get(i)).isCompletedWithValue(i);
            }
        }
        assertThat(count("note")).isEqualTo(45);
    }

    @Test
    void aWorkThatOnlyFailsAtTheCommitDoesNotTakeItsNeighboursWithIt() {
        List<CompletableFuture<Integer>> works = behindABlockedWriter(() -> List.of(
                database.submit(transaction -> insert(transaction, "good")),
                database.submit(transaction -> transaction.execute("INSERT INTO answer (note) VALUES (99)")),
                database.submit(transaction -> insert(transaction, "also good"))));
        assertThat(works.get(0)).isCompleted();
        assertThat(works.get(1)).isCompletedExceptionally();
        assertThat(works.get(2)).isCompleted();
        assertThat(count("note")).isEqualTo(2);
        assertThat(count("answer")).isZero();
    }

    @Test
    void anErrorInOneWorkIsThatWorksAloneAndTheWriterGoesOn() {
        assertThatThrownBy(() -> database.write(transaction -> {
                    insert(transaction, "never");
                    throw new AssertionError("broken");
                }))
                .isInstanceOf(AssertionError.class);
        database.write(transaction -> insert(transaction, "after"));
        assertThat(count("note")).isEqualTo(1);
    }

    @Test
    void aWriteInsideAWriteIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> database.write(_ -> database.write(transaction -> insert(transaction, "inner"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wait for itself");
    }

    @Test
    void aFullDiskIsSaidAndNothingIsKeptAndItGoesOnWhenThereIsRoomAgain() {
        database.write(transaction -> insert(transaction, "before"));
        limitPages(transaction ->
                transaction.createQuery("PRAGMA page_count").mapTo(Long.class).one());
        assertThatThrownBy(() -> database.write(transaction -> insert(transaction, "x".repeat(100_000))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CANNOT_WRITE));
        assertThat(count("note")).isEqualTo(1);
        assertThat(database.refusal())
                .hasValueSatisfying(why -> assertThat(why).hasMessageContaining("The disk is full: make room."));
        limitPages(_ -> 1_000_000L);
        await("it is found by itself that there is room again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.refusal().isEmpty());
        database.write(transaction -> insert(transaction, "y".repeat(100_000)));
        assertThat(count("note")).isEqualTo(2);
    }

    @Test
    void aStoreThatIsFullByItsOwnBoundIsNotTakenForAFullDisk() {
        assertThatThrownBy(() -> database.write(_ -> {
                    throw StoreException.noRoom("The outbox is full.");
                }))
                .hasMessage("The outbox is full.");
        assertThat(database.refusal()).isEmpty();
    }

    @Test
    void aBrokenFileIsNotCalledWellThoughOtherPartsOfItTakeWriting() throws IOException {
        database.write(transaction -> insert(transaction, "before"));
        database.write(transaction -> transaction.execute("CREATE TABLE sound (number INTEGER) STRICT"));
        long page = rootOf("note");
        database.close();
        ruin(page);
        database = Database.open(file, "db");

        assertThatThrownBy(() -> database.write(transaction -> insert(transaction, "lost")))
                .isInstanceOf(StoreException.class);
        await("it is looked at again").atMost(Duration.ofSeconds(30)).until(() -> database.timesTried() > 0);
        assertThat(database.refusal()).hasValueSatisfying(DatabaseTest::isBroken);
        database.write(transaction -> transaction.execute("INSERT INTO sound VALUES (1)"));
        assertThat(database.refusal()).hasValueSatisfying(DatabaseTest::isBroken);
    }

    private static void isBroken(StoreException why) {
        assertThat(why.kind()).isEqualTo(StoreException.Kind.CORRUPT);
    }

    private long rootOf(String table) {
        return database.read(handle -> handle.createQuery("SELECT rootpage FROM sqlite_schema WHERE name = ?")
                .bind(0, table)
                .mapTo(Long.class)
                .one());
    }

    /// As a card does that loses a block.
    private void ruin(long page) throws IOException {
        byte[] rubbish = new byte[PAGE];
        Arrays.fill(rubbish, (byte) 0x33);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek((page - 1) * PAGE);
            raw.write(rubbish);
        }
    }

    @Test
    void onAFullDiskAWorkThatFitsIsNotFailedByOneThatDoesNot() {
        database.write(transaction -> insert(transaction, "before"));
        limitPages(transaction ->
                transaction.createQuery("PRAGMA page_count").mapTo(Long.class).one());
        List<CompletableFuture<Integer>> works = behindABlockedWriter(() -> List.of(
                database.submit(transaction -> insert(transaction, "small")),
                database.submit(transaction -> insert(transaction, "z".repeat(100_000)))));
        assertThat(works.get(0)).isCompleted();
        assertThat(works.get(1)).isCompletedExceptionally();
    }

    @Test
    void aSecondOpenerIsToldThatTheFileIsInUse() {
        assertThatThrownBy(() -> Database.open(file, "db"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IN_USE));
        database.close();
        Database.open(file, "db").close();
    }

    @Test
    void aListOfMigrationsThatIsNotWhatWasWrittenIsSaidToBeCorrupt() {
        database.write(transaction ->
                transaction.execute("ALTER TABLE flyway_schema_history RENAME COLUMN checksum TO ch_cksum"));
        database.close();
        assertThatThrownBy(() -> Database.open(file, "db"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT));
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidToBeCorrupt() throws Exception {
        Path other = folder.resolve("other.db");
        Files.writeString(other, "this is no database, ".repeat(500));
        assertThatThrownBy(() -> Database.open(other, "db"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT));
    }

    @Test
    void aReaderSeesOneMomentAndIsNotHeldUpByTheWriter() {
        database.write(transaction -> insert(transaction, "one"));
        int seen = database.read(handle -> {
            int before = count(handle, "note");
            database.write(transaction -> insert(transaction, "two"));
            assertThat(count(handle, "note")).isEqualTo(before);
            return before;
        });
        assertThat(seen).isEqualTo(1);
        assertThat(count("note")).isEqualTo(2);
    }

    @Test
    void aQueryThatFailsGivesItsReaderBack() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("SELECT * FROM nowhere")))
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> database.read(handle -> insert(handle, "a reader may not write")))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(count("note")).isZero();
    }

    @Test
    void closingCompletesEveryFutureAndLaterCallersAreTold() {
        List<CompletableFuture<Integer>> works = new ArrayList<>();
        Thread writing = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 500; i++) {
                int number = i;
                works.add(database.submit(transaction -> insert(transaction, "note " + number)));
            }
        });
        await().until(() -> works.size() > 20);
        database.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> !writing.isAlive());
        assertThat(works).allMatch(CompletableFuture::isDone);
        assertThatThrownBy(() -> database.write(transaction -> insert(transaction, "late")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> count("note")).isInstanceOf(StoreException.class);
        long kept =
                works.stream().filter(work -> !work.isCompletedExceptionally()).count();
        try (Database again = Database.open(file, "db")) {
            int there = again.read(handle -> count(handle, "note"));
            assertThat(there).isEqualTo((int) kept);
        }
    }

    @Test
    void aLaterMigrationOfTheProgramComesAfterTheRelays() {
        database.close();
        Database.open(file, "db", Outbox.MIGRATIONS).close();
        try (Database again = Database.open(file, "db", "later", Outbox.MIGRATIONS)) {
            int there = again.read(handle -> count(handle, "later"));
            assertThat(there).isZero();
        }
    }

    @Test
    void aGrownLogIsCutOffInAQuietMoment() {
        database.write(transaction -> insert(transaction, "w".repeat(3_000_000)));
        Path log = Path.of(file + "-wal");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Files.size(log)).isZero());
    }

    @Test
    void onlyAFileWrittenAnewHasNothingLeftOfNamesThatWereReplaced() throws IOException {
        Random random = new Random(SEED);
        database.write(transaction ->
                transaction.execute("CREATE TABLE pass (id INTEGER PRIMARY KEY, name TEXT UNIQUE, said TEXT)"));
        List<Integer> people = new ArrayList<>(IntStream.range(0, 3_000).boxed().toList());
        Collections.shuffle(people, random);
        people.forEach(person -> database.write(transaction -> transaction.execute(
                "INSERT INTO pass (name, said) VALUES (?, ?)",
                Integer.toHexString(random.nextInt()) + (person % 3 == 0 ? "-gone-" : "-here-") + person,
                "x".repeat(random.nextInt(60)))));
        people.forEach(person -> database.write(transaction ->
                transaction.execute("UPDATE pass SET said = ? WHERE id = ?", "y".repeat(random.nextInt(300)), person)));
        List<String> gone =
                database.read(handle -> handle.createQuery("SELECT name FROM pass WHERE name LIKE '%-gone-%'")
                        .mapTo(String.class)
                        .list());
        gone.forEach(name -> database.write(transaction -> transaction.execute(
                "UPDATE pass SET name = ? WHERE name = ?", Integer.toHexString(random.nextInt()) + "-stand-in", name)));

        assertThat(database.cutLog()).isTrue();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .as("what was left where it was when pages were parted")
                .contains("-gone-");
        assertThat(database.writeAnew()).isTrue();
        assertThat(database.cutLog()).isTrue();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("-here-")
                .doesNotContain("-gone-");
        assertThat(Files.size(Path.of(file + "-wal"))).isZero();
        assertThat(database.writingAnew()).isEmpty();
        assertThat(count("pass")).isEqualTo(3_000);
    }

    /// So that the works surely wait together.
    private <T> List<CompletableFuture<T>> behindABlockedWriter(
            java.util.function.Supplier<List<CompletableFuture<T>>> submits) {
        CountDownLatch open = new CountDownLatch(1);
        CompletableFuture<Boolean> block = database.submit(_ -> {
            try {
                open.await();
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<CompletableFuture<T>> works = submits.get();
        open.countDown();
        block.join();
        CompletableFuture.allOf(works.toArray(CompletableFuture[]::new))
                .handle((_, _) -> true)
                .join();
        return works;
    }

    private void limitPages(Database.Work<Long> pages) {
        database.write(transaction -> transaction.execute("PRAGMA max_page_count = " + pages.run(transaction)));
    }

    private static int insert(Handle transaction, String text) {
        return transaction.execute("INSERT INTO note (text) VALUES (?)", text);
    }

    private int count(String table) {
        return database.read(handle -> count(handle, table));
    }

    private static int count(Handle handle, String table) {
        return handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one();
    }
}
