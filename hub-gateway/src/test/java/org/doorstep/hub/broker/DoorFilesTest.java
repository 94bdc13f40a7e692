package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.doorstep.hub.Hub;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    private final TestAuthority.Hub ours = new TestAuthority(NOW).hub(new HubId("millbrook"));
    private final Identity server = ours.server(NOW);
    private final Serial stolen = Serial.of(ours.device("kiosk-1", NOW).certificate());
    private final Serial lost = Serial.of(ours.device("kiosk-2", NOW).certificate());
    private final RevokedList one = RevokedList.EMPTY.with(stolen, NOW);

    @TempDir
    private Path folder;

    private Path list;
    private Database database;
    private int changes;

    @BeforeEach
    void aListWithOneShutOut() throws Exception {
        list = Files.createDirectory(folder.resolve("issuing")).resolve("revoked.crl");
        put(ours.signed(one, NOW));
        database = Hub.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anOldListPutBackWhileTheHubStoodStillLetsNobodyInAgainAndTheNewerIsPutInItsPlace() throws Exception {
        String signed = Files.readString(list);
        files().remember();
        put(ours.signed(RevokedList.EMPTY, NOW));
        DoorFiles again = files();
        assertThat(again.revoked(stolen)).isTrue();
        assertThat(Files.readString(list)).isEqualTo(signed);
        put(ours.signed(one.with(lost, NOW), NOW));
        assertThat(again.revoked(lost)).isTrue();
    }

    @Test
    void aListThatWasLostOrHurtIsPutBackFromWhatTheHubWentByBefore() throws Exception {
        String signed = Files.readString(list);
        files().remember();
        Files.delete(list);
        assertThat(files().revoked(stolen)).isTrue();
        assertThat(Files.readString(list)).isEqualTo(signed);
        put("half of a list");
        assertThat(files().revoked(stolen)).isTrue();
    }

    @Test
    void anOlderListIsNeverRememberedInThePlaceOfANewer() throws Exception {
        files().remember();
        ShutOutBook book = new ShutOutBook(database);
        Serial signer = Serial.of(server.chain().getLast());
        assertThatThrownBy(() -> book.keep(signer, 0, "older")).hasStackTraceContaining("newer one only");
        assertThat(book.of(signer)).contains(Files.readString(list));
    }

    @Test
    void whatCannotBeRememberedShutsOutAllTheSame() throws Exception {
        DoorFiles files = files();
        database.close();
        files.remember();
        assertThat(files.revoked(stolen)).isTrue();
    }

    @Test
    void anOldListPutBackLetsNobodyInAgain() throws Exception {
        DoorFiles files = files();
        put(ours.signed(RevokedList.EMPTY, NOW));
        assertThat(files.revoked(stolen)).isTrue();
        SortedMap<Serial, Instant> other = new TreeMap<>();
        other.put(lost, NOW);
        put(ours.signed(new RevokedList(9, NOW, other), NOW));
        assertThat(files.revoked(stolen)).isTrue();
        assertThat(files.revoked(lost)).isFalse();
    }

    @Test
    void aNewerListWithAllThatTheLastHadCounts() throws Exception {
        DoorFiles files = files();
        put("half of a list");
        assertThat(files.revoked(stolen)).isTrue();
        put(ours.signed(one.with(lost, NOW), NOW));
        assertThat(files.revoked(stolen)).isTrue();
        assertThat(files.revoked(lost)).isTrue();
    }

    @Test
    void aHubDoesNotBeginWithoutItsListAndSaysWhatToDo() throws Exception {
        put("half of a list");
        assertThatThrownBy(this::files).isInstanceOf(BrokerException.class).hasMessageEndingWith(RevokedList.REMEDY);
    }

    @Test
    void aListSignedTwoYearsAheadMovesNoHubThatKnowsTheTime() throws Exception {
        put(ours.signed(one, NOW.plus(Duration.ofDays(730))));
        assertThat(files().time().floor()).isBefore(NOW);
    }

    private DoorFiles files() {
        return new DoorFiles(folder, _ -> server, new ShutOutBook(database), new Known());
    }

    private void put(String text) throws Exception {
        Files.writeString(list, text);
        // Two writings may fall in one tick of the disk's clock.
        Files.setLastModifiedTime(list, FileTime.from(NOW.plusSeconds(++changes)));
    }

    private record Known() implements DeviceClock {
        @Override
        public Instant instant() {
            return NOW;
        }

        @Override
        public Moment moment() {
            return new Moment("a-boot", 60_000, Moment.Clock.SYNCED, 50);
        }
    }
}
