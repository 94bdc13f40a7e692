package org.doorstep.hub.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.outbox.DayRows;
import org.doorstep.relay.outbox.Outbox;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real outbox and a real inbox with what came from it, and the question that a kiosk asks.
@Tag("time")
class DailyProofsTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final LocalDate SUNDAY = LocalDate.parse("2026-11-22");

    @TempDir
    Path folder;

    private Database kiosk;
    private Database hub;
    private Outbox outbox;
    private Inbox inbox;
    private DailyProofs proofs;
    private Instant now = Instant.parse("2026-11-22T23:59:00Z");

    @BeforeEach
    void open() {
        kiosk = Database.open(folder.resolve("kiosk.db"), Outbox.MIGRATIONS);
        hub = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        DeviceClock clock = new DeviceClock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public Moment moment() {
                return new Moment("boot", 1, Moment.Clock.SYNCED, 0);
            }
        };
        outbox = new Outbox(kiosk, new Source(HUB, KIOSK), clock, new Random(1));
        inbox = new Inbox(hub, HUB, new Random(2), () -> now);
        proofs = new DailyProofs(hub, () -> now);
    }

    @AfterEach
    void close() {
        kiosk.close();
        hub.close();
    }

    @Test
    void kioskAndHubAgreeOnADayWhoseEveningIsAnotherDaysMorning() {
        happen(1, 7);
        now = now.plusSeconds(120);
        happen(8, 10);
        send(1, 10);

        assertThat(proofs.answer(KIOSK, question(true, 1, 7)).agrees()).containsExactly(true);
        assertThat(days()).singleElement().satisfies(day -> {
            assertThat(day.day()).isEqualTo(SUNDAY);
            assertThat(day.events()).isEqualTo(7);
            assertThat(day.agrees()).isTrue();
        });
    }

    @Test
    void anEventThatIsNotHereIsWrittenDownAtItsPlace() {
        happen(1, 7);
        send(1, 4);
        send(6, 7);

        assertThat(proofs.answer(KIOSK, question(true, 1, 7)).agrees()).containsExactly(false);
        assertThat(proofs.answer(KIOSK, question(false, 5, 5)).agrees()).containsExactly(false);
        assertThat(days().getFirst().eventsHere()).isEqualTo(6);
        assertThat(days().getFirst().places()).containsExactly(new DailyProofs.Place(Lane.ATTENDANCE, 5, "only there"));

        send(5, 5);
        proofs.answer(KIOSK, question(true, 1, 7));
        assertThat(days().getFirst().agrees()).as("it came after all").isTrue();
        assertThat(days().getFirst().places()).isEmpty();
    }

    @Test
    void otherBytesAtAPlaceAreOtherBytes() {
        happen(1, 3);
        send(1, 3);
        Request.Part part = question(false, 2, 2).parts().getFirst();
        Request.Proof lie = new Request.Proof(
                SUNDAY, false, List.of(new Request.Part(part.store(), part.lane(), 2, 2, 1, "0".repeat(64))));
        proofs.answer(KIOSK, question(true, 1, 3));
        proofs.answer(KIOSK, lie);

        assertThat(hub.<Integer>read(handle -> handle.createQuery(
                                "SELECT count(*) FROM daily_proof_difference WHERE what = 'other bytes'")
                        .mapTo(Integer.class)
                        .one()))
                .isEqualTo(1);
    }

    @Test
    void anotherKiosksRowsAreNotThisOnes() {
        happen(1, 3);
        send(1, 3);
        assertThat(proofs.answer(new DeviceId("kiosk-2"), question(true, 1, 3)).agrees())
                .containsExactly(false);
    }

    private void happen(int from, int to) {
        kiosk.write(transaction -> {
            for (int i = from; i <= to; i++) {
                outbox.append(transaction, Lane.ATTENDANCE, new HubEvent.GuestCounted(SessionId.dropIn(SUNDAY), 0, 1));
            }
            return null;
        });
    }

    private void send(long from, long to) {
        List<byte[]> texts = kiosk.read(handle -> handle.createQuery(
                        "SELECT text FROM outbox_event WHERE sequence BETWEEN :from AND :to ORDER BY sequence")
                .bind("from", from)
                .bind("to", to)
                .mapTo(byte[].class)
                .list());
        hub.write(transaction -> {
            Receiving receiving = inbox.receiving(transaction);
            for (byte[] text : texts) {
                assertThat(Wire.place(text)).isPresent();
                receiving.accept(new Received(KIOSK, Lane.ATTENDANCE, text, now));
            }
            return receiving.finish();
        });
    }

    private Request.Proof question(boolean whole, long from, long to) {
        DayRows.Stretch stretch = new DayRows.Stretch(outbox.standing().stores().getFirst(), Lane.ATTENDANCE, from, to);
        return new Request.Proof(
                SUNDAY, whole, List.of(new DayRows(outbox).part(SUNDAY, stretch).orElseThrow()));
    }

    private List<DailyProofs.Day> days() {
        return hub.read(handle -> DailyProofs.days(handle, KIOSK, 8));
    }
}
