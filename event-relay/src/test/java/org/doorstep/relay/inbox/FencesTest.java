package org.doorstep.relay.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Fences.Verdict;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes of a device after it was shut out: kept, acknowledged, and counted only when somebody says so.
class FencesTest {
    @TempDir
    Path folder;

    private final Events old = new Events(1);
    private final Events successor = new Events(2);
    private Database database;
    private Inbox inbox;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("hub.db"), Inbox.MIGRATIONS);
        inbox = new Inbox(database, Events.HUB, new Random(1), new SetClock());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatCameBeforeStandsAndWhatComesAfterIsKeptAcknowledgedAndNotCounted() {
        receive(old.guest(1));
        assertThat(shutOut()).isTrue();
        assertThat(shutOut()).isFalse();

        Ack ack = receive(old.guest(2), old.guest(3));

        assertThat(ack.through()).isEqualTo(3);
        assertThat(counted()).hasSize(1);
        assertThat(waiting()).hasSize(2);
        assertThat(awaiting()).isEmpty();
    }

    @Test
    void aStoreThatWasNeverHeardOfIsBehindTheFenceWhileNobodyHasTheName() {
        shutOut();
        receive(old.guest(1));
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void theSuccessorsStoreCountsAndTheOldOnesNever() {
        receive(old.guest(1));
        shutOut();
        succeed();

        receive(successor.guest(1), successor.guest(2));
        receive(old.guest(2));

        assertThat(counted()).hasSize(3);
        assertThat(waiting()).hasSize(1);
        assertThat(gaps()).isEmpty();
    }

    @Test
    void whatIsLetCountIsProjectedOnceAndItsDuplicatesAreDuplicates() {
        shutOut();
        Envelope event = old.guest(1);
        receive(event);
        assertThat(say(Verdict.COUNTS)).isEqualTo(1);

        List<Kept> now = awaiting();
        assertThat(now).extracting(Kept::event).containsExactly(event);
        database.write(handle -> {
            inbox.projected(handle, now.getFirst().position());
            return null;
        });

        assertThat(awaiting()).isEmpty();
        assertThat(counted()).hasSize(1);
        assertThat(say(Verdict.COUNTS)).isZero();
        assertThat(say(Verdict.LEFT_OUT)).isZero();
        byte[] again = Wire.at(new Wire.Place(StoreId.random(new Random(9)), Lane.ATTENDANCE, 1), Wire.write(event));
        receive(Events.received(Wire.write(event)), Events.received(again));
        assertThat(counted()).hasSize(1);
    }

    @Test
    void whatIsLeftOutStaysOutOfARebuildAndCanStillBeLetIn() {
        shutOut();
        receive(old.guest(1));
        assertThat(say(Verdict.LEFT_OUT)).isEqualTo(1);
        long still = database.read(Fences::countWaiting);
        assertThat(still).isZero();
        assertThat(counted()).isEmpty();

        assertThat(say(Verdict.COUNTS)).isEqualTo(1);
        assertThat(counted()).hasSize(1);
    }

    @Test
    void aStoreShownToBeOfTheOneShutOutIsFencedAndTheSuccessorsIsNot() {
        shutOut();
        succeed();
        receive(successor.guest(1));

        assertThat(fence(old.store)).isTrue();
        assertThat(fence(old.store)).isTrue();
        assertThat(fence(successor.store)).isFalse();
        receive(old.guest(1));

        assertThat(waiting()).hasSize(1);
        assertThat(counted()).hasSize(1);
    }

    @Test
    void oneThatIsBackWithItsMemoryGoesOn() {
        receive(old.guest(1));
        shutOut();
        succeed();
        receive(old.guest(2));
        database.write(handle -> {
            Fences.letGoOn(handle, Fences.all(handle).getFirst());
            return null;
        });

        receive(old.guest(3));

        assertThat(waiting()).hasSize(1);
        assertThat(counted()).hasSize(2);
    }

    @Test
    void oneThatIsBackLetsNoOtherOfItsNameOutFromBehindItsFence() {
        receive(old.guest(1));
        shutOut();
        succeed();
        receive(successor.guest(1));
        shutOut();
        succeed();

        database.write(handle -> {
            Fences.letGoOn(handle, Fences.all(handle).getFirst());
            return null;
        });
        receive(old.guest(2));
        receive(successor.guest(2));

        assertThat(counted()).hasSize(3);
        assertThat(waiting()).singleElement().satisfies(one -> assertThat(one.fence())
                .isEqualTo(1));
    }

    @Test
    void theFenceHoldsByAHubClockThatWasAheadWhenItHeardTheDevice() {
        receive(new Received(Events.KIOSK, Lane.ATTENDANCE, Wire.write(old.guest(1)), Events.NOW.plusSeconds(86_400)));
        shutOut();
        succeed();

        receive(old.guest(2));
        receive(successor.guest(1));

        assertThat(counted()).hasSize(2);
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void thatAStoreHasEndedIsNotBelievedOfOneThatWasShutOutUntilItCounts() {
        shutOut();
        receive(old.event(1, new HubEvent.StoreSalvaged(successor.store, 0, 0, List.of(), "broken")));
        succeed();
        receive(successor.guest(1), successor.guest(3));

        assertThat(gaps()).hasSize(1);
        assertThat(salvages()).isEmpty();

        say(Verdict.COUNTS);
        assertThat(gaps()).isEmpty();
        assertThat(salvages()).hasSize(1);
    }

    @Test
    void aSuccessorThatSpeaksBeforeTheHubHasLookedIsNotBehindTheFence() {
        shutOut();
        receive(old.guest(1));
        long looked = database.read(Fences::heard);
        receive(successor.guest(1));

        database.write(handle -> {
            Fences.succeeded(handle, Events.KIOSK, Events.NOW, looked);
            return null;
        });
        receive(successor.guest(2));

        assertThat(waiting()).hasSize(1);
        assertThat(counted()).hasSize(2);
        receive(old.guest(2));
        assertThat(waiting()).hasSize(2);
    }

    @Test
    void aStolenKioskThatUsesUpAllStoresOfItsNameLeavesItsSuccessorAsMany() {
        receive(old.guest(1));
        shutOut();
        receive(IntStream.range(0, Inbox.MOST_STREAMS_A_DEVICE)
                .mapToObj(store -> new Events(100 + store).guest(1))
                .toArray(Envelope[]::new));
        assertThat(accept(new Events(99).guest(1)))
                .as("no more of a stolen one")
                .isInstanceOf(Acceptance.Unreadable.class);
        succeed();

        receive(successor.guest(1));

        assertThat(counted()).hasSize(2);
        receive(old.guest(2));
        assertThat(counted()).as("its own store is behind the fence still").hasSize(2);
    }

    @Test
    void whatOneSendsWithoutEndAndWhatIsLeftOutHidesNothingThatWaits() {
        shutOut();
        for (int sequence = 1; sequence <= 20; sequence++) {
            receive(old.guest(sequence));
        }
        say(Verdict.LEFT_OUT);
        receive(old.guest(21));
        database.write(handle -> Fences.shutOut(handle, new DeviceId("kiosk-2"), "lost", Events.NOW));
        receive(new Events(3, new DeviceId("kiosk-2")).guest(1));

        List<Fences.Aside> few = database.read(handle -> Fences.notCounted(handle, 5));

        assertThat(few)
                .filteredOn(one -> one.verdict() == Verdict.WAITING)
                .extracting(Fences.Aside::fence)
                .containsExactly(1L, 2L);
        assertThat(few).filteredOn(one -> one.verdict() == Verdict.LEFT_OUT).hasSize(5);
    }

    @Test
    void othersAreNotTouched() {
        database.write(handle -> Fences.shutOut(handle, new DeviceId("kiosk-2"), "stolen", Events.NOW));
        receive(old.guest(1));
        assertThat(counted()).hasSize(1);
    }

    private boolean shutOut() {
        return database.write(handle -> Fences.shutOut(handle, Events.KIOSK, "stolen", Events.NOW));
    }

    private void succeed() {
        database.write(handle -> {
            Fences.succeeded(handle, Events.KIOSK, Events.NOW);
            return null;
        });
    }

    private boolean fence(StoreId store) {
        return database.write(handle -> Fences.fence(handle, Events.KIOSK, store));
    }

    private int say(Verdict verdict) {
        return database.write(handle -> Fences.say(handle, Fences.notCounted(handle, 100), verdict));
    }

    private List<Fences.Aside> waiting() {
        return database.read(handle -> Fences.notCounted(handle, 100)).stream()
                .filter(one -> one.verdict() == Verdict.WAITING)
                .toList();
    }

    private List<Gaps.Gap> gaps() {
        return database.read(handle -> new Gaps(inbox).open(handle));
    }

    private List<Salvages.Salvaged> salvages() {
        return database.read(Salvages::all);
    }

    private List<Kept> awaiting() {
        return database.read(handle -> inbox.awaiting(handle, 0, 10));
    }

    private List<Kept> counted() {
        return database.read(handle -> inbox.after(handle, 0, 100));
    }

    private Acceptance accept(Envelope one) {
        return database.write(handle -> inbox.receiving(handle).accept(Events.received(one)));
    }

    private Ack receive(Envelope... some) {
        return receive(java.util.Arrays.stream(some).map(Events::received).toArray(Received[]::new));
    }

    private Ack receive(Received... some) {
        return database.write(handle -> {
            Receiving receiving = inbox.receiving(handle);
            for (Received one : some) {
                receiving.accept(one);
            }
            return receiving.finish().getLast().ack();
        });
    }
}
