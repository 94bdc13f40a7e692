package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.backup.SecondCopy;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.keeping.Clearing;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub is lost and made again from what is left of it.
class RestoringTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    private final List<PassId> shown = new ArrayList<>();

    @TempDir
    Path temp;

    private final SecureRandom random = new SecureRandom();
    private final RecoverySheet sheet = RecoverySheet.random(random);
    private final StoreId store = StoreId.random(random);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path folder;
    private Path stick;
    private long sequence;

    @BeforeEach
    void provision() throws IOException {
        folder = Files.createDirectories(temp.resolve("hub"));
        stick = Files.createDirectories(temp.resolve("stick"));
        KeyFiles.make(Files.createDirectories(folder.resolve("keys")), random);
        Files.writeString(
                folder.resolve("keys").resolve(RecoveryKey.FILE), sheet.key().fileText());
        Files.writeString(stick.resolve(RecoveryKey.markOf(HUB)), "");
        Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %1$s
                hub.id = millbrook
                hub.name = Millbrook Fold
                hub.zone = Europe/London
                devices.dir = %1$s/devices
                copy.dir = %2$s
                """.formatted(folder, stick));
    }

    @Test
    void aHubThatLostItsDiskIsMadeAgainFromTheStickOnceTwiceAndTheSame() throws IOException {
        live(30);
        List<String> before = picture(folder);
        assertThat(before).hasSizeGreaterThan(30);

        Path again = temp.resolve("new-card");
        restore(stick, again);
        assertThat(picture(again)).isEqualTo(before);
        assertThat(incarnation(again)).isNotEqualTo(incarnation(folder));
        assertThat(Files.readString(again.resolve("settings.properties"))).contains("data.dir = " + again);
        assertThat(KeyFiles.read(again.resolve("keys")).publicKeys())
                .isEqualTo(KeyFiles.read(folder.resolve("keys")).publicKeys());
        assertThat(said()).contains("It knows everything up to 12:00 on 24 November 2026: 30 events.");

        restore(stick, again);
        assertThat(picture(again)).isEqualTo(before);
        assertThat(said()).contains("The database that was there is now hub.db.before-20261124-120000.");
        assertThat(names(again)).doesNotContain("hub.db.restoring");
    }

    @Test
    void anOlderCopyGivesWhatTheHubWasThen() throws IOException {
        live(10);
        List<String> then = picture(folder);
        live(15);
        Path older = stick.resolve("millbrook.000001.copy");
        restore(older, temp.resolve("older"));
        assertThat(picture(temp.resolve("older"))).isEqualTo(then);
    }

    @Test
    void aNewestCopyThatWasBrokenOffIsPassedOverForTheOneBefore() throws IOException {
        live(10);
        List<String> then = picture(folder);
        live(15);
        Path newest = stick.resolve("millbrook.000002.copy");
        Files.write(newest, java.util.Arrays.copyOf(Files.readAllBytes(newest), 300));
        restore(stick, temp.resolve("older"));
        assertThat(picture(temp.resolve("older"))).isEqualTo(then);
        assertThat(said()).contains("millbrook.000002.copy is not whole").contains("Taking the one before.");
    }

    @Test
    void lastNightsPlainCopyOfTheDatabaseWillDoWhereTheFolderIsStillThere() throws IOException {
        live(12);
        List<String> then = picture(folder);
        Path night = Files.copy(folder.resolve("hub.db"), temp.resolve("last-night.db"));
        String incarnation = incarnation(folder);
        live(5);
        restore(night, folder);
        assertThat(picture(folder)).isEqualTo(then);
        assertThat(incarnation(folder)).isNotEqualTo(incarnation);
        assertThat(said()).contains("What only the hub knew after that copy was made is lost");
    }

    @Test
    void whoLeftAfterTheCopyWasMadeIsNotBroughtBackByItNorByAPlainOne() throws IOException {
        live(12);
        Path night = Files.copy(folder.resolve("hub.db"), temp.resolve("last-night.db"));
        Path older = stick.resolve("millbrook.000001.copy");
        byte[] before = Files.readAllBytes(older);
        assertThat(stands(night, shown)).isTrue();

        everybodyLeaves();
        assertThat(names(stick)).doesNotContain("millbrook.000001.copy").contains("millbrook.forgotten.list");
        Files.write(older, before);

        restore(older, temp.resolve("older"));
        assertThat(stands(temp.resolve("older/hub.db"), shown)).isFalse();
        assertThat(visits(temp.resolve("older"))).isEqualTo(12);
        restore(night, folder);
        assertThat(stands(folder.resolve("hub.db"), shown)).isFalse();
        assertThat(visits(folder)).isEqualTo(12);
    }

    private static long visits(Path hub) {
        try (Database database = Hub.open(hub)) {
            return database.read(handle -> handle.createQuery("SELECT sum(visits) FROM day_figures")
                    .mapTo(Long.class)
                    .one());
        }
    }

    @Test
    void aHubThatRunsIsNotRestoredOver() throws IOException {
        live(3);
        List<String> before = picture(folder);
        try (Database running = Hub.open(folder)) {
            assertThat(running).isNotNull();
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> restore(stick, folder));
        }
        assertThat(picture(folder)).isEqualTo(before);
    }

    @Test
    void aWrongSheetAndAnEmptyStickAreSaidPlainly() throws IOException {
        live(3);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> restoring(temp.resolve("new"))
                        .from(stick, typed(RecoverySheet.random(random).text())))
                .withMessageContaining("does not open the copy");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> restoring(temp.resolve("new")).from(stick, typed("ABCD")))
                .withMessageContaining("28 letters");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> restore(folder, temp.resolve("new")))
                .withMessageContaining("There is no second copy");
    }

    /// A hub runs for a while, with its copy; then it is no more.
    private void live(int taps) {
        KeyFiles keys = KeyFiles.read(folder.resolve("keys"));
        ZoneId zone = ZoneId.of("Europe/London");
        try (Database database = Hub.open(folder)) {
            PersonalSide personal = PersonalSide.of(keys, Forgotten.in(folder, random, CLOCK), CLOCK, random);
            Inbox inbox = new Inbox(database, HUB, random, CLOCK, personal.boxes());
            Attendance attendance = new Attendance(zone, personal.passes(), new SessionPlaces(zone));
            EventIngest ingest =
                    new EventIngest(database, inbox, Hub.projections(personal, attendance), acks -> {}, () -> {});
            try (SecondCopy copy =
                    new SecondCopy(stick, sheet.key(), HUB, folder, database, inbox, CLOCK, random, acks -> {})) {
                copy.start();
                for (int i = 0; i < taps; i++) {
                    ingest.commit(List.of(tap()));
                }
                database.write(handle -> handle.execute(
                        "INSERT OR REPLACE INTO activity (id, title, room, picture) VALUES ('cook', ?, 'Hall', 'pot')",
                        "Cook and eat, " + sequence));
                database.write(RestoringTest::everybodyBooks);
            }
        }
    }

    /// Kept by the name of their pass, and not by its row.
    private static int everybodyBooks(Handle handle) {
        handle.execute("""
                INSERT OR IGNORE INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes,
                  ahead_days, who)
                VALUES ('hall', 'place', 'Hall', 'all', 30, 30, 480, 60, 'anybody')
                """);
        return handle.execute("""
                INSERT INTO booking (request, code, bookable, count, pass, starts, ends, state, origin, made_at)
                SELECT 'wish-' || id, '', 'hall', 1, name, 29700000, 29700060, 'cancelled', 'kiosk', 0
                FROM pass
                WHERE name NOT IN (SELECT pass FROM booking)
                """);
    }

    /// Everybody leaves; the copy on the stick is begun anew, and the list of them lies beside it.
    private void everybodyLeaves() {
        KeyFiles keys = KeyFiles.read(folder.resolve("keys"));
        try (Database database = Hub.open(folder)) {
            PersonalSide personal = PersonalSide.of(keys, Forgotten.in(folder, random, CLOCK), CLOCK, random);
            Inbox inbox = new Inbox(database, HUB, random, CLOCK, personal.boxes());
            try (SecondCopy copy =
                    new SecondCopy(stick, sheet.key(), HUB, folder, database, inbox, CLOCK, random, acks -> {})) {
                database.write(handle -> {
                    List<Long> rows = handle.createQuery("SELECT id FROM pass")
                            .mapTo(Long.class)
                            .list();
                    personal.erasing().erase(Database.connection(handle), rows, Receipt.by(random), NOON);
                    return null;
                });
                Clearing clearing = new Clearing(database, copy::anewSince, CLOCK, ZoneOffset.UTC);
                copy.start();
                await().atMost(Duration.ofSeconds(30)).until(clearing::step);
            }
        }
    }

    private static boolean stands(Path file, List<PassId> passes) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        return passes.stream().anyMatch(pass -> bytes.contains(pass.value()));
    }

    private EventIngest.Arrival tap() {
        byte[] pass = new byte[PassId.BYTES];
        random.nextBytes(pass);
        shown.add(PassId.of(pass));
        Envelope event = new Envelope(
                EventId.random(NOON.toEpochMilli(), random),
                new Source(HUB, KIOSK),
                NOON,
                store,
                Lane.ATTENDANCE,
                ++sequence,
                new Moment("boot", sequence, Moment.Clock.SYNCED, 10),
                new HubEvent.TapRecorded(
                        new Credential.Pass(PassId.of(pass), "0001"),
                        HubEvent.Assurance.SIGNED,
                        HubEvent.Outcome.ARRIVAL,
                        SessionId.dropIn(LocalDate.parse("2026-11-24"))));
        return new EventIngest.Arrival(new Received(KIOSK, Lane.ATTENDANCE, Wire.write(event), NOON), () -> {});
    }

    private void restore(Path from, Path into) throws IOException {
        restoring(into).from(from, typed(sheet.text()));
    }

    private Restoring restoring(Path into) {
        return new Restoring(into, new PrintStream(said, true, StandardCharsets.UTF_8), CLOCK, random);
    }

    private static BufferedReader typed(String text) {
        return new BufferedReader(new StringReader(text + "\n"));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String incarnation(Path folder) {
        try (Database database = Hub.open(folder)) {
            return database.read(handle -> handle.createQuery("SELECT incarnation FROM inbox_hub")
                    .mapTo(String.class)
                    .one());
        }
    }

    private static List<String> picture(Path folder) {
        try (Database database = Hub.open(folder)) {
            return database.read(handle -> Stream.of(
                            "SELECT 'event ' || position || hex(text) || ' ' || state FROM inbox_event ORDER BY position",
                            "SELECT 'mark ' || through || hex(chain) FROM inbox_stream ORDER BY number",
                            "SELECT 'visit ' || name || v.day || v.session FROM visit v JOIN pass p ON p.id = v.pass ORDER BY 1",
                            "SELECT 'day ' || day || ' ' || visits FROM day_figures ORDER BY day",
                            "SELECT 'activity ' || id || title FROM activity ORDER BY id")
                    .flatMap(sql -> handle.createQuery(sql).mapTo(String.class).list().stream())
                    .toList());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
