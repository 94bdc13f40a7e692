package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.talk.TokenKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Use another card too", and passes that were stopped.
class AnotherCardTest {
    private static final String MINE = "00BC614E";
    private static final String ALSO_MINE = "00BC614F";
    private static final String A_NEIGHBOURS = "00BC6150";

    @TempDir
    private Path folder;

    private DeskTrial trial;

    @BeforeEach
    void open() {
        trial = new DeskTrial(folder, "2026-11-22T10:05:00Z", "Europe/London");
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void twoCardsThatOnePersonSaysAreTheirsAreToldToTheHubAndTheSecondIsNoTap() {
        EventId event = comes(MINE);
        assertThat(trial.desk().anotherCard(event)).isInstanceOf(Outcome.ShowOther.class);
        assertThat(trial.card(ALSO_MINE)).isEqualTo(new Outcome.IsItYours(event));
        assertThat(trial.told(HubEvent.PassAdded.class)).isEmpty();

        assertThat(trial.desk().bothAreMine(event)).isInstanceOf(Outcome.CardAdded.class);

        assertThat(trial.told(HubEvent.PassAdded.class)).hasSize(1);
        assertThat(trial.told(HubEvent.TapRecorded.class)).hasSize(1);
    }

    @Test
    void aQrPassAndACardAreJoinedWithTheHubAwayAndNoTokenKeyYet() {
        trial.code(trial.pass(7));
        EventId event = ((Outcome.AlreadyIn) afterAMoment(() -> trial.code(trial.pass(7)))).event();
        trial.desk().anotherCard(event);
        trial.card(MINE);
        trial.desk().bothAreMine(event);

        HubEvent.PassAdded told = trial.told(HubEvent.PassAdded.class).getFirst();
        assertThat(told.credential()).isEqualTo(new Credential.Pass(DeskTrial.passId(7), "0001"));
        assertThat(told.added()).isInstanceOf(Credential.Sealed.class);
    }

    @Test
    void nobodyBecomesOneWithANeighbourWhoseCardWasShownMeanwhile() {
        EventId event = comes(MINE);
        trial.desk().anotherCard(event);
        trial.card(A_NEIGHBOURS);
        trial.clock.pass(Duration.ofSeconds(5));

        assertThat(trial.card(A_NEIGHBOURS)).isInstanceOf(Outcome.Welcome.class);
        assertThat(trial.told(HubEvent.PassAdded.class)).isEmpty();
    }

    @Test
    void aNeighbourOfWhomItIsSaidThatTheyAreSomebodyElseIsCountedInAtOnce() {
        EventId event = comes(MINE);
        trial.desk().anotherCard(event);
        trial.card(A_NEIGHBOURS);

        assertThat(trial.desk().notMine(event)).isInstanceOf(Outcome.Welcome.class);
        assertThat(trial.desk().bothAreMine(event)).isInstanceOf(Outcome.TooLate.class);
        assertThat(trial.told(HubEvent.TapRecorded.class)).hasSize(2);
        assertThat(trial.told(HubEvent.PassAdded.class)).isEmpty();
    }

    @Test
    void afterGoingBackTheNextCardIsItsHoldersOwnAndIsAskedNothing() {
        EventId event = comes(MINE);
        trial.desk().anotherCard(event);
        trial.desk().neverMind(event);

        assertThat(trial.card(A_NEIGHBOURS)).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void whoIsLeavingCanUseAnotherCardTooAsWell() {
        comes(MINE);
        trial.clock.pass(Duration.ofMinutes(30));
        EventId event = ((Outcome.Goodbye) trial.card(MINE)).event();

        assertThat(trial.desk().anotherCard(event)).isInstanceOf(Outcome.ShowOther.class);
    }

    @Test
    void theSameCardAgainIsSaidToBeTheSameAlsoWhenTheKeyHasComeMeanwhile() {
        EventId event = comes(MINE);
        trial.cards.tokenKey(new TokenKey(1, new byte[TokenKey.BYTES]));
        trial.clock.pass(Duration.ofSeconds(5));
        trial.desk().anotherCard(event);

        assertThat(trial.card(MINE)).isEqualTo(new Outcome.SameCard(event));
        assertThat(trial.card(ALSO_MINE)).isEqualTo(new Outcome.IsItYours(event));
    }

    @Test
    void whatComesTooLateJoinsNobody() {
        EventId event = comes(MINE);
        trial.desk().anotherCard(event);
        trial.clock.pass(Duration.ofSeconds(31));
        assertThat(trial.card(ALSO_MINE)).isInstanceOf(Outcome.Welcome.class);
        assertThat(trial.desk().bothAreMine(event)).isInstanceOf(Outcome.TooLate.class);

        trial.clock.pass(Duration.ofMinutes(4));
        assertThat(trial.desk().anotherCard(event)).isInstanceOf(Outcome.ShowItAgain.class);
    }

    @Test
    void yesIsSaidOnce() {
        EventId event = comes(MINE);
        trial.desk().anotherCard(event);
        trial.card(ALSO_MINE);
        trial.desk().bothAreMine(event);

        assertThat(trial.desk().bothAreMine(event)).isInstanceOf(Outcome.TooLate.class);
        assertThat(trial.told(HubEvent.PassAdded.class)).hasSize(1);
    }

    @Test
    void aStoppedPassIsKindlyNotTakenAndCountsNobody() {
        trial.stopped.add(new Credential.Pass(DeskTrial.passId(7), "0001"));

        assertThat(trial.code(trial.pass(7))).isEqualTo(new Outcome.Refused(Presented.Refusal.STOPPED));
        assertThat(trial.told()).isEmpty();
        assertThat(trial.desk().refusals()).containsEntry("stopped", 1L);
        assertThat(trial.code(trial.pass(8))).isInstanceOf(Outcome.Welcome.class);
    }

    private interface Showing {
        Outcome show();
    }

    private Outcome afterAMoment(Showing showing) {
        trial.clock.pass(Duration.ofSeconds(5));
        return showing.show();
    }

    private EventId comes(String card) {
        return ((Outcome.Welcome) trial.card(card)).event();
    }
}
