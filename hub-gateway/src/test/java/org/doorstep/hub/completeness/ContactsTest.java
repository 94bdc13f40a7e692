package org.doorstep.hub.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heartbeats every half minute on a real database; the hub has of the rows what the test says it has.
class ContactsTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-2");
    private static final StoreId STORE = new StoreId("a".repeat(32));
    private static final StoreId ANOTHER = new StoreId("b".repeat(32));

    @TempDir
    Path folder;

    private Database database;
    private Contacts contacts;
    private Instant now = Instant.parse("2026-11-24T09:00:00Z");
    private StoreId store = STORE;
    private long last;
    private long uptimeMs;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(
                folder.resolve("hub.db"), "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS);
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(
                folder.resolve("devices/kiosk-2.properties"), "name = Kiosk in the hall\nsecret.sha256 = 00\n");
        contacts = new Contacts(new EnrolledDevices(folder.resolve("devices")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aKioskThatIsHereLeavesNothingUnheard() {
        liveFor(Duration.ofMinutes(20));
        assertThat(unheard()).isEmpty();
    }

    @Test
    void aSilenceLastsFromTheLastWordAndIsClosedWhenTheBacklogHasCome() {
        liveFor(Duration.ofMinutes(10));
        Instant gone = now;
        now = now.plus(Duration.ofHours(2));
        Unheard silence = theSilence();
        assertThat(silence.why()).isEqualTo(Unheard.Why.AWAY);
        assertThat(silence.from()).isBetween(gone.minusSeconds(90), gone);
        assertThat(silence.to()).isEqualTo(now);
        assertThat(silence.name()).isEqualTo("Kiosk in the hall");

        last += 40;
        heartbeat();
        assertThat(theSilence().why()).isEqualTo(Unheard.Why.BEHIND);

        hubHas(last);
        assertThat(unheard()).isEmpty();
    }

    @Test
    void rowsThatAreStatedAndNotHereKeepTheTimeOpen() {
        liveFor(Duration.ofMinutes(5));
        last += 2;
        for (int i = 0; i < 40; i++) {
            heartbeat();
        }
        assertThat(theSilence().why()).isEqualTo(Unheard.Why.BEHIND);
        assertThat(theSilence().span().length()).isGreaterThan(Duration.ofMinutes(19));

        hubHas(last);
        assertThat(unheard()).isEmpty();
    }

    @Test
    void aMonthOfBacklogCostsNoMoreThanEightClaims() {
        liveFor(Duration.ofMinutes(1));
        last += 50_000;
        for (int i = 0; i < 60; i++) {
            heartbeat();
        }
        assertThat(rows("device_claim")).isEqualTo(8);
        assertThat(rows("device_known")).isEqualTo(1);
    }

    @Test
    void whatComesBackWithAnotherBeginningLeavesATimeThatIsNeverKnown() {
        liveFor(Duration.ofMinutes(10));
        now = now.plus(Duration.ofHours(1));
        store = ANOTHER;
        last = 0;
        liveFor(Duration.ofMinutes(10));

        assertThat(theSilence().why()).isEqualTo(Unheard.Why.FOR_GOOD);
        assertThat(theSilence().span().length()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(62));
    }

    @Test
    void anOldCardThatStatesFewerRowsThanBeforeIsAnotherBeginning() {
        last = 10;
        hubHas(10);
        liveFor(Duration.ofMinutes(10));
        now = now.plus(Duration.ofHours(1));
        last = 4;
        liveFor(Duration.ofMinutes(5));

        assertThat(theSilence().why()).isEqualTo(Unheard.Why.FOR_GOOD);
    }

    @Test
    void whatABrokerHandsOnAgainIsNoNewWord() {
        liveFor(Duration.ofMinutes(5));
        DeviceState lastWord = state();
        hear(lastWord);
        now = now.plus(Duration.ofHours(3));
        hear(lastWord);

        assertThat(theSilence().why()).isEqualTo(Unheard.Why.AWAY);
    }

    @Test
    void anOlderKioskThatStatesNoStoresIsNotJudged() {
        hear(DeviceState.offline("0.0.9"));
        now = now.plus(Duration.ofHours(3));
        assertThat(unheard()).isEmpty();
    }

    @Test
    void aKioskThatIsEnrolledNoMoreIsNotWaitedFor() throws IOException {
        liveFor(Duration.ofMinutes(5));
        Files.delete(folder.resolve("devices/kiosk-2.properties"));
        now = now.plus(Duration.ofHours(3));
        assertThat(unheard()).isEmpty();
    }

    @Test
    void aHubWhoseClockWentBackKnowsNothingOfTheTimeToCome() {
        Instant right = now;
        now = now.plus(Duration.ofDays(3650));
        liveFor(Duration.ofMinutes(5));
        now = right;
        liveFor(Duration.ofMinutes(5));
        now = now.plus(Duration.ofHours(1));

        assertThat(theSilence().to()).isEqualTo(now);
    }

    private void liveFor(Duration duration) {
        for (Instant end = now.plus(duration); now.isBefore(end); last++) {
            heartbeat();
            hubHas(last);
        }
    }

    private void heartbeat() {
        now = now.plusSeconds(30);
        hear(state());
    }

    private DeviceState state() {
        return new DeviceState(
                true,
                "0.1.0",
                0,
                0,
                0,
                last == 0 ? List.of() : List.of(new DeviceState.LaneTail(store, Lane.ATTENDANCE, last)),
                List.of(),
                Map.of(),
                9,
                true,
                "a boot",
                uptimeMs += 30_000,
                List.of(store));
    }

    private void hear(DeviceState state) {
        database.write(transaction -> {
            contacts.heard(transaction, KIOSK, state, now);
            return null;
        });
    }

    private void hubHas(long through) {
        database.write(transaction -> transaction.execute("""
                INSERT INTO inbox_stream (device, store, lane, through, highest, began_at, heard_at)
                VALUES (?, ?, 'attendance', ?, ?, 0, 0)
                ON CONFLICT (device, store, lane) DO UPDATE
                SET through = max(through, excluded.through), highest = max(highest, excluded.highest)
                """, KIOSK.value(), store.value(), through, through));
    }

    @Test
    void oneThatWasShutOutIsWaitedForNoMoreAndWhatItKeptBackUntilThenIsSaid() {
        liveFor(Duration.ofMinutes(10));
        now = now.plus(Duration.ofHours(2));
        Instant shutAt = now;
        database.write(handle -> Fences.shutOut(handle, KIOSK, "STOLEN", shutAt));
        now = now.plus(Duration.ofDays(3));
        Unheard silence = theSilence();
        assertThat(silence.why()).isEqualTo(Unheard.Why.SHUT_OUT);
        assertThat(silence.to()).isEqualTo(shutAt);
    }

    @Test
    void oneThatWasHereUntilItWasShutOutLeavesNothingUnheardAndItsSuccessorGoesOn() {
        liveFor(Duration.ofMinutes(10));
        Instant shutAt = now;
        database.write(handle -> Fences.shutOut(handle, KIOSK, "REPLACED", shutAt));
        now = now.plus(Duration.ofHours(1));
        assertThat(unheard()).isEmpty();
        database.write(handle -> {
            Fences.succeeded(handle, KIOSK, now);
            return null;
        });
        store = ANOTHER;
        last = 0;
        liveFor(Duration.ofMinutes(10));
        assertThat(unheard()).isEmpty();
        now = now.plus(Duration.ofHours(1));
        assertThat(theSilence().why()).isEqualTo(Unheard.Why.AWAY);
    }

    private Unheard theSilence() {
        assertThat(unheard()).hasSize(1);
        return unheard().getFirst();
    }

    private List<Unheard> unheard() {
        return database.read(handle -> contacts.unheard(handle, now));
    }

    private int rows(String table) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }
}
