package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final Source SOURCE = new Source(new HubId("millbrook"), new DeviceId("kiosk-1"));
    private static final HubEvent GUEST =
            new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-22")), 0, 2);

    @TempDir
    Path folder;

    private Database database;
    private Outbox outbox;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("kiosk.db"), Outbox.MIGRATIONS);
        outbox = new Outbox(database, SOURCE, new SetClock(), new Random(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sequencesAreGapFreeInEachLaneAndTheChainCoversEveryRow() throws Exception {
        for (int i = 1; i <= 3; i++) {
            assertThat(append(Lane.ATTENDANCE).sequence()).isEqualTo(i);
        }
        assertThat(append(Lane.MEMBER).sequence()).isEqualTo(1);

        OutboxRows.Stream stream = stream(Lane.ATTENDANCE);
        List<OutboxRows.Row> rows = database.read(handle -> outbox.rows().rowsAfter(handle, stream, 0, 10));
        byte[] chain = Chain.nothing();
        for (OutboxRows.Row row : rows) {
            assertThat(Wire.read(row.text()).sequence()).isEqualTo(row.sequence());
            chain = new Chain().after(chain, row.text());
        }
        assertThat(rows).hasSize(3);
        assertThat(stream.chain()).isEqualTo(chain);
    }

    @Test
    void itStandsWithItsStoresNewestFirstAndTheLastRowOfEachLane() {
        append(Lane.ATTENDANCE);
        append(Lane.ATTENDANCE);
        StoreId before = outbox.standing().stores().getFirst();
        Outbox renamed =
                new Outbox(database, new Source(SOURCE.hub(), new DeviceId("kiosk-9")), new SetClock(), new Random(2));

        Outbox.Standing standing = renamed.standing();

        assertThat(standing.stores()).hasSize(2).last().isEqualTo(before);
        assertThat(standing.tails()).containsExactly(new DeviceState.LaneTail(before, Lane.ATTENDANCE, 2));
    }

    @Test
    void aFailedTransactionLeavesNoRowAndNoGap() {
        append(Lane.ATTENDANCE);
        assertThatThrownBy(() -> database.write(transaction -> {
                    outbox.append(transaction, Lane.ATTENDANCE, GUEST);
                    throw new IllegalStateException("the tap could not be saved");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(append(Lane.ATTENDANCE).sequence()).isEqualTo(2);
    }

    @Test
    void theStoreOutlivesARestartAndAnotherNameBeginsAnother() {
        Envelope before = append(Lane.ATTENDANCE);
        outbox = new Outbox(database, SOURCE, new SetClock(), new Random(2));
        assertThat(append(Lane.ATTENDANCE).store()).isEqualTo(before.store());

        Source renamed = new Source(SOURCE.hub(), new DeviceId("kiosk-9"));
        outbox = new Outbox(database, renamed, new SetClock(), new Random(3));
        Envelope after = append(Lane.ATTENDANCE);
        assertThat(after.store()).isNotEqualTo(before.store());
        assertThat(after.sequence()).isEqualTo(1);
        assertThat(after.source()).isEqualTo(renamed);
    }

    @Test
    void theDatabaseItselfRefusesToDropOrChangeARowThatIsNotAcknowledged() {
        append(Lane.ATTENDANCE);
        assertThatThrownBy(() -> database.write(t -> t.execute("DELETE FROM outbox_event")))
                .isInstanceOf(StoreException.class)
                .hasStackTraceContaining("kept until the hub has acknowledged it");
        assertThatThrownBy(() -> database.write(t -> t.execute("UPDATE outbox_event SET text = x'00'")))
                .hasStackTraceContaining("never changed");
        assertThatThrownBy(() -> database.write(t -> t.execute("UPDATE outbox_lane SET floor = 1")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void anAcknowledgedRowCanBeForgottenAndItsChainIsKept() {
        append(Lane.ATTENDANCE);
        append(Lane.ATTENDANCE);
        byte[] first = database.read(handle ->
                outbox.rows().chainAt(handle, stream(Lane.ATTENDANCE), 1).orElseThrow());
        database.write(t -> {
            outbox.rows().mark(t, stream(Lane.ATTENDANCE), 1, 1, 0);
            outbox.rows().forget(t, stream(Lane.ATTENDANCE), 1);
            return null;
        });
        OutboxRows.Stream stream = stream(Lane.ATTENDANCE);
        List<OutboxRows.Row> kept = database.read(handle -> outbox.rows().rowsAfter(handle, stream, 0, 10));
        assertThat(kept).extracting(OutboxRows.Row::sequence).containsExactly(2L);
        byte[] floor =
                database.read(handle -> outbox.rows().chainAt(handle, stream, 1).orElseThrow());
        assertThat(floor).isEqualTo(first);
    }

    @Test
    void theAnonymousLaneIsNotForTheOrdinaryOutbox() {
        assertThatThrownBy(() -> append(Lane.ANONYMOUS)).isInstanceOf(IllegalArgumentException.class);
    }

    private Envelope append(Lane lane) {
        return database.write(transaction -> outbox.append(transaction, lane, GUEST));
    }

    private OutboxRows.Stream stream(Lane lane) {
        return database.read(outbox.rows()::streams).stream()
                .filter(s -> s.lane() == lane)
                .findFirst()
                .orElseThrow();
    }
}
