package org.doorstep.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.claims.Claimed;
import org.doorstep.hub.booking.claims.Ending;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Standing;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondCopyTest {
    @TempDir
    Path folder;

    private final Random random = new Random(11);
    private TrialCopy hub;

    @BeforeEach
    void begin() throws IOException {
        hub = new TrialCopy(folder, 11);
    }

    @AfterEach
    void end() {
        hub.close();
    }

    @Test
    void whatIsRestoredIsWhatTheHubKnewAtEachMomentItWasCopied() throws IOException {
        liveAndRestore(3, 6);
        assertThat(hub.copy.status().state()).isEqualTo(CopyStatus.State.FINE);
        assertThat(hub.copy.status().copiedTo()).isEqualTo(hub.now());
        assertThat(hub.open().files().get("keys/token-0001.properties"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("key = not-really");
    }

    @Test
    @Tag("long")
    void whatIsRestoredIsWhatTheHubKnewHoweverLongItLived() throws IOException {
        liveAndRestore(60, 3);
    }

    @Test
    void whatMovedAndWhatWasPassedOnIsRestoredWhereItStands() throws IOException {
        ClaimBook claims = new ClaimBook(ZoneOffset.UTC, random, Standing.OPEN);
        hub.database.write(handle -> handle.execute("INSERT INTO unit (id, name) VALUES (1, 'Craft room')"));
        hub.database.write(handle -> handle.execute("""
                INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes,
                  ahead_days, who)
                VALUES ('craft', 'place', 'Craft room', 'all', 30, 30, 480, 60, 'anybody')
                """));
        hub.database.write(handle -> handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES ('craft', 1)"));
        Booking early = book(claims, 9, "4821");
        Booking late = book(claims, 12, "1748");
        hub.step();

        // Each goes where the other was, and a third has the code of the first: all within one round of copying.
        move(claims, early, 15);
        move(claims, late, 9);
        move(claims, early, 12);
        hub.database.write(handle -> claims.let(handle, late.id(), Ending.CANCELLED, "", hub.now()));
        book(claims, 9, "1748");
        hub.step();

        Path file = folder.resolve("restored.db");
        assertThat(hub.restored(hub.open(), file)).isEqualTo(hub.picture());
        try (Database restored =
                Database.open(file, "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS)) {
            assertThatException()
                    .as("the table refuses what overlaps, as before")
                    .isThrownBy(() -> restored.write(handle -> handle.execute(
                            "UPDATE claim SET starts = starts - 240, ends = ends - 180 WHERE booking = ?",
                            early.id().value())));
        }
    }

    private Booking book(ClaimBook claims, int hour, String code) {
        Wanted wanted = Wanted.of(
                        new RequestId(new UUID(random.nextLong(), random.nextLong())),
                        new BookableId("craft"),
                        1,
                        hours(hour),
                        new Holder.Nobody(),
                        Origin.STAFF)
                .withCode(code);
        Claimed claimed = hub.database.write(handle -> claims.book(handle, wanted, hub.now()));
        return ((Claimed.Booked) claimed).booking();
    }

    private void move(ClaimBook claims, Booking booking, int hour) {
        Claimed claimed = hub.database.write(handle -> claims.move(handle, booking.id(), hours(hour), hub.now()));
        assertThat(claimed).isInstanceOf(Claimed.Booked.class);
    }

    private static Times hours(int hour) {
        LocalDate day = LocalDate.ofInstant(TrialCopy.NOON, ZoneOffset.UTC).plusDays(1);
        return new Times(
                day.atTime(hour, 0).toInstant(ZoneOffset.UTC),
                day.atTime(hour + 2, 0).toInstant(ZoneOffset.UTC));
    }

    @Test
    void aTornTailIsNoticedAndEverythingBeforeItIsGood() throws IOException {
        List<Long> lengths = new ArrayList<>();
        List<List<String>> pictures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            live();
            hub.step();
            lengths.add(hub.copy.status().bytes());
            pictures.add(hub.picture());
        }
        byte[] whole = Files.readAllBytes(Restoration.copiesIn(hub.stick).getLast());
        for (int i = 0; i < 5; i++) {
            int span = Math.toIntExact(lengths.get(i + 1) - lengths.get(i));
            int cut = Math.toIntExact(lengths.get(i)) + 1 + random.nextInt(span - 1);
            Path torn =
                    Files.write(folder.resolve("millbrook.00001" + i + ".copy"), java.util.Arrays.copyOf(whole, cut));
            Restoration found = hub.open(torn);
            assertThat(found.found().torn()).isTrue();
            assertThat(hub.restored(found, folder.resolve("torn-" + i + ".db"))).isEqualTo(pictures.get(i));
        }
    }

    @Test
    void aByteThatWasChangedIsNoticedAndSoIsAFrameThatWasLeftOut() throws IOException {
        live();
        hub.step();
        int first = Math.toIntExact(hub.copy.status().bytes());
        List<String> before = hub.picture();
        live();
        hub.step();
        int second = Math.toIntExact(hub.copy.status().bytes());
        live();
        hub.step();
        byte[] whole = Files.readAllBytes(Restoration.copiesIn(hub.stick).getLast());

        byte[] changed = whole.clone();
        changed[first + random.nextInt(second - first)] ^= 4;
        Restoration tampered = hub.open(Files.write(folder.resolve("millbrook.000011.copy"), changed));
        assertThat(tampered.found().torn()).isTrue();
        assertThat(hub.restored(tampered, folder.resolve("changed.db"))).isEqualTo(before);

        byte[] leftOut = new byte[whole.length - (second - first)];
        System.arraycopy(whole, 0, leftOut, 0, first);
        System.arraycopy(whole, second, leftOut, first, whole.length - second);
        Restoration without = hub.open(Files.write(folder.resolve("millbrook.000012.copy"), leftOut));
        assertThat(without.found().torn()).isTrue();
        assertThat(hub.restored(without, folder.resolve("left-out.db"))).isEqualTo(before);
    }

    @Test
    void onlyItsOwnSheetOpensACopyAndNothingInItCanBeRead() throws IOException {
        live();
        hub.step();
        Path file = Restoration.copiesIn(hub.stick).getLast();
        RecoverySheet other = RecoverySheet.random(new SecureRandom());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Restoration.of(file, other))
                .withMessageContaining("does not open the copy")
                .withMessageContaining("millbrook");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .doesNotContain("GuestCounted", "guest.counted", "drop-in", "not-really", "inbox_event");
    }

    @Test
    void aCopyThatWasMadeWithoutTheHubsKeyIsNotBelieved() throws IOException {
        live();
        RecoverySheet forged = RecoverySheet.random(new SecureRandom());
        var own = hub.sheet.key();
        var stolen = new org.doorstep.firmware.keys.RecoveryKey(
                own.id(), own.publicKey(), forged.key().proof());
        var head = new SealedFrames.Head("millbrook", 1, hub.now(), own.id());
        CopyFile file = CopyFile.begin(hub.stick.resolve("millbrook.000009.copy"), head, stolen, new SecureRandom());
        try (CopyFile.Round round = file.round()) {
            round.add(true, List.of(new CopyRecord.Point(hub.now(), 0)));
            round.finish();
        }
        file.publish();
        assertThatExceptionOfType(IOException.class).isThrownBy(hub::open).withMessageContaining("does not open");
    }

    @Test
    void aStickThatIsPulledIsMissedAndFilledAgainWhenItIsBack() throws IOException {
        live();
        hub.step();
        Path pocket = folder.resolve("pocket");
        Files.move(hub.stick, pocket);
        Files.createDirectories(hub.stick);
        live();
        hub.step();
        assertThat(hub.copy.status().state()).isEqualTo(CopyStatus.State.AWAY);
        assertThat(hub.copy.status().since()).isEqualTo(hub.now());
        assertThat(files(hub.stick))
                .as("nothing is written into an empty mount point")
                .isEmpty();

        Files.delete(hub.stick);
        Files.move(pocket, hub.stick);
        live();
        hub.step();
        assertThat(hub.copy.status().state()).isEqualTo(CopyStatus.State.FINE);
        assertThat(Restoration.copiesIn(hub.stick))
                .as("it goes on in the same file")
                .hasSize(1);
        assertThat(restored("back")).isEqualTo(hub.picture());
    }

    /// A memory file system of 200 KB stands in for the stick: only root can mount one.
    @Test
    void aFullStickIsSaidAndGoesOnWhenThereIsRoom() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", hub.stick.toString()) == 0, "Not root.");
        try {
            hub.mark();
            Path others = Files.write(hub.stick.resolve("holiday.jpg"), new byte[120_000]);
            List<String> copied = hub.picture();
            for (int i = 0; i < 60 && hub.copy.status().state() != CopyStatus.State.FULL; i++) {
                copied = hub.picture();
                hub.step();
                hub.events(100);
            }
            assertThat(hub.copy.status().state()).isEqualTo(CopyStatus.State.FULL);
            assertThat(hub.copy.status().copiedTo()).isBefore(hub.now());
            assertThat(restored("before-it-was-full"))
                    .as("what was copied is good")
                    .hasSizeGreaterThan(copied.size() / 2);
            Files.delete(others);
            hub.step();
            assertThat(hub.copy.status().state()).isEqualTo(CopyStatus.State.FINE);
            assertThat(restored("room")).isEqualTo(hub.picture());
        } finally {
            run("umount", hub.stick.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void anotherStickIsFilledFromTheBeginning() throws IOException {
        live();
        hub.step();
        Files.move(hub.stick, folder.resolve("first-stick"));
        hub.mark();
        live();
        hub.step();
        assertThat(restored("other")).isEqualTo(hub.picture());
    }

    @Test
    void whatAFailedWritingLeftBehindIsCutOffByTheNext() throws IOException {
        live();
        hub.step();
        Path file = Restoration.copiesIn(hub.stick).getLast();
        Files.write(file, new byte[500], java.nio.file.StandardOpenOption.APPEND);
        live();
        hub.step();
        assertThat(hub.open().found().torn()).isFalse();
        assertThat(restored("mended")).isEqualTo(hub.picture());
    }

    @Test
    void aHubThatStartsAgainBeginsANewFileAndKeepsTheOneBefore() throws IOException {
        for (int i = 0; i < 4; i++) {
            live();
            hub.step();
            hub.restart();
        }
        hub.step();
        assertThat(Restoration.copiesIn(hub.stick))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("millbrook.000004.copy", "millbrook.000005.copy");
        assertThat(restored("again")).isEqualTo(hub.picture());
        assertThat(hub.open().found().number()).isEqualTo(5);
    }

    @Test
    void kiosksAreToldWhatIsSafeOnlyWhenItIsInTheCopy() throws IOException {
        hub.events(7);
        assertThat(hub.told).isEmpty();
        hub.step();
        assertThat(hub.told.getLast().ack().safe()).isEqualTo(7);
        hub.events(3);
        Files.move(hub.stick, folder.resolve("pocket"));
        hub.step();
        assertThat(hub.told.getLast().ack().safe()).isEqualTo(7);
        Files.move(folder.resolve("pocket"), hub.stick);
        hub.step();
        assertThat(hub.told.getLast().ack().safe()).isEqualTo(10);
        int times = hub.told.size();
        hub.step();
        hub.step();
        assertThat(hub.told).as("being told is itself no news for the copy").hasSize(times);
    }

    @Test
    void aLargeHubIsCopiedWhileItGoesOnCounting() throws Exception {
        hub.events(3 * Changes.ROWS_AT_ONCE + 17);
        AtomicBoolean enough = new AtomicBoolean();
        Thread busy = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                hub.events(5);
                hub.decide();
            }
        });
        hub.step();
        hub.step();
        enough.set(true);
        busy.join();
        hub.step();
        assertThat(restored("large")).isEqualTo(hub.picture());
    }

    @Test
    void filesOfTheHubAreCopiedWhenTheyChangeAndForgottenWhenTheyGo() throws IOException {
        hub.step();
        Path device = Files.createDirectories(hub.hubFolder.resolve("devices")).resolve("kiosk-1.properties");
        Files.writeString(device, "name = Front door");
        hub.step();
        assertThat(hub.open().files()).containsKey("devices/kiosk-1.properties");
        Files.delete(device);
        hub.step();
        assertThat(hub.open().files())
                .containsOnlyKeys("keys/token-0001.properties")
                .as("the database is not among them");
    }

    private void liveAndRestore(int times, int steps) throws IOException {
        for (int i = 0; i < times; i++) {
            for (int step = 0; step < steps; step++) {
                live();
                hub.step();
            }
            assertThat(restored("at-" + i)).as("time " + i).isEqualTo(hub.picture());
        }
    }

    private void live() {
        for (int i = random.nextInt(6); i >= 0; i--) {
            hub.events(1 + random.nextInt(12));
            hub.decide();
            hub.decide();
        }
    }

    private List<String> restored(String name) throws IOException {
        return hub.restored(hub.open(), folder.resolve(name + ".db"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
