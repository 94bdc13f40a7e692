package org.doorstep.relay.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.outbox.Chain;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    @TempDir
    Path folder;

    private final Events events = new Events(1);
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
    void eachEventIsFreshOnceAndADuplicateEverAfter() {
        Envelope event = events.guest(1);
        assertThat(accept(event)).isEqualTo(new Acceptance.Fresh(1, event));
        assertThat(accept(event)).isEqualTo(new Acceptance.Duplicate());
        assertThat(database.read(inbox::lastPosition)).isEqualTo(1);
    }

    @Test
    void theMarkStopsAtAGapAndMovesOnWhenItIsFilled() {
        Ack ack = receive(events.guest(1), events.guest(3), events.guest(4));
        assertThat(ack.through()).isEqualTo(1);
        assertThat(ack.held()).containsExactly(new Ack.Range(3, 4));
        assertThat(receive(events.guest(2)).through()).isEqualTo(4);
    }

    @Test
    void theChainIsTheSameInWhateverOrderTheRowsCome() {
        for (int seed = 1; seed <= 20; seed++) {
            List<Envelope> sent = new ArrayList<>();
            Events one = new Events(100 + seed);
            byte[] expected = Chain.nothing();
            for (int i = 1; i <= 40; i++) {
                sent.add(one.guest(i));
                expected = new Chain().after(expected, Wire.write(sent.getLast()));
            }
            Collections.shuffle(sent, new Random(seed));
            Ack last = null;
            for (Envelope event : sent) {
                last = receive(event);
            }
            assertThat(last.through()).as("seed " + seed).isEqualTo(40);
            assertThat(last.chain()).as("seed " + seed).isEqualTo(Chain.hex(expected));
        }
    }

    @Test
    void otherBytesAtTheSamePlaceGoToQuarantineAndNothingIsOverwritten() {
        Envelope first = events.guest(1);
        Ack before = receive(first);
        Envelope twin = events.guest(1);
        assertThat(accept(twin)).isEqualTo(new Acceptance.Conflict(Quarantine.Reason.CONFLICT));
        assertThat(receive(twin).chain()).isEqualTo(before.chain());
        List<Quarantine.Item> items = database.read(handle -> new Quarantine().items(handle, 10));
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().times()).isEqualTo(2);
        assertThat(items.getFirst().text()).isEqualTo(Wire.write(twin));
    }

    @Test
    void anEventIssuedAgainUnderANewStoreIsCoveredAndCountedOnce() {
        Envelope event = events.guest(1);
        accept(event);
        StoreId later = StoreId.random(new Random(9));
        byte[] again = Wire.at(new Wire.Place(later, Lane.ATTENDANCE, 1), Wire.write(event));
        assertThat(accept(Events.received(again))).isEqualTo(new Acceptance.Duplicate());
        Ack ack = receive(Events.received(again));
        assertThat(ack.store()).isEqualTo(later);
        assertThat(ack.through()).isEqualTo(1);
        List<Kept> counted = database.read(handle -> inbox.after(handle, 0, 10));
        assertThat(counted).hasSize(1);
    }

    @Test
    void anotherEventUnderATakenIdIsKeptInQuarantineAndCovered() {
        Envelope event = events.guest(1);
        accept(event);
        byte[] taken = new String(Wire.write(events.guest(2)), StandardCharsets.UTF_8)
                .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + event.id().value() + "\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(accept(Events.received(taken))).isEqualTo(new Acceptance.Conflict(Quarantine.Reason.ID_TAKEN));
        assertThat(receive(Events.received(taken)).through()).isEqualTo(2);
        List<Quarantine.Item> items = database.read(handle -> new Quarantine().items(handle, 10));
        assertThat(items).singleElement().satisfies(item -> assertThat(item.text())
                .isEqualTo(taken));
    }

    @Test
    void anUnreadableEventWithAPlaceIsKeptAndCoveredAndOneWithoutIsOnlyCounted() {
        byte[] odd = new String(Wire.write(events.guest(1)), StandardCharsets.UTF_8)
                .replace("\"children\":1", "\"children\":-1")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(accept(Events.received(odd)))
                .isEqualTo(new Acceptance.Unreadable(Quarantine.Reason.WRONG_FIELD, true));
        assertThat(receive(events.guest(2)).through()).isEqualTo(2);

        assertThat(accept(Events.received("not json".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Acceptance.Unreadable(Quarantine.Reason.NOT_JSON, false));
        List<Quarantine.Count> counts = database.read(new Quarantine()::counts);
        assertThat(counts)
                .extracting(Quarantine.Count::reason)
                .containsExactly(Quarantine.Reason.NOT_JSON, Quarantine.Reason.WRONG_FIELD);
    }

    @Test
    void anEventThatClaimsAnotherDeviceOrLaneIsNotCounted() {
        Envelope event = events.guest(1);
        Received elsewhere = new Received(new DeviceId("kiosk-2"), Lane.ATTENDANCE, Wire.write(event), Events.NOW);
        assertThat(accept(elsewhere)).isEqualTo(new Acceptance.Unreadable(Quarantine.Reason.WRONG_SOURCE, true));
        Received otherLane = new Received(Events.KIOSK, Lane.MEMBER, Wire.write(event), Events.NOW);
        assertThat(accept(otherLane)).isEqualTo(new Acceptance.Unreadable(Quarantine.Reason.WRONG_LANE, false));
        assertThat(accept(event)).isInstanceOf(Acceptance.Fresh.class);
    }

    @Test
    void aTransactionThatFailsLeavesNoMarkBehind() {
        receive(events.guest(1));
        Envelope second = events.guest(2);
        assertThatThrownBy(() -> database.write(transaction -> {
                    Receiving receiving = inbox.receiving(transaction);
                    receiving.accept(Events.received(second));
                    receiving.finish();
                    throw new IllegalStateException("the disk went away");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(mark().through()).isEqualTo(1);
        assertThat(accept(second)).isInstanceOf(Acceptance.Fresh.class);
    }

    @Test
    void aLostRangeMovesTheMarkOnAndTheChainBeginsAnewThere() {
        receive(events.guest(1), events.guest(5), events.guest(6));
        Envelope lost = events.event(7, new HubEvent.RangeLost(2, 4, "the card was salvaged"));
        Ack ack = receive(lost);
        assertThat(ack.through()).isEqualTo(7);
        byte[] anew = new Chain().after(Chain.nothing(), Wire.write(lost));
        assertThat(ack.chain()).isEqualTo(Chain.hex(anew));
        Envelope next = events.guest(8);
        assertThat(receive(next).chain()).isEqualTo(Chain.hex(new Chain().after(anew, Wire.write(next))));
        assertThat(accept(events.guest(3))).isInstanceOf(Acceptance.Fresh.class);
    }

    @Test
    void aLostRangeThatDoesNotReachTheMarkMovesNothing() {
        receive(events.guest(1), events.guest(5));
        Ack ack = receive(events.event(6, new HubEvent.RangeLost(3, 4, "salvaged")));
        assertThat(ack.through()).isEqualTo(1);
        assertThat(receive(events.guest(2)).through()).isEqualTo(6);
    }

    @Test
    void anEventOfAnUnknownTypeIsKeptAndCoveredAndWaitsForAVersionThatKnowsIt() {
        byte[] unknown = new String(Wire.write(events.guest(1)), StandardCharsets.UTF_8)
                .replace("doorstep.guest.counted.v1", "doorstep.tea.poured.v1")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(accept(Events.received(unknown))).isInstanceOf(Acceptance.Fresh.class);
        assertThat(receive(Events.received(unknown)).through()).isEqualTo(1);
        List<Kept> awaiting = database.read(handle -> inbox.awaiting(handle, 0, 10));
        assertThat(awaiting).isEmpty();
    }

    @Test
    void manyEventsThatNobodyKnowsYetDoNotHideOneThatIsKnownNow() {
        for (int i = 1; i <= 5; i++) {
            receive(Events.received(new String(Wire.write(events.guest(i)), StandardCharsets.UTF_8)
                    .replace("doorstep.guest.counted.v1", "doorstep.tea.poured.v1")
                    .getBytes(StandardCharsets.UTF_8)));
        }
        receive(events.guest(6));
        database.write(
                transaction -> transaction.execute("UPDATE inbox_event SET state = 'unknown' WHERE sequence = 6"));
        List<Kept> awaiting = database.read(handle -> inbox.awaiting(handle, 0, 3));
        assertThat(awaiting).extracting(kept -> kept.event().sequence()).containsExactly(6L);
        List<Kept> all = database.read(handle -> inbox.after(handle, 0, 10));
        assertThat(all).hasSize(6);
    }

    @Test
    void anUnprojectedEventIsAcknowledgedAndListedUntilItIsProjected() {
        database.write(transaction -> {
            Receiving receiving = inbox.receiving(transaction);
            Acceptance.Fresh fresh = (Acceptance.Fresh) receiving.accept(Events.received(events.guest(1)));
            receiving.unprojected(fresh.position(), "no such activity");
            return receiving.finish();
        });
        List<Kept> awaiting = database.read(handle -> inbox.awaiting(handle, 0, 10));
        assertThat(awaiting).hasSize(1);
        database.write(transaction -> {
            inbox.projected(transaction, awaiting.getFirst().position());
            return null;
        });
        List<Kept> after = database.read(handle -> inbox.awaiting(handle, 0, 10));
        assertThat(after).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidOnlyAfterAQuietTime() {
        receive(events.guest(1), events.guest(4), events.guest(5));
        Gaps gaps = new Gaps(inbox);
        database.write(transaction -> {
            gaps.stated(transaction, Events.KIOSK, List.of(new DeviceState.LaneTail(events.store, Lane.ATTENDANCE, 9)));
            return null;
        });
        List<Addressed> atOnce = database.read(handle -> gaps.askAgain(handle, Events.NOW));
        assertThat(atOnce).isEmpty();
        List<Addressed> later = database.read(handle -> gaps.askAgain(handle, Events.NOW.plus(Duration.ofSeconds(11))));
        assertThat(later.getFirst().ack().missing()).containsExactly(new Ack.Range(2, 3), new Ack.Range(6, 9));
    }

    @Test
    void helloTellsTheMarkAndTheChainAtTheTailThatTheDeviceNamed() {
        Envelope one = events.guest(1);
        receive(one, events.guest(2));
        byte[] chainAtOne = new Chain().after(Chain.nothing(), Wire.write(one));
        Reply.Hello reply = hello(1, Chain.hex(chainAtOne));
        assertThat(reply.incarnation()).isEqualTo(inbox.incarnation());
        assertThat(reply.marks().getFirst().through()).isEqualTo(2);
        assertThat(reply.marks().getFirst().chainAtTail()).isEqualTo(Chain.hex(chainAtOne));
        List<Gaps.Gap> open = database.read(new Gaps(inbox)::open);
        assertThat(open).isEmpty();

        hello(1, "f".repeat(64));
        List<Gaps.Gap> parted = database.read(new Gaps(inbox)::open);
        assertThat(parted).singleElement().satisfies(gap -> assertThat(gap.parted())
                .isTrue());
    }

    @Test
    void theCentresMarkStopsBeforeTheFirstRowThatIsNotThere() {
        receive(events.guest(1), events.guest(3), events.guest(2), events.guest(4));
        List<Addressed> moved = database.write(transaction -> inbox.reachedCentre(transaction, 2));
        assertThat(moved).singleElement().satisfies(a -> assertThat(a.ack().centre())
                .isEqualTo(1));
        List<Addressed> again = database.write(transaction -> inbox.reachedCentre(transaction, 2));
        assertThat(again).isEmpty();
        assertThat(database.write(transaction -> inbox.reachedCentre(transaction, 4))
                        .getFirst()
                        .ack()
                        .centre())
                .isEqualTo(4);
    }

    @Test
    void theDatabaseItselfKeepsEveryTextAsReceived() {
        receive(events.guest(1));
        assertThatThrownBy(() -> database.write(t -> t.execute("DELETE FROM inbox_event")))
                .hasStackTraceContaining("never deleted");
        assertThatThrownBy(() -> database.write(t -> t.execute("UPDATE inbox_event SET text = x'00'")))
                .hasStackTraceContaining("kept as received");
    }

    @Test
    void aDatabaseOfBeforeTheDigestsIsFilledInAndKnowsWhatItHas() {
        Envelope event = events.guest(1);
        receive(event, events.guest(2), events.guest(3));
        database.write(t -> t.execute("DROP TRIGGER inbox_event_digest_is_set_once"));
        database.write(t -> t.execute("UPDATE inbox_event SET digest = NULL"));
        inbox = new Inbox(database, Events.HUB, new Random(1), new SetClock());
        byte[] filledIn = database.read(h -> h.createQuery("SELECT digest FROM inbox_event WHERE position = 1")
                .mapTo(byte[].class)
                .one());
        assertThat(filledIn).isEqualTo(new Chain().digest(Wire.write(event)));
        assertThat(accept(event)).isEqualTo(new Acceptance.Duplicate());
    }

    @Test
    void anIncarnationOutlivesARestartAndARestoredDatabaseGetsAnother() {
        String before = inbox.incarnation();
        assertThat(new Inbox(database, Events.HUB, new Random(2), new SetClock()).incarnation())
                .isEqualTo(before);
        inbox.beginAnew(database);
        assertThat(inbox.incarnation()).isNotEqualTo(before);
    }

    private Reply.Hello hello(long last, String chain) {
        return database.write(transaction -> inbox.answerHello(
                transaction,
                Events.KIOSK,
                new Request.Hello(List.of(new Request.Tail(events.store, Lane.ATTENDANCE, last, chain)))));
    }

    private Reply.Mark mark() {
        return hello(0, Ack.NO_CHAIN).marks().getFirst();
    }

    private Acceptance accept(Envelope event) {
        return accept(Events.received(event));
    }

    private Acceptance accept(Received received) {
        return database.write(transaction -> {
            Receiving receiving = inbox.receiving(transaction);
            Acceptance acceptance = receiving.accept(received);
            receiving.finish();
            return acceptance;
        });
    }

    private Ack receive(Envelope... sent) {
        Received[] received = new Received[sent.length];
        for (int i = 0; i < sent.length; i++) {
            received[i] = Events.received(sent[i]);
        }
        return receive(received);
    }

    private Ack receive(Received... sent) {
        return database.write(transaction -> {
            Receiving receiving = inbox.receiving(transaction);
            for (Received received : sent) {
                receiving.accept(received);
            }
            return receiving.finish().getFirst().ack();
        });
    }
}
