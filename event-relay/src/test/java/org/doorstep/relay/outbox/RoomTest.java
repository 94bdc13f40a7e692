package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    private static final HubEvent GUEST =
            new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 2);
    private static final HubEvent PASS = new HubEvent.PassIssued(new PassId("0".repeat(20)), "0001");

    @TempDir
    Path folder;

    private Database database;
    private Outbox outbox;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("kiosk.db"), Outbox.MIGRATIONS);
        outbox = new Outbox(
                database, new Source(new HubId("millbrook"), new DeviceId("kiosk-1")), new SetClock(), new Random(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWaitsAndItsBytesAreCountedAsRowsComeAndGo() {
        append(Lane.ATTENDANCE, GUEST);
        append(Lane.ATTENDANCE, GUEST);
        append(Lane.MEMBER, PASS);
        Room room = outbox.room();
        assertThat(room.waiting()).containsEntry(Lane.ATTENDANCE, 2L).containsEntry(Lane.MEMBER, 1L);
        assertThat(room.bytes()).isEqualTo(bytesThere());
        OutboxRows.Stream attendance = database.read(outbox.rows()::streams).getFirst();
        database.write(handle -> {
            outbox.rows().mark(handle, attendance, 1, 1, 0);
            outbox.rows().forget(handle, attendance, 1);
            return null;
        });
        assertThat(outbox.room().waiting()).containsEntry(Lane.ATTENDANCE, 1L);
        assertThat(outbox.room().bytes()).isEqualTo(bytesThere());
    }

    @Test
    void attendanceIsTheLastToBeRefusedAndEachRefusalIsSaid() {
        append(Lane.ATTENDANCE, GUEST);
        append(Lane.MEMBER, PASS);
        fillTo(Room.OTHERS_PERCENT);
        assertThatThrownBy(() -> append(Lane.MEMBER, PASS))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CANNOT_WRITE));
        append(Lane.ATTENDANCE, GUEST);
        fillTo(100);
        assertThatThrownBy(() -> append(Lane.ATTENDANCE, GUEST)).hasMessageContaining("outbox is full");
        assertThat(outbox.room().percent()).isEqualTo(100);
    }

    @Test
    void whatClosesAGapIsTakenHoweverFullItIs() {
        append(Lane.ATTENDANCE, GUEST);
        fillTo(100);
        database.write(handle -> outbox.add(
                handle, outbox.rows().current(handle), Lane.ATTENDANCE, new HubEvent.RangeLost(1, 1, "for this test")));
    }

    @Test
    void aPersonIsToldFromFourFifthsOn() {
        assertThat(new Room(Map.of(Lane.ATTENDANCE, 79_000L), 0).isTight()).isFalse();
        assertThat(new Room(Map.of(Lane.ATTENDANCE, 80_000L), 0).isTight()).isTrue();
        assertThat(new Room(Map.of(Lane.MEMBER, 16_000L), 0).isTight()).isTrue();
        assertThat(new Room(Map.of(), Room.MOST_BYTES * 8 / 10 + 1_000).isTight())
                .isTrue();
        assertThat(new Room(Map.of(Lane.ATTENDANCE, 45_000L), 45_000 * 550).percent())
                .isEqualTo(45);
    }

    /// As if so many bytes were there: to write them all would take a minute.
    private void fillTo(int percent) {
        database.write(handle ->
                handle.execute("UPDATE outbox_lane SET bytes = ?", (Room.MOST_BYTES * percent / 100 + 1_000) / 2));
    }

    private long bytesThere() {
        return database.read(handle -> handle.createQuery("SELECT sum(length(text)) FROM outbox_event")
                .mapTo(Long.class)
                .one());
    }

    private void append(Lane lane, HubEvent event) {
        database.write(handle -> outbox.append(handle, lane, event));
    }
}
