package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.inbox.Gaps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {
    @TempDir
    Path folder;

    private TwoSides world;

    @BeforeEach
    void begin() {
        world = new TwoSides(folder, 7, new Troubles(false, false, false, false, false));
    }

    @AfterEach
    void end() {
        assertThat(world.verdict()).isEmpty();
        world.close();
    }

    @Test
    void aBacklogIsDrainedAndEveryEventIsCountedOnce() {
        append(300);
        world.calm();
        assertThat(world.counted()).hasSize(300);
        assertThat(world.streams())
                .allSatisfy(stream -> assertThat(stream.hasParted()).isFalse());
    }

    @Test
    void anAcknowledgementOfAnotherIncarnationOrChainReleasesNothing() {
        append(5);
        world.calm();
        append(5);
        OutboxRows.Stream stream = world.streams().getFirst();
        long before = through();
        String chain = Chain.hex(stream.chain());
        world.conversation().acknowledged(ack(stream, "another hub", stream.last(), chain));
        world.conversation().acknowledged(ack(stream, world.incarnation(), stream.last(), "f".repeat(64)));
        world.conversation().acknowledged(ack(stream, world.incarnation(), stream.last() + 10, chain));
        assertThat(through()).isEqualTo(before);
        world.calm();
    }

    @Test
    void aHubThatLostItsDiskIsFilledAgain() {
        append(40);
        world.calm();
        world.wipeHub();
        world.calm();
        assertThat(world.counted()).hasSize(40);
    }

    @Test
    void aHubRestoredFromItsLastCopyIsFilledAgainThoughTheKioskHasForgottenWhatWasSafe() {
        append(40);
        world.calm();
        world.copyHub();
        append(30);
        world.calm();
        world.wait(Duration.ofMinutes(5));
        assertThat(world.streams())
                .anySatisfy(stream -> assertThat(stream.floor()).isPositive());
        world.restoreHub();
        assertThat(world.counted()).hasSize(40);
        world.calm();
        assertThat(world.counted()).hasSize(70);
    }

    @Test
    void rowsThatNobodyHasAnyMoreAreDeclaredLostAndTheRestArrives() {
        append(40);
        world.calm();
        world.copyHub();
        world.calm();
        world.wait(Duration.ofMinutes(5));
        append(30);
        world.calm();
        world.wipeHub();
        world.calm();
        assertThat(world.counted())
                .filteredOn(kept -> kept.event().data() instanceof HubEvent.RangeLost)
                .isNotEmpty();
        assertThat(world.counted()).hasSizeGreaterThan(30);
        assertThat(world.gaps()).isEmpty();
        world.expectOlderCopy();
    }

    @Test
    void anOldCardWithNothingNewBeginsANewStoreAndSendsNothingAgain() {
        append(10);
        world.calm();
        world.keepCard();
        append(10);
        world.calm();
        world.putOldCardBack();
        world.calm();
        append(5);
        world.calm();
        assertThat(world.counted()).hasSize(25);
        assertThat(world.streams())
                .extracting(stream -> stream.store().number())
                .contains(1L, 2L);
        assertThat(world.streams()).noneMatch(OutboxRows.Stream::hasParted);
    }

    @Test
    void anOldCardThatTookTapsBeforeItMetItsHubLosesNoneAndDoublesNone() {
        append(10);
        world.calm();
        world.keepCard();
        append(10);
        world.calm();
        world.putOldCardBack();
        append(7);
        world.calm();
        append(5);
        world.calm();
        assertThat(world.counted()).hasSize(32);
        assertThat(world.streams()).anyMatch(OutboxRows.Stream::hasParted);
        assertThat(world.state().hasParted()).isTrue();
        world.conversation().connected();
        world.calm();
        List<Gaps.Gap> gaps = world.gaps();
        assertThat(gaps).anyMatch(Gaps.Gap::parted);
    }

    @Test
    void anOldCardThatHasOvertakenItsHubByTheTimeTheyMeetIsFoundOutByTheChain() {
        append(10);
        world.calm();
        world.keepCard();
        append(10);
        world.calm();
        world.putOldCardBack();
        append(30);
        world.calm();
        assertThat(world.counted()).hasSize(50);
        assertThat(world.streams()).anyMatch(OutboxRows.Stream::hasParted);
    }

    @Test
    void twoCardsWithOneIdentityAreBothCountedAndNeitherTwice() {
        append(10);
        world.calm();
        world.copyCard();
        append(4);
        world.calm();
        world.otherOfTheTwo();
        append(6);
        world.calm();
        world.otherOfTheTwo();
        append(3);
        world.calm();
        world.otherOfTheTwo();
        append(2);
        world.calm();
        assertThat(world.counted()).hasSize(25);
        assertThat(world.gaps()).anyMatch(Gaps.Gap::parted);
    }

    @Test
    void aKioskThatWasAwayForLongSendsAllInOrderWhenItsHubIsBack() {
        append(20);
        world.wait(Duration.ofDays(20));
        assertThat(world.counted()).isEmpty();
        world.calm();
        assertThat(world.counted()).hasSize(20);
    }

    private void append(int rows) {
        for (int i = 0; i < rows; i++) {
            world.append();
        }
    }

    private long through() {
        return world.state().lanes().getFirst().through();
    }

    private static Ack ack(OutboxRows.Stream stream, String incarnation, long through, String chain) {
        return new Ack(
                incarnation,
                stream.store().id(),
                stream.lane(),
                through,
                chain,
                List.of(),
                List.of(),
                through,
                through);
    }
}
